"""A quarterly review opens by itself, gets a day and begins. Callers have checked who may."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event

from .. import emails, verbs
from ..models import QuarterlyReview, YearPlan
from ..quarters import over
from ..states import NEXT_OF_REVIEW, Refused, ReviewState
from .counting import measure

REMIND_BEFORE = timedelta(days=3)


@dataclass(frozen=True)
class Meeting:
    """When and where; texts that the form has checked."""

    day: date
    at: time | None
    where: str


def open_due(now: datetime) -> int:
    """Of every quarter that is over in a year that runs; returns how many opened.

    Read from the calendar and from what there is, so that a clock that stood still catches up.
    """
    plans = YearPlan.objects.running().select_related("neighbourhood")
    opened = set(QuarterlyReview.objects.filter(plan__in=plans).values_list("plan_id", "quarter"))
    due = [
        (plan, quarter.number)
        for plan in plans
        if plan.chosen_at
        for quarter in over(plan.year, since=timezone.localdate(plan.chosen_at), now=now)
        if (plan.pk, quarter.number) not in opened
    ]
    return sum(open_one(plan, number, now=now) is not None for plan, number in due)


@transaction.atomic
def open_one(plan: YearPlan, quarter: int, *, now: datetime) -> QuarterlyReview | None:
    """Everyone with a part is invited, once. None when it was open already."""
    review, is_new = QuarterlyReview.objects.get_or_create(
        plan=plan, quarter=quarter, defaults={"opened_at": now}
    )
    if not is_new:
        return None
    measure(plan, review.period)
    verb = verbs.reviews.REVIEW_OPENED.name
    event = activity.record_once(
        f"{verb}:{review.pk}", verb, review, neighbourhood=plan.neighbourhood, now=now
    )
    if event:
        activity.set_public(review, verb, "", public=True)
        emails.reviews.opened(event, review)
    return review


def remind_due(now: datetime) -> int:
    """Once, three days before a meeting, or later when its day was set later; a meeting that is
    moved is reminded of again. Returns how many were."""
    today = timezone.localdate(now)
    coming = QuarterlyReview.objects.open().filter(meets_on__range=(today, today + REMIND_BEFORE))
    keys = coming.values_list("pk", flat=True)
    return sum(_remind(key, now=now) is not None for key in list(keys))


@transaction.atomic
def _remind(key: int, *, now: datetime) -> Event | None:
    review = locked(key)
    today = timezone.localdate(now)
    if review.is_closed or review.meets_on is None or review.meets_on < today:
        return None
    verb = verbs.reviews.REVIEW_SOON.name
    event = activity.record_once(
        f"{verb}:{review.pk}:{review.meets_on:%Y-%m-%d}",
        verb,
        review,
        neighbourhood=review.plan.neighbourhood,
        now=now,
    )
    if event:
        emails.reviews.soon(event, review)
    return event


@transaction.atomic
def plan_meeting(review: QuarterlyReview, meeting: Meeting, *, by: User) -> QuarterlyReview:
    """What is as it was is no event. Raises Refused."""
    review = locked(review.pk)
    if review.is_closed:
        raise Refused("closed")
    before = (review.meets_on, review.meets_at, review.meets_where)
    review.meets_on, review.meets_at, review.meets_where = meeting.day, meeting.at, meeting.where
    if before == (meeting.day, meeting.at, meeting.where):
        return review
    review.version += 1
    review.save(update_fields=["meets_on", "meets_at", "meets_where", "version"])
    record(verbs.reviews.REVIEW_PLANNED.name, review, by=by)
    return review


@transaction.atomic
def begin(review: QuarterlyReview, *, by: User) -> QuarterlyReview:
    """The meeting has begun; voices keep coming in. Raises Refused."""
    review = locked(review.pk)
    if review.is_closed:
        raise Refused("closed")
    if ReviewState.IN_SESSION not in NEXT_OF_REVIEW[ReviewState(review.state)]:
        return review
    review.state = ReviewState.IN_SESSION
    review.version += 1
    review.save(update_fields=["state", "version"])
    record(verbs.reviews.REVIEW_BEGUN.name, review, by=by)
    return review


def locked(key: int) -> QuarterlyReview:
    """Whoever gives a voice, closes or hides waits here for the other."""
    rows = QuarterlyReview.objects.select_for_update(of=("self",))
    return rows.select_related("plan__neighbourhood__municipality").get(pk=key)


def record(verb: str, review: QuarterlyReview, *, by: User, words: str = "") -> Event:
    return activity.record(
        verb,
        review,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=review.plan.neighbourhood,
        public=True,
        words=words,
    )
