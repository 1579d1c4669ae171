"""Two or three goals are chosen, with why these and why not the others; what becomes of them.

Callers have checked who may. Each step locks the year first: there is never a fourth (rule R6).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from activity.actions import Side
from activity.models import Event

from .. import emails
from ..models import Goal, ResidentInput, YearPlan
from ..states import MOST_GOALS, GoalState, Refused, YearState
from ..verbs import plans as verbs
from . import years
from .proposing import as_it_stands, locked_goal, move, record
from .years import locked

FOR = Side.MUNICIPALITY


class No(NamedTuple):
    """Why a goal is not chosen, and what can be done with it (rule R3)."""

    reason: str
    possible: str


@transaction.atomic
def choose(
    plan: YearPlan,
    chosen: Sequence[int],
    *,
    why: str,
    others: Mapping[int, No],
    explanation: str,
    by: User,
    now: datetime,
) -> YearPlan:
    """`chosen` are keys of proposals, in order; every other one that stands has its `No`.

    The same press again finds it done. Raises Refused: `chosen` (otherwise, by somebody else),
    `none`, `fourth`, `left_out` (a proposal that is gone, or that has no word), `why`, or `explain`
    (without residents this takes a public explanation, rule R5).
    """
    plan = locked(plan)
    if not plan.is_preparing:
        return _chosen_before(plan, chosen)
    proposals = {one.pk: one for one in _proposals(plan)}
    _check(plan, chosen, why, others, explanation, set(proposals))
    was_heard = has_heard(plan)
    plan.why, plan.explanation, plan.chosen_at = why, "" if was_heard else explanation, now
    plan.save(update_fields=["why", "explanation"])
    years.move(plan, YearState.CHOSEN)
    for place, key in enumerate(chosen, 1):
        _choose(proposals[key], place, now=now, by=by)
    for key in proposals.keys() - set(chosen):
        _refuse(proposals[key], others[key], now=now, by=by)
    event = years.record(verbs.YEAR_CHOSEN, plan, by=by, words=why)
    emails.choosing.chosen(event, plan)
    return years.start(plan, now=now)


def has_heard(plan: YearPlan) -> bool:
    """Whether residents had their part in this year (rule R5)."""
    return ResidentInput.objects.filter(plan=plan, review=None, residents__gt=0).exists()


@transaction.atomic
def choose_later(goal: Goal, why: str, *, by: User, now: datetime) -> Goal:
    """A place is free: one that was not chosen takes it. A second press finds it done.

    Raises Refused: `fourth`, or `state`.
    """
    plan = locked(goal.plan)
    goal = locked_goal(goal)
    if goal.is_chosen:
        return goal
    if plan.is_preparing or plan.is_over:
        raise Refused("state")
    there = Goal.objects.filter(plan=plan)
    if there.in_force().count() >= MOST_GOALS:
        raise Refused("fourth")
    last = there.aggregate(last=Max("place"))["last"] or 0
    move(goal, GoalState.CHOSEN)
    goal.reason, goal.possible, goal.place, goal.decided_at = why, "", last + 1, now
    goal.save(update_fields=["state", "reason", "possible", "place", "decided_at"])
    event = record(verbs.GOAL_CHOSEN, goal, by=by, side=FOR, public=goal.is_public, words=why)
    emails.choosing.told(event, goal)
    return goal


@transaction.atomic
def stop(goal: Goal, no: No, *, by: User, now: datetime) -> Goal:
    """With why and what is possible; its place is free. A second press finds it done.

    Raises Refused: `state`.
    """
    return _end(goal, GoalState.STOPPED, no, by=by, now=now)


@transaction.atomic
def reach(goal: Goal, words: str, *, by: User, now: datetime) -> Goal:
    """With how one sees that; its place is free. A second press finds it done.

    Raises Refused: `state`.
    """
    return _end(goal, GoalState.REACHED, No(words, ""), by=by, now=now)


@transaction.atomic
def carry_over(goal: Goal, plan: YearPlan, *, by: User, now: datetime) -> Goal:
    """An ongoing goal is proposed again for the year that is prepared (O98), as it stands; a second
    press finds it. It counts among the three once it is chosen.

    Raises Refused: `closed` (the year is not prepared), or `state` (not ongoing, or of another
    neighbourhood, or not an earlier year's).
    """
    plan = locked(plan)
    goal = locked_goal(goal)
    if known := Goal.objects.filter(carried_from=goal).first():
        return known
    if not plan.is_preparing:
        raise Refused("closed")
    is_earlier = goal.plan.year < plan.year and goal.plan.neighbourhood_id == plan.neighbourhood_id
    if not (goal.is_chosen and goal.is_ongoing and is_earlier):
        raise Refused("state")
    carried = Goal.objects.create(
        plan=plan,
        carried_from=goal,
        person=goal.person,
        at=now,
        key=_key_of(goal),
        visibility=goal.visibility,
        hidden_reason=goal.hidden_reason,
        **as_it_stands(goal),
    )
    record(verbs.GOAL_CARRIED, carried, by=by, side=FOR, public=carried.is_public)
    return carried


def _proposals(plan: YearPlan) -> list[Goal]:
    """What everybody may read: what is hidden by the house rules waits, and is not chosen."""
    rows = Goal.objects.select_for_update(of=("self",)).filter(plan=plan).proposed().shown()
    return list(rows.select_related("plan__neighbourhood", "organisation").order_by("pk"))


def _check(
    plan: YearPlan,
    chosen: Sequence[int],
    why: str,
    others: Mapping[int, No],
    explanation: str,
    proposals: set[int],
) -> None:
    if not chosen:
        raise Refused("none")
    if len(set(chosen)) > MOST_GOALS:
        raise Refused("fourth")
    left = proposals - set(chosen)
    if not set(chosen) <= proposals or any(key not in others for key in left):
        raise Refused("left_out")
    if not why or not all(all(others[key]) for key in left):
        raise Refused("why")
    if not explanation and not has_heard(plan):
        raise Refused("explain")


def _chosen_before(plan: YearPlan, chosen: Sequence[int]) -> YearPlan:
    first = Goal.objects.filter(plan=plan).was_chosen().values_list("pk", flat=True)
    if set(first) != set(chosen):
        raise Refused("chosen")
    return plan


def _choose(goal: Goal, place: int, *, now: datetime, by: User) -> None:
    move(goal, GoalState.CHOSEN)
    goal.place, goal.decided_at = place, now
    goal.save(update_fields=["state", "place", "decided_at"])
    record(verbs.GOAL_CHOSEN, goal, by=by, side=FOR)


def _refuse(goal: Goal, no: No, *, now: datetime, by: User) -> Event:
    move(goal, GoalState.NOT_CHOSEN)
    goal.reason, goal.possible, goal.decided_at = *no, now
    goal.save(update_fields=["state", "reason", "possible", "decided_at"])
    return record(verbs.GOAL_NOT_CHOSEN, goal, by=by, side=FOR, words=no.reason)


def _end(goal: Goal, to: GoalState, no: No, *, by: User, now: datetime) -> Goal:
    locked(goal.plan)
    goal = locked_goal(goal)
    if goal.state == to:
        return goal
    move(goal, to)
    goal.reason, goal.possible, goal.decided_at = *no, now
    goal.save(update_fields=["state", "reason", "possible", "decided_at"])
    verb = verbs.GOAL_STOPPED if to == GoalState.STOPPED else verbs.GOAL_REACHED
    event = record(verb, goal, by=by, side=FOR, public=goal.is_public, words=no.reason)
    emails.choosing.told(event, goal)
    return goal


def _key_of(goal: Goal) -> UUID:
    return uuid5(goal.key, "carried over")
