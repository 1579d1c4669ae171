"""Writing down what was done for a goal, correcting it and taking it away."""

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import contributing as actions
from ..actions import kept_photos
from ..forms.contributing import WORDS, ContributionForm, as_it_stands
from ..models import Contribution, ContributionPhoto, Goal
from ..selections.contributing import (
    answered,
    closed_quarters,
    goals_to_log,
    is_open,
)
from ..selections.speaking import spoken_for
from ..states import Refused
from .which import frame, goal_of, public_place


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def contribute(request: SignedInRequest, pk: int) -> HttpResponse:
    """For a goal that is known."""
    goal = goal_of(request, pk)
    if not can_be_logged(goal):
        raise Http404
    return _log(request, goal.plan.neighbourhood, [goal], known=goal)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def contribute_here(request: SignedInRequest, slug: str) -> HttpResponse:
    """For a goal that one chooses."""
    place = public_place(slug)
    goals = goals_to_log(place)
    if not goals:
        raise Http404
    for goal in goals:
        goal.plan.neighbourhood = place
    return _log(request, place, goals)


def _log(
    request: SignedInRequest, place: Neighbourhood, goals: list[Goal], *, known: Goal | None = None
) -> HttpResponse:
    parties = spoken_for(request.user, place)
    require(bool(parties))
    today = timezone.localdate()
    is_sent = request.method == "POST"
    kept = kept_photos.kept(request.POST.get("key", ""), by=request.user) if is_sent else None
    form = ContributionForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"key": uuid4(), "day": likely_day(goals, today)},
        kept=kept,
        goals=goals,
        parties=parties,
        today=today,
        closed=closed_quarters(goal.plan_id for goal in goals),
        answers=answered(place, goals),
    )
    if form.is_valid() and (made := _logged(request, form, kept)):
        messages.success(request, _("Opgeschreven. Het staat bij het doel."))
        return redirect(made)
    return render(
        request,
        "goals/contribute.html",
        frame(goals[0].plan)
        | {"form": form, "goal": known, "only": goals[0] if len(goals) == 1 else None}
        | {"kept": _kept_on(request, form, kept)},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _logged(
    request: SignedInRequest, form: ContributionForm, kept: ContributionPhoto | None
) -> Contribution | None:
    key = form.cleaned_data["key"]
    try:
        made = actions.log(
            form.chosen_goal,
            form.done,
            organisation=form.party,
            photo=form.cleaned_data.get("photo"),
            kept=None if form.cleaned_data.get("drop_photo") else kept,
            key=key,
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refused:
        form.refuse(refused.reason)
        return None
    if kept:
        kept_photos.let_go(key, by=request.user)
    return made


def _kept_on(
    request: SignedInRequest, form: ContributionForm, kept: ContributionPhoto | None
) -> ContributionPhoto | None:
    """The photo that goes along with a form that is shown again."""
    if not form.is_bound or "key" not in form.cleaned_data:
        return None
    key = form.cleaned_data["key"]
    if read := form.cleaned_data.get("photo"):
        form.offer_to_drop()
        return kept_photos.keep(read, key, by=request.user)
    if kept and form.cleaned_data.get("drop_photo"):
        kept_photos.let_go(key, by=request.user)
        return None
    return kept


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correct_contribution(request: SignedInRequest, pk: int) -> HttpResponse:
    """By anybody of its party, until the review of its quarter is closed."""
    found = _own(request, pk)
    if found.removed_at or not is_open(found):
        messages.info(request, WORDS["removed" if found.removed_at else "closed"])
        return redirect(found)
    is_sent = request.method == "POST"
    kept = kept_photos.kept(request.POST.get("key", ""), by=request.user) if is_sent else None
    form = ContributionForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial=as_it_stands(found),
        kept=kept,
        goals=[found.goal],
        parties=[found.organisation],
        today=timezone.localdate(),
        closed=closed_quarters([found.goal.plan_id]),
        answers=_with_its_own(found),
        stands=found,
    )
    if form.is_valid() and _corrected(request, found, form, kept):
        messages.success(request, _("Aangepast. Wat er stond, is nog te lezen."))
        return redirect(found)
    return render(
        request,
        "goals/correct_contribution.html",
        frame(found.goal.plan)
        | {"form": form, "goal": found.goal, "contribution": found}
        | {"kept": _kept_on(request, form, kept)},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _corrected(
    request: SignedInRequest,
    found: Contribution,
    form: ContributionForm,
    kept: ContributionPhoto | None,
) -> bool:
    drop = form.cleaned_data.get("drop_photo", False)
    try:
        actions.correct(
            found,
            form.done,
            photo=form.cleaned_data.get("photo"),
            kept=None if drop else kept,
            drop_photo=drop,
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refused:
        form.refuse(refused.reason)
        return False
    if kept:
        kept_photos.let_go(form.cleaned_data["key"], by=request.user)
    return True


@require_POST
@signed_in
def take_away_contribution(request: SignedInRequest, pk: int) -> HttpResponse:
    """At once; the page says so, and takes it back with one press."""
    found = _own(request, pk)
    try:
        actions.take_away(found, by=request.user, now=timezone.now())
    except Refused as refused:
        messages.info(request, WORDS[refused.reason])
    return redirect(found)


@require_POST
@signed_in
def put_back_contribution(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    try:
        actions.put_back(found, by=request.user, now=timezone.now())
    except Refused as refused:
        messages.info(request, WORDS[refused.reason])
    else:
        messages.success(request, _("Het staat er weer."))
    return redirect(found)


def can_be_logged(goal: Goal) -> bool:
    """Everybody may read it, it is in force, and its year runs."""
    plan = goal.plan
    is_shown = goal.is_public and plan.neighbourhood.is_public
    return is_shown and goal.is_chosen and plan.is_running


def likely_day(goals: list[Goal], today: date) -> date:
    """Today, or the last day of a year that is over and still looked back on."""
    years = [goal.plan.year for goal in goals]
    return today if today.year in years else date(max(years), 12, 31)


def _own(request: SignedInRequest, pk: int) -> Contribution:
    """Of a party of theirs; others see that it is there and are refused, and where it was taken
    away there is nothing for them."""
    rows = Contribution.objects.of_party(request.user).for_page()
    if found := rows.filter(pk=pk).first():
        return found
    found = get_object_or_404(Contribution.objects.seen_by(request.user).for_page(), pk=pk)
    place = found.goal.plan.neighbourhood
    require(permissions.speaks_for(request.user, found.organisation, place))
    return found


def _with_its_own(found: Contribution) -> list[tuple[str, list[object]]]:
    """What it answers now stays a choice, also where it is not offered any more."""
    groups = answered(found.goal.plan.neighbourhood, [found.goal])
    own = found.initiative or found.request
    if own and all(own not in group for _name, group in groups):
        groups = [(_("Zo staat het er nu"), [own]), *groups]
    return groups
