"""The texts with which officers begin: of a neighbourhood, and of a whole municipality."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render
from neighbourhoods import permissions
from neighbourhoods.models import Municipality, Neighbourhood

from ..actions import standard_texts
from ..actions.standard_texts import Home, NameTaken
from ..forms.working import StandardTextForm
from ..models import StandardText
from ..selections.standard_texts import WORDS


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def here(request: SignedInRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Neighbourhood.objects.select_related("municipality"), slug=slug)
    if not (found.is_public or permissions.can_see_closed(request.user, found)):
        raise Http404
    require(_may(request, found))
    return _list(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def everywhere(request: SignedInRequest, slug: str) -> HttpResponse:
    """Those of all neighbourhoods of a municipality."""
    found = get_object_or_404(Municipality, slug=slug)
    require(_may(request, found))
    return _list(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    known = _own(request, pk)
    typed = {"part": known.part, "name": known.name, "text": known.text}
    posted = request.method == "POST"
    form = StandardTextForm(request.POST if posted else None, initial=typed)
    if form.is_valid() and _save(request, known.home, form, known):
        return redirect(_list_address(known.home), known.home.slug)
    return _page(request, known.home, form, known=known)


@require_POST
@signed_in
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    known = _own(request, pk)
    standard_texts.remove(known, by=request.user)
    messages.success(request, _("De tekst is weg. Wat ermee is geschreven, blijft staan."))
    return redirect(_list_address(known.home), known.home.slug)


def _list(request: SignedInRequest, home: Home) -> HttpResponse:
    form = StandardTextForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _save(request, home, form):
        return redirect(_list_address(home), home.slug)
    return _page(request, home, form)


def _save(
    request: SignedInRequest,
    home: Home,
    form: StandardTextForm,
    known: StandardText | None = None,
) -> bool:
    clean = form.cleaned_data
    try:
        standard_texts.save(
            home,
            part=clean["part"],
            name=clean["name"],
            text=clean["text"],
            by=request.user,
            known=known,
        )
    except NameTaken:
        form.add_error("name", _("Er is al een tekst met deze naam. Kies een andere."))
        return False
    messages.success(request, _("Bewaard."))
    return True


def _own(request: SignedInRequest, pk: int) -> StandardText:
    """For who may not change it there is nothing here."""
    rows = StandardText.objects.select_related("neighbourhood__municipality", "municipality")
    known = get_object_or_404(rows, pk=pk)
    if not _may(request, known.home):
        raise Http404
    return known


def _may(request: SignedInRequest, home: Home) -> bool:
    if isinstance(home, Neighbourhood):
        return permissions.can_set_texts(request.user, home)
    return permissions.administers(request.user, home)


def _list_address(home: Home) -> str:
    return f"initiatives:{'' if isinstance(home, Neighbourhood) else 'municipal_'}standard_texts"


def _page(
    request: SignedInRequest,
    home: Home,
    form: StandardTextForm,
    *,
    known: StandardText | None = None,
) -> HttpResponse:
    texts = StandardText.objects.order_by("part", "name", "pk")
    if isinstance(home, Neighbourhood):
        is_here, own = True, texts.filter(neighbourhood=home)
        also = texts.filter(municipality=home.municipality)
    else:
        is_here, own, also = False, texts.filter(municipality=home), texts.none()
    return render(
        request,
        "initiatives/standard_texts.html",
        {
            "neighbourhood": home if is_here else None,
            "section": "about" if is_here else "work",
            "home": home,
            "known": known,
            "texts": own,
            "also": also,
            "form": form,
            "words": WORDS.items(),
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )
