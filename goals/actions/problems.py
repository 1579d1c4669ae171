"""What matters first, before anybody speaks of solutions (O53). Callers have checked who may."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Flag
from partners.states import TooMany, Visibility

from ..models import Problem, ProblemRank, YearPlan
from ..states import Refused
from ..verbs import plans as verbs
from .years import count_online, locked, record, weighing

MOST, WITHIN = 10, timedelta(hours=1)  # of one person
KIND = Problem._meta.model_name or ""


@transaction.atomic
def add(plan: YearPlan, words: str, *, key: UUID, by: User, now: datetime) -> Problem:
    """A `key` that was sent before gives what it made, and the same words of anybody those that
    stand. Raises TooMany, and Refused: `closed`."""
    plan = weighing(plan, now)
    if known := Problem.objects.filter(key=key, plan=plan).first():
        return known
    if alike := Problem.objects.shown().filter(plan=plan, words__iexact=words).first():
        return alike
    if Problem.objects.filter(person=by, at__gt=now - WITHIN).count() >= MOST:
        raise TooMany
    problem = Problem.objects.create(plan=plan, words=words, person=by, at=now, key=key)
    record(verbs.PROBLEM_ADDED, plan, by=by, side=Side.RESIDENT, public=False)
    count_online(plan, now=now)
    return problem


@transaction.atomic
def take_away(problem: Problem, *, by: User, now: datetime) -> None:
    """One's own words, also when the weighing is over; who put it in their three has one less."""
    plan = locked(problem.plan)
    activity.close_flags(KIND, problem.pk, decision=Flag.Decision.GONE, by=by)
    people = list(ProblemRank.objects.filter(problem=problem).values_list("person", flat=True))
    if not Problem.objects.filter(pk=problem.pk).delete()[0]:
        return
    for person in people:
        _write(plan, person, _own(plan, person))
    record(verbs.PROBLEM_DROPPED, plan, by=by, side=Side.RESIDENT, public=False)
    if plan.is_preparing:
        count_online(plan, now=now)


@transaction.atomic
def pick(problem: Problem, *, by: User, now: datetime) -> None:
    """After what one picked before. Raises Refused: `closed`, or `three`."""
    plan = weighing(problem.plan, now)
    mine = _own(plan, by.pk)
    if problem.pk in mine:
        return
    if len(mine) >= ProblemRank.PLACES:
        raise Refused("three")
    _write(plan, by.pk, [*mine, problem.pk])
    record(verbs.PROBLEMS_RANKED, plan, by=by, side=Side.RESIDENT, public=False)
    count_online(plan, now=now)


@transaction.atomic
def drop(problem: Problem, *, by: User, now: datetime) -> None:
    """Raises Refused: `closed`."""
    plan = weighing(problem.plan, now)
    mine = _own(plan, by.pk)
    if problem.pk in mine:
        _write(plan, by.pk, [one for one in mine if one != problem.pk])
        count_online(plan, now=now)


@transaction.atomic
def move_up(problem: Problem, *, by: User, now: datetime) -> None:
    """Before the one above it. Raises Refused: `closed`."""
    plan = weighing(problem.plan, now)
    mine = _own(plan, by.pk)
    place = mine.index(problem.pk) if problem.pk in mine else 0
    if place:
        mine[place - 1], mine[place] = mine[place], mine[place - 1]
        _write(plan, by.pk, mine)


def _own(plan: YearPlan, person: int) -> list[int]:
    """What is hidden by the house rules takes no place."""
    ranks = ProblemRank.objects.filter(plan=plan, person=person).order_by("place")
    ranks = ranks.filter(problem__visibility=Visibility.PUBLIC)
    return list(ranks.values_list("problem", flat=True))


def _write(plan: YearPlan, person: int, problems: list[int]) -> None:
    """In this order; of a locked plan."""
    ProblemRank.objects.filter(plan=plan, person=person).delete()
    ProblemRank.objects.bulk_create(
        ProblemRank(plan=plan, person_id=person, problem_id=problem, place=place)
        for place, problem in enumerate(problems, 1)
    )
