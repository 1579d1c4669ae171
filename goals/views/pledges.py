"""What parties promise for a goal: one line, which both sides see before it is agreed (rule R4)."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from core.paging import page
from partners.models import Organisation
from partners.selections.agreements import lines

from ..actions import pledges
from ..forms.pledges import PledgeForm
from ..models import Goal
from ..selections.parties import is_open
from ..selections.pledges import agreements_of, receivers_of
from ..selections.speaking import spoken_for
from ..states import Refused
from .which import frame, goal_of


@require_safe
def agreements(request: Request, pk: int) -> HttpResponse:
    """All that was agreed for a goal, and how it stands."""
    goal, now = goal_of(request, pk), timezone.now()
    shown = page(agreements_of(goal), request.GET.get("page"))
    return render(
        request,
        "goals/agreements.html",
        frame(goal.plan) | {"goal": goal, "page": shown, "lines": lines(shown.rows, now=now)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pledge(request: SignedInRequest, pk: int) -> HttpResponse:
    """The first press shows the line, the second one agrees to it."""
    goal = goal_of(request, pk)
    makers = spoken_for(request.user, goal.plan.neighbourhood)
    require(bool(makers))
    receivers = receivers_of(goal)
    if request.method != "POST" and not _can(goal, makers, receivers):
        return redirect(goal)
    form = PledgeForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4(), "receiver": _leader(goal, makers, receivers)},
        makers=makers,
        receivers=receivers,
        today=timezone.localdate(),
    )
    is_sound = form.is_valid()
    if is_sound and form.is_shown and _agreed(request, goal, form):
        messages.success(request, _("Afgesproken. De ander krijgt bericht."))
        return redirect(goal.get_absolute_url() + "#afgesproken")
    return render(
        request,
        "goals/pledge.html",
        frame(goal.plan)
        | {"goal": goal, "form": form, "line": form.line if form.is_valid() else ""},
        partial="form",
        status=422 if form.errors else 200,
    )


def _can(goal: Goal, makers: list[Organisation], receivers: list[Organisation]) -> bool:
    """There is somebody else to promise it to."""
    others = any(one != maker for maker in makers for one in receivers)
    return is_open(goal) and goal.is_chosen and others


def _leader(goal: Goal, makers: list[Organisation], receivers: list[Organisation]) -> str:
    """Who leads it stands first, and is what most promise something to."""
    only = makers[0] if len(makers) == 1 else None
    return next((str(one.pk) for one in receivers if one != only), "")


def _agreed(request: SignedInRequest, goal: Goal, form: PledgeForm) -> bool:
    try:
        pledges.pledge(goal, form.pledge, key=form.cleaned_data["key"], by=request.user)
    except Refused:
        form.add_error(None, _("Dit doel loopt niet meer. Wat u schreef, staat er nog."))
        return False
    return True
