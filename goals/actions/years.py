"""A year of shared goals: begun, prepared, started and closed. Callers have checked who may."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from activity.verbs import Verb
from neighbourhoods.models import Neighbourhood

from ..models import CoSignature, ResidentInput, YearPlan
from ..selections.heard import residents_online
from ..states import NEXT_OF_YEAR, Heard, Refused, YearState
from ..verbs import plans as verbs


@dataclass(frozen=True)
class Moments:
    """Until when people weigh, and when and where they meet."""

    weigh_until: date | None = None
    meets_on: date | None = None
    meets_at: time | None = None
    meets_where: str = ""


@dataclass(frozen=True)
class Input:
    """What residents said in a talk or a meeting, and how many they were; never who."""

    kind: str
    day: date
    residents: int
    others: int = 0
    place: str = ""
    words: str = ""


@transaction.atomic
def begin(neighbourhood: Neighbourhood, year: int, *, by: User, now: datetime) -> YearPlan:
    """This year's or the next one's; a second press finds it. Raises Refused: `year`."""
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    if known := YearPlan.objects.filter(neighbourhood=neighbourhood, year=year).first():
        return known
    if year not in years_to_begin(now):
        raise Refused("year")
    plan = YearPlan.objects.create(
        neighbourhood=neighbourhood, year=year, begun_by=by, begun_at=now
    )
    record(verbs.YEAR_BEGUN, plan, by=by)
    return plan


def years_to_begin(now: datetime) -> tuple[int, int]:
    this = timezone.localdate(now).year
    return this, this + 1


@transaction.atomic
def prepare(plan: YearPlan, moments: Moments, *, by: User) -> YearPlan:
    """What is as it was is no event. Raises Refused: `closed`."""
    plan = locked(plan)
    if not plan.is_preparing:
        raise Refused("closed")
    changed = [name for name, value in vars(moments).items() if getattr(plan, name) != value]
    if changed:
        for name in changed:
            setattr(plan, name, getattr(moments, name))
        plan.save(update_fields=changed)
        record(verbs.YEAR_PREPARED, plan, by=by)
    return plan


@transaction.atomic
def hear(plan: YearPlan, heard: Input, *, key: UUID, by: User) -> ResidentInput:
    """A `key` that was sent before gives what it made. Raises Refused: `closed`."""
    plan = locked(plan)
    if known := ResidentInput.objects.filter(key=key, plan=plan).first():
        return known
    if not plan.is_preparing:
        raise Refused("closed")
    made = ResidentInput.objects.create(plan=plan, **vars(heard), by=by, key=key)
    record(verbs.RESIDENTS_HEARD, plan, by=by)
    return made


@transaction.atomic
def drop_input(plan: YearPlan, pk: int, *, by: User) -> None:
    """A mistake, while the year is prepared; what came in on this site is counted, not written."""
    plan = locked(plan)
    found = ResidentInput.objects.filter(plan=plan, review=None, pk=pk)
    if plan.is_preparing and found.exclude(kind=Heard.ONLINE).delete()[0]:
        record(verbs.INPUT_DROPPED, plan, by=by, public=False)


def count_online(plan: YearPlan, *, now: datetime) -> None:
    """Of a locked plan: keeps the row right that says how many residents had their part here."""
    online = ResidentInput.objects.filter(plan=plan, review=None, kind=Heard.ONLINE)
    number = residents_online(plan)
    today = timezone.localdate(now)
    if not number:
        online.delete()
    elif not online.update(residents=number, day=today):
        ResidentInput.objects.create(plan=plan, kind=Heard.ONLINE, residents=number, day=today)


@transaction.atomic
def sign(plan: YearPlan, *, by: User) -> CoSignature:
    """A resident puts their name under the goals, once (O84). Raises Refused: `not_chosen`."""
    plan = locked(plan)
    if plan.is_preparing or plan.is_over:
        raise Refused("not_chosen")
    signature, is_new = CoSignature.objects.get_or_create(plan=plan, person=by)
    if is_new:
        record(verbs.YEAR_SIGNED, plan, by=by, side=Side.RESIDENT, public=False)
    return signature


@transaction.atomic
def take_name_back(plan: YearPlan, *, by: User) -> None:
    if CoSignature.objects.filter(plan=plan, person=by).delete()[0]:
        record(verbs.YEAR_UNSIGNED, plan, by=by, side=Side.RESIDENT, public=False)


def to_start(now: datetime) -> list[YearPlan]:
    """Those that were chosen and whose year has begun in Europe/Amsterdam, however long ago."""
    year = timezone.localdate(now).year
    found = YearPlan.objects.filter(state=YearState.CHOSEN, year__lte=year)
    return list(found.order_by("year", "pk"))


@transaction.atomic
def start(plan: YearPlan, *, now: datetime) -> YearPlan:
    """From the first day of its year; a second run finds it started."""
    plan = locked(plan)
    if plan.state == YearState.CHOSEN and plan.year <= timezone.localdate(now).year:
        move(plan, YearState.RUNNING)
        record(verbs.YEAR_STARTED, plan, by=None)
    return plan


@transaction.atomic
def close(plan: YearPlan, *, now: datetime) -> YearPlan:
    """After its year and the last look back; a second run finds it closed.

    Raises Refused: `too_early`.
    """
    plan = locked(plan)
    if plan.is_over:
        return plan
    if plan.year >= timezone.localdate(now).year:
        raise Refused("too_early")
    move(plan, YearState.CLOSED)
    plan.closed_at = now
    plan.save(update_fields=["closed_at"])
    record(verbs.YEAR_CLOSED, plan, by=None)
    return plan


def move(plan: YearPlan, to: YearState) -> None:
    """Of a locked plan: the only lines that set its `state`. Raises Refused: `state`."""
    if to not in NEXT_OF_YEAR[YearState(plan.state)]:
        raise Refused("state")
    plan.state = to
    plan.save(update_fields=["state", "chosen_at"])


def weighing(plan: YearPlan, now: datetime) -> YearPlan:
    """Locked, while anybody may still propose and weigh. Raises Refused: `closed`."""
    plan = locked(plan)
    if not plan.is_weighing(timezone.localdate(now)):
        raise Refused("closed")
    return plan


def locked(plan: YearPlan) -> YearPlan:
    rows = YearPlan.objects.select_for_update(of=("self",))
    return rows.select_related("neighbourhood__municipality").get(pk=plan.pk)


def record(
    verb: Verb,
    plan: YearPlan,
    *,
    by: User | None,
    side: Side | None = None,
    public: bool = True,
    words: str = "",
) -> Event:
    return activity.record(
        verb.name,
        plan,
        by=by,
        side=side or (Side.MUNICIPALITY if by else Side.PLATFORM),
        neighbourhood=plan.neighbourhood,
        public=public,
        words=words,
    )
