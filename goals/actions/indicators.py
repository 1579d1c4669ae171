"""Which figures are followed for a goal, and what those who count fill in. Callers have checked who
may."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from partners.actions.organisations import side_of
from partners.models import Organisation

from .. import verbs
from ..models import FigureSeries, Goal, Indicator, Measurement, QuarterlyReview
from ..quarters import over
from ..selections.figures import period_words, said_value
from ..states import MOST_INDICATORS, GoalState, Refused, ReviewState, Source
from . import counting

FULL, THERE, NOT_CHOSEN, CLOSED = "full", "there", "not_chosen", "closed"


@dataclass(frozen=True)
class Wanted:
    """What is followed: of a `series` in an area, what the platform `count`s, or what is
    `counted_by` an organisation."""

    source: Source
    title: str
    direction: str
    unit: str = ""
    series: FigureSeries | None = None
    area_code: str = ""
    division: int | None = None
    count: str = ""
    counted_by: Organisation | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True)
class Adjusted:
    """What may change of a figure that is followed."""

    direction: str
    baseline: Decimal | None
    target: Decimal | None
    confidence: str
    confidence_words: str


@transaction.atomic
def add(goal: Goal, wanted: Wanted, *, key: UUID, by: User, side: Side, now: datetime) -> Indicator:
    """A `key` that was sent before gives what it made. What the platform counts it counts at once
    for the quarters of this year that are over.

    Raises Refused: a sixth one, what is followed already, or for a goal that is not chosen.
    """
    goal = _locked(goal)
    if known := Indicator.objects.filter(key=key).first():
        return known
    _check(goal, wanted)
    indicator = Indicator.objects.create(
        goal=goal,
        **vars(wanted),
        place=Indicator.objects.filter(goal=goal).count(),
        added_by=by,
        added_at=now,
        key=key,
    )
    since = timezone.localdate(goal.plan.neighbourhood.opened_at)
    for quarter in over(goal.plan.year, since=since, now=now):
        counting.measure_one(indicator, quarter)
    _record(verbs.figures.INDICATOR_ADDED.name, indicator, by=by, side=side, words=wanted.title)
    return indicator


@transaction.atomic
def adjust(indicator: Indicator, adjusted: Adjusted, *, by: User, side: Side) -> Indicator:
    """What is as it was is no event; another aim is told with the one that stood there."""
    indicator = _locked_one(indicator)
    before = indicator.target
    changes = {
        name: value for name, value in vars(adjusted).items() if getattr(indicator, name) != value
    }
    if not changes:
        return indicator
    for name, value in changes.items():
        setattr(indicator, name, value)
    indicator.save(update_fields=list(changes))
    words = indicator.title
    if "target" in changes:
        with translation.override(settings.LANGUAGE_CODE):  # history has one language
            words = f"{words}: {_said(indicator, before)} → {_said(indicator, adjusted.target)}"
    _record(verbs.figures.INDICATOR_CHANGED.name, indicator, by=by, side=side, words=words)
    return indicator


@transaction.atomic
def take_away(indicator: Indicator, *, by: User, side: Side, now: datetime) -> Indicator:
    """At once; what was measured and written stays with it, and comes back with it."""
    indicator = _locked_one(indicator)
    if indicator.removed_at:
        return indicator
    indicator.removed_at = now
    indicator.save(update_fields=["removed_at"])
    _record(
        verbs.figures.INDICATOR_TAKEN_AWAY.name,
        indicator,
        by=by,
        side=side,
        words=indicator.title,
        public=False,
    )
    return indicator


@transaction.atomic
def put_back(indicator: Indicator, *, by: User, side: Side) -> Indicator:
    """Raises Refused when five others stand there now."""
    goal = _locked(indicator.goal)
    indicator = _locked_one(indicator)
    if indicator.removed_at is None:
        return indicator
    if Indicator.objects.of(goal).count() >= MOST_INDICATORS:
        raise Refused(FULL)
    indicator.removed_at = None
    indicator.save(update_fields=["removed_at"])
    _record(
        verbs.figures.INDICATOR_PUT_BACK.name,
        indicator,
        by=by,
        side=side,
        words=indicator.title,
        public=False,
    )
    return indicator


@transaction.atomic
def fill_in(
    indicator: Indicator,
    value: Decimal,
    *,
    year: int,
    quarter: int | None,
    by: User,
    now: datetime,
) -> Measurement:
    """What an organisation counted; the last one said counts, and the same twice is once.

    Raises Refused when the review of that quarter is closed: of a whole year that of its last one.
    """
    indicator = _locked_one(indicator)
    # Who closes that review waits for this row, and we for theirs.
    reviews = QuarterlyReview.objects.select_for_update().filter(
        plan=indicator.goal.plan_id, plan__year=year, quarter=quarter or 4
    )
    if any(one.state == ReviewState.CLOSED for one in reviews):
        raise Refused(CLOSED)
    measured, is_new = Measurement.objects.get_or_create(
        indicator=indicator,
        year=year,
        quarter=quarter,
        defaults={"value": value, "by": by, "at": now},
    )
    if not is_new and measured.value == value:
        return measured
    measured.value, measured.by, measured.at = value, by, now
    measured.save(update_fields=["value", "by", "at"])
    assert indicator.counted_by, "only an organisation fills in what it counted"
    with translation.override(settings.LANGUAGE_CODE):  # history has one language
        told = f"{indicator.title}, {period_words(year, quarter)}: {said_value(indicator, value)}"
    side = side_of(indicator.counted_by)
    _record(verbs.figures.MEASURED.name, indicator, by=by, side=side, words=told)
    return measured


def _check(goal: Goal, wanted: Wanted) -> None:
    if goal.state != GoalState.CHOSEN:
        raise Refused(NOT_CHOSEN)
    standing = list(Indicator.objects.of(goal).select_related("series", "counted_by"))
    if len(standing) >= MOST_INDICATORS:
        raise Refused(FULL)
    if any(_same(one) == _same(wanted) for one in standing):
        raise Refused(THERE)


def _same(one: Indicator | Wanted) -> tuple[object, ...]:
    """What makes two of them the same figure."""
    if one.source == Source.PARTY:
        return one.source, one.counted_by, one.title.casefold()
    return one.source, one.series, one.area_code, one.count


def _said(indicator: Indicator, value: Decimal | None) -> str:
    return "–" if value is None else said_value(indicator, value)


def _locked(goal: Goal) -> Goal:
    rows = Goal.objects.select_for_update(of=("self",))
    return rows.select_related("plan__neighbourhood").get(pk=goal.pk)


def _locked_one(indicator: Indicator) -> Indicator:
    rows = Indicator.objects.select_for_update(of=("self",))
    return rows.select_related("goal__plan__neighbourhood", "counted_by", "series").get(
        pk=indicator.pk
    )


def _record(
    verb: str, indicator: Indicator, *, by: User, side: Side, words: str, public: bool = True
) -> None:
    goal = indicator.goal
    activity.record(
        verb,
        goal,
        by=by,
        side=side,
        neighbourhood=goal.plan.neighbourhood,
        public=public and goal.is_public,
        words=words,
        url=indicator.get_absolute_url(),
    )
