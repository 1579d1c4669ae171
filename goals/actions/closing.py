"""A quarterly review ends: for each goal in keep, adjust or stop. Callers have checked who may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from partners.actions.agreements import agree
from partners.models import Organisation, Party
from partners.states import Kind

from .. import emails, verbs
from ..models import Assessment, Goal, GoalAgreement, QuarterlyReview, ResidentInput, YearPlan
from ..selections.freezing import compose
from ..selections.reviews import plain_outcome
from ..selections.voices import numbers
from ..states import (
    NEXT_OF_GOAL,
    NEXT_OF_YEAR,
    GoalState,
    Heard,
    Judgement,
    Refused,
    ReviewState,
    YearState,
)
from .counting import measure
from .reviews import locked, record

LAST = 4  # quarter of a year


@dataclass(frozen=True)
class Judged:
    """Of one goal: a stop says what is `possible`, an adjustment how it reads from now on."""

    judgement: str
    why: str
    possible: str = ""
    adjusted: str = ""


@dataclass(frozen=True)
class Promised:
    """A new agreement: who does what for whom, by when, for which goal."""

    goal: int
    text: str
    maker: Organisation
    receiver: Organisation
    due_on: date


@dataclass(frozen=True)
class Outcome:
    """Texts that the form has checked; `judged` by key of the goal. `residents` and `others` were
    in the meeting, `present` are the organisations that were."""

    judged: Mapping[int, Judged]
    lacks: str
    promised: Sequence[Promised] = ()
    present: str = ""
    residents: int = 0
    others: int = 0
    explanation: str = ""


@transaction.atomic
def close(review: QuarterlyReview, outcome: Outcome, *, by: User, now: datetime) -> QuarterlyReview:
    """Frozen from here on. Raises Refused: `closed` when somebody was first, `goals` when not each
    goal in force is judged, `residents` when there were none and nothing explains it."""
    review = locked(review.pk)  # who gives a voice waits, or has given it
    if review.is_closed:
        raise Refused("closed")
    # A voice points at the plan: with `no_key` it can while this one is about to wait for it.
    plan = YearPlan.objects.select_for_update(no_key=True).get(pk=review.plan_id)
    goals = list(Goal.objects.select_for_update(of=("self",)).of_year(plan).in_force())
    for goal in goals:
        goal.plan = review.plan
    if {goal.pk for goal in goals} != set(outcome.judged):
        raise Refused("goals")
    here = numbers(review)
    if not (here.residents or outcome.residents or outcome.explanation):
        raise Refused("residents")
    measure(plan, review.period)  # for the last time
    _meet(review, outcome, by=by, now=now)
    _promise(review, outcome, by=by)
    judged = {goal.pk: _assess(review, goal, outcome.judged[goal.pk]) for goal in goals}
    _freeze(review, goals, outcome, judged, by=by, now=now)
    for goal in goals:
        _go_on(goal, outcome.judged[goal.pk], by=by, now=now)
    event = record(verbs.reviews.REVIEW_CLOSED.name, review, by=by)
    emails.reviews.closed(event, review)
    _close_year(plan, by=by, now=now)
    return review


def _meet(review: QuarterlyReview, outcome: Outcome, *, by: User, now: datetime) -> None:
    """That residents were there is what rule R5 looks at, also later."""
    if not (outcome.residents or outcome.others):
        return
    # Who hosted it in the agenda may have written down who were there.
    ResidentInput.objects.filter(review=review, kind=Heard.MEETING).delete()
    ResidentInput.objects.create(
        plan_id=review.plan_id,
        review=review,
        kind=Heard.MEETING,
        day=review.meets_on or timezone.localdate(now),
        residents=outcome.residents,
        others=outcome.others,
        place=review.meets_where,
        by=by,
    )


def _promise(review: QuarterlyReview, outcome: Outcome, *, by: User) -> None:
    for one in outcome.promised:
        agreement = agree(
            one.text,
            maker=Party(one.maker),
            receiver=Party(one.receiver),
            due_on=one.due_on,
            neighbourhood=review.plan.neighbourhood,
            key=uuid4(),
            by=by,
            officer=by if one.maker.kind == Kind.MUNICIPALITY else None,
            about_url=review.get_absolute_url(),
        )
        GoalAgreement.objects.create(goal_id=one.goal, agreement=agreement, review=review)


def _assess(review: QuarterlyReview, goal: Goal, judged: Judged) -> Assessment:
    is_stop, is_adjusted = (
        judged.judgement == Judgement.STOP,
        judged.judgement == Judgement.ADJUST,
    )
    return Assessment.objects.create(
        review=review,
        goal=goal,
        judgement=judged.judgement,
        why=judged.why,
        possible=judged.possible if is_stop else "",
        adjusted=judged.adjusted if is_adjusted else "",
    )


def _freeze(
    review: QuarterlyReview,
    goals: Sequence[Goal],
    outcome: Outcome,
    judged: Mapping[int, Assessment],
    *,
    by: User,
    now: datetime,
) -> None:
    """Before goals are adjusted: it shows what was looked at."""
    outcomes = {key: plain_outcome(one) for key, one in judged.items()}
    data = compose(review, goals, now=now, is_final=True, outcomes=outcomes)
    review.frozen = data | {
        "closed_by": by.pk,
        "met": {"residents": outcome.residents, "others": outcome.others},
    }
    review.state = ReviewState.CLOSED
    review.lacks, review.present = outcome.lacks, outcome.present
    review.explanation = outcome.explanation
    review.closed_at, review.closed_by = now, by
    review.version += 1
    review.save(
        update_fields=[
            "frozen", "state", "lacks", "present", "explanation", "closed_at", "closed_by",
            "version",
        ]
    )  # fmt: skip


def _go_on(goal: Goal, judged: Judged, *, by: User, now: datetime) -> None:
    """A stopped goal frees its place in the year (rule R6)."""
    verb, words = verbs.reviews.GOAL_KEPT, judged.why
    if judged.judgement == Judgement.ADJUST:
        verb = verbs.reviews.GOAL_ADJUSTED
        goal.want = judged.adjusted
        goal.save(update_fields=["want"])
    elif judged.judgement == Judgement.STOP:
        verb = verbs.plans.GOAL_STOPPED
        assert GoalState.STOPPED in NEXT_OF_GOAL[GoalState(goal.state)], "it is in force"
        goal.state, goal.reason, goal.possible = GoalState.STOPPED, judged.why, judged.possible
        goal.decided_at = now
        goal.save(update_fields=["state", "reason", "possible", "decided_at"])
    activity.record(
        verb.name,
        goal,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=goal.plan.neighbourhood,
        public=goal.is_public,
        words=words,
    )


def _close_year(plan: YearPlan, *, by: User, now: datetime) -> None:
    """After the last quarter, when none of its reviews is open any more."""
    reviews = QuarterlyReview.objects.filter(plan=plan)
    is_over = reviews.filter(quarter=LAST, state=ReviewState.CLOSED).exists()
    if not is_over or reviews.open().exists():
        return
    if YearState.CLOSED not in NEXT_OF_YEAR[YearState(plan.state)]:
        return
    plan.state, plan.closed_at = YearState.CLOSED, now
    plan.save(update_fields=["state", "closed_at"])
    activity.record(
        verbs.plans.YEAR_CLOSED.name,
        plan,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=plan.neighbourhood,
        public=True,
    )
