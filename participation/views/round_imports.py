"""A round that was held elsewhere: its file is chosen, read, looked at and confirmed."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render
from core.paging import page
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import round_imports as actions
from ..forms.round_imports import BringRoundForm
from ..models import RoundImport
from ..selections.round_imports import look
from .which import TAKING_PART, frame, run_place

STEPS = [gettext_lazy("Bestand"), gettext_lazy("Controleren")]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bring_round(request: SignedInRequest, slug: str) -> HttpResponse:
    place, now = run_place(request, slug), timezone.now()
    is_sent = request.method == "POST"
    form = BringRoundForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"key": uuid4()},
        today=timezone.localdate(now),
    )
    if form.is_valid():
        clean = form.cleaned_data
        found = actions.bring(
            place,
            clean["file"],
            title=clean["title"],
            source=clean["source"],
            rule=clean["rule"],
            ended_on=clean["ended_on"],
            key=clean["key"],
            by=request.user,
            now=now,
        )
        return redirect(found)
    earlier = RoundImport.objects.filter(neighbourhood=place).defer("plans", "ballots")
    return render(
        request,
        "participation/bring_round.html",
        frame(place, TAKING_PART)
        | {
            "steps": STEPS,
            "form": form,
            "page": page(
                earlier.select_related("by", "neighbourhood").order_by("-at", "-pk"),
                request.GET.get("page"),
            ),
        },
        partial="form",
        status=422 if is_sent else 200,
    )


@require_safe
@signed_in
def budget_import(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What confirming will do."""
    place, found = _found(request, slug, pk)
    if found.round is not None:
        return redirect(found.round)
    return render(
        request,
        "participation/budget_import.html",
        frame(place, TAKING_PART)
        | {"steps": STEPS, "found": found, "look": look(found, request.GET.get("page"))},
    )


@require_POST
@signed_in
def confirm_round(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    _place, found = _found(request, slug, pk)
    round_ = actions.confirm(found, by=request.user)
    messages.success(request, _("De ronde staat op het platform. Wij tellen de stemmen."))
    return redirect(round_)


@require_POST
@signed_in
def discard_round(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Throw away what was not confirmed."""
    _place, found = _found(request, slug, pk)
    if actions.discard(found):
        messages.success(request, _("Het bestand is weg. Er is niets veranderd."))
        return redirect("participation:bring_round", slug)
    return redirect(found)


def _found(request: SignedInRequest, slug: str, pk: int) -> tuple[Neighbourhood, RoundImport]:
    rows = RoundImport.objects.filter(neighbourhood__slug=slug, neighbourhood__is_public=True)
    found = get_object_or_404(rows.select_related("neighbourhood__municipality", "round"), pk=pk)
    require(permissions.can_run(request.user, found.neighbourhood))
    return found.neighbourhood, found
