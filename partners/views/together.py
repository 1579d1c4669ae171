"""Organisations that form a coalition."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render

from .. import permissions
from ..actions import affiliations as actions
from ..forms.together import AskForm
from ..models import Affiliation, Organisation
from ..selections.together import bonds_of
from ..states import NotPossible
from .which import frame, seen

INTO, OUT = "into", "out"  # somebody is asked into this coalition; or it asks into another one


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def together(request: SignedInRequest, slug: str) -> HttpResponse:
    """For its contact: which coalitions, who asks and who was asked; posted to, it asks."""
    organisation = _spoken_for(request, slug)
    way = request.POST.get("way", "")
    form = _form(request, organisation, way)
    if form is not None and form.is_valid():
        try:
            return _ask(request, organisation, form.cleaned_data["other"], way)
        except actions.ContainsItself:
            form.add_error("other", _("Dat kan niet: dan zit een coalitie in zichzelf."))
    forms = {INTO: _empty(organisation, INTO), OUT: _empty(organisation, OUT)}
    if form is not None:
        forms[way] = form
    return render(
        request,
        "partners/together.html",
        frame(organisation)
        | {
            "bonds": bonds_of(organisation),
            "into": forms[INTO] if organisation.is_coalition else None,
            "out": forms[OUT],
        },
        status=422 if request.method == "POST" else 200,
    )


@require_POST
@signed_in
def answer(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Yes, no, or no longer."""
    of = Affiliation.objects.of(seen(request, slug))
    found = get_object_or_404(of.select_related("coalition", "organisation"), pk=pk)
    organisation = _spoken_for(request, slug)
    now, want = timezone.now(), request.POST.get("want")
    try:
        if want == "stop":
            actions.end(found, by=request.user, now=now)
            messages.success(request, _("Dat is gestopt. De ander krijgt bericht."))
        elif found.asked.pk != organisation.pk:
            messages.info(request, _("De ander is aan zet."))
        elif want == "no":
            actions.decline(found, by=request.user, now=now)
            messages.success(request, _("U zei liever niet. De ander krijgt bericht."))
        else:
            actions.accept(found, by=request.user, now=now)
            messages.success(request, _("U hoort nu bij elkaar. De ander krijgt bericht."))
    except actions.ContainsItself:
        messages.error(request, _("Dat kan niet: dan zit een coalitie in zichzelf."))
    except NotPossible:
        messages.info(request, _("Hier is al op geantwoord, of het is ingetrokken."))
    return redirect("partners:together", slug)


def _ask(
    request: SignedInRequest, organisation: Organisation, other: Organisation, way: str
) -> HttpResponse:
    into = way == INTO
    actions.ask(
        organisation if into else other,
        other if into else organisation,
        by_coalition=into,
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("Uw vraag is verstuurd. U krijgt bericht."))
    return redirect("partners:together", organisation.slug)


def _form(request: SignedInRequest, organisation: Organisation, way: str) -> AskForm | None:
    if request.method != "POST" or way not in {INTO, OUT}:
        return None
    if way == INTO and not organisation.is_coalition:
        return None
    return AskForm(
        request.POST, organisation=organisation, coalitions=way == OUT, auto_id=f"{way}_%s"
    )


def _empty(organisation: Organisation, way: str) -> AskForm:
    return AskForm(organisation=organisation, coalitions=way == OUT, auto_id=f"{way}_%s")


def _spoken_for(request: SignedInRequest, slug: str) -> Organisation:
    organisation = seen(request, slug)
    require(permissions.speaks_for(request.user, organisation))
    return organisation
