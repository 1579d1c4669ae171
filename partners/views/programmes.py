"""What organisations run: added by their people, and one picture per neighbourhood."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from core.paging import page

from .. import permissions
from ..actions import programmes as actions
from ..forms.programmes import CellForm, ProgrammeForm, as_it_runs
from ..models import Organisation, Programme
from ..selections.programmes import choose, picture, running_in, shown
from ..states import Approach, DayPart, Group
from .which import edited, frame, public_place, seen


@require_safe
def programmes(request: Request, slug: str) -> HttpResponse:
    """One picture of what runs here; each cell leads to what is in it."""
    place = public_place(slug)
    chosen = CellForm(request.GET).chosen()
    running = running_in(place)
    step = int(chosen["stap"]) if chosen["stap"] else None
    found = choose(running, group=chosen["groep"], part=chosen["deel"], step=step)
    one_page = page(found, request.GET.get("page"))
    query = "&".join(f"{name}={value}" for name, value in chosen.items() if value)
    return render(
        request,
        "partners/programmes.html",
        {
            "neighbourhood": place,
            "section": "about",
            "picture": picture(running),
            "total": len(running),
            "page": one_page,
            "programmes": shown(one_page.rows),
            "query": query,
            "chosen": _in_words(chosen, step),
        },
        partial="results",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = edited(request, slug)
    place = organisation.neighbourhood
    begin = {"key": uuid4(), "neighbourhood": place.slug if place else ""}
    form = ProgrammeForm(request.POST or None, initial=begin, organisation=organisation)
    if form.is_valid():
        actions.add(organisation, form.offered, key=form.cleaned_data["key"], by=request.user)
        messages.success(request, _("Het staat op de pagina, en in het overzicht van de wijk."))
        return redirect(organisation)
    return _form_page(request, organisation, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    organisation = seen(request, slug)
    programme = _running(organisation, pk)
    require(permissions.can_edit(request.user, organisation))
    begin = as_it_runs(programme) | {"key": uuid4()}
    form = ProgrammeForm(request.POST or None, initial=begin, organisation=organisation)
    if form.is_valid():
        actions.edit(programme, form.offered, by=request.user)
        messages.success(request, _("Het aanbod is aangepast."))
        return redirect(organisation)
    return _form_page(request, organisation, form, programme)


@require_POST
@signed_in
def end(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    organisation = seen(request, slug)
    programme = get_object_or_404(Programme, pk=pk, organisation=organisation)
    require(permissions.can_edit(request.user, organisation))
    actions.end(programme, by=request.user, now=timezone.now())
    messages.success(request, _("“%(title)s” is gestopt.") % {"title": programme.title})
    return redirect(organisation)


def _running(organisation: Organisation, pk: int) -> Programme:
    running = Programme.objects.running().select_related("neighbourhood")
    return get_object_or_404(running, pk=pk, organisation=organisation)


def _form_page(
    request: SignedInRequest,
    organisation: Organisation,
    form: ProgrammeForm,
    programme: Programme | None = None,
) -> HttpResponse:
    return render(
        request,
        "partners/programme.html",
        frame(organisation) | {"form": form, "programme": programme},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _in_words(chosen: dict[str, str], step: int | None) -> str:
    """What was opened, as a heading."""
    words = [str(Group(chosen["groep"]).label)] if chosen["groep"] else []
    words += [str(DayPart(chosen["deel"]).label)] if chosen["deel"] else []
    words += [str(Approach(step).label)] if step else []
    return capfirst(", ".join(words))
