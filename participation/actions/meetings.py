"""A meeting is called, changed, and does or does not go on. Callers have checked who may."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from goals.models import QuarterlyReview, YearPlan
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from neighbourhoods.working_days import DAY
from partners.actions.organisations import side_of
from partners.models import Organisation

from .. import emails, verbs
from ..models import Barrier, Meeting, MinutesVersion, Process, Registration
from ..states.meetings import MeetingKind, MeetingState, Over, Overtaken, TooFewPlaces
from .filling import fill

KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Call:
    """What who calls a meeting says of it: the form has checked that it ends after it begins, that
    it is somewhere, and that a meeting without residents says why (rule R5)."""

    title: str
    begins_at: datetime
    ends_at: datetime
    kind: MeetingKind = MeetingKind.TALK
    route: str = ""
    about: str = ""
    place: str = ""
    access: str = ""
    video_url: str = ""
    places: int | None = None
    invites_residents: bool = True
    explanation: str = ""
    review: QuarterlyReview | None = None
    plan: YearPlan | None = None
    process: Process | None = None


@transaction.atomic
def call(
    call: Call,
    *,
    neighbourhood: Neighbourhood,
    key: UUID,
    by: User,
    now: datetime,
    host: Organisation | None = None,
    initiative: Initiative | None = None,
    part_of: Meeting | None = None,
) -> Meeting:
    """It stands in the agenda of everybody. The same `key` is the same meeting."""
    meeting, is_new = Meeting.objects.get_or_create(
        key=key,
        defaults={
            **_fields(call),
            "neighbourhood": neighbourhood,
            "host": host,
            "initiative": initiative,
            "part_of": part_of,
            "called_by": by,
            "called_at": now,
        },
    )
    if is_new:
        record(verbs.meetings.MEETING_CALLED.name, meeting, by=by)
    return meeting


@transaction.atomic
def change(meeting: Meeting, call: Call, *, seen: int, by: User, now: datetime) -> Meeting:
    """Who comes or waits hears of another time or place; more places go to who waits.

    Raises Over, Overtaken when somebody was first, TooFewPlaces for fewer than come.
    """
    meeting = locked(meeting)
    before, after = _told(meeting), _fields(call)
    if all(getattr(meeting, name) == value for name, value in after.items()):
        return meeting
    if not meeting.is_open(now):
        raise Over
    if meeting.version != seen:
        raise Overtaken
    going = meeting.registrations.going().count()
    if call.places is not None and call.places < going:
        raise TooFewPlaces(going)
    for name, value in after.items():
        setattr(meeting, name, value)
    meeting.version += 1
    meeting.save()
    event = record(verbs.meetings.MEETING_CHANGED.name, meeting, by=by, public=False)
    if _told(meeting) != before:
        emails.meetings.changed(event, meeting)
    fill(meeting, now=now)
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, words: str, *, by: User, now: datetime) -> Meeting:
    """All who come, wait or are invited hear why, once. Raises Over when it has begun."""
    meeting = locked(meeting)
    if meeting.is_cancelled:
        return meeting
    if not meeting.is_open(now):
        raise Over
    meeting.state, meeting.cancelled_why = MeetingState.CANCELLED, words
    meeting.version += 1
    meeting.save()
    event = record(verbs.meetings.MEETING_CANCELLED.name, meeting, by=by, words=words)
    emails.meetings.cancelled(event, meeting)
    return meeting


def to_remind(now: datetime) -> list[Meeting]:
    """Those of today and tomorrow that are still to come."""
    tomorrow = timezone.localdate(now) + DAY
    soon = Meeting.objects.public().planned().filter(begins_at__gt=now)
    return list(soon.filter(begins_at__date__lte=tomorrow).order_by("begins_at", "pk"))


@transaction.atomic
def remind(meeting: Meeting, *, now: datetime) -> Event | None:
    """The day before, once, who registered on an earlier day; of one that is moved again."""
    meeting = locked(meeting)
    if not meeting.is_open(now):
        return None
    verb = verbs.meetings.MEETING_SOON.name
    event = activity.record_once(
        f"{verb}:{meeting.pk}:{timezone.localdate(meeting.begins_at):%Y-%m-%d}",
        verb,
        meeting,
        neighbourhood=meeting.neighbourhood,
        now=now,
    )
    if event:
        emails.meetings.soon(event, meeting)
    return event


def forget(now: datetime) -> None:
    """Who came, and who could not and why, of what was a year ago, and what the minutes were before
    they were approved; numbers, answers and the minutes stay."""
    long_ago = Meeting.objects.filter(ends_at__lt=now - KEPT).values("pk")
    Registration.objects.filter(meeting__in=long_ago).delete()
    MinutesVersion.objects.filter(meeting__in=long_ago).delete()
    Barrier.objects.filter(meeting__in=long_ago).update(person=None, words="")


def to_fill(now: datetime) -> list[Meeting]:
    """Where somebody waits, for a place may be free: of who was erased, say."""
    waits = Registration.objects.waiting().order_by().values("meeting")
    open_ones = Meeting.objects.planned().filter(begins_at__gt=now, pk__in=waits)
    return list(open_ones.order_by("pk"))


@transaction.atomic
def fill_one(meeting: Meeting, *, now: datetime) -> int:
    return fill(locked(meeting), now=now)


def locked(meeting: Meeting) -> Meeting:
    """Whoever registers, leaves, changes or cancels waits here for the other."""
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("neighbourhood__municipality", "host", "initiative").get(
        pk=meeting.pk
    )


def record(
    verb: str,
    meeting: Meeting,
    *,
    by: User,
    words: str = "",
    anchor: str = "",
    public: bool = True,
    side: Side | None = None,
) -> Event:
    return activity.record(
        verb,
        meeting,
        by=by,
        side=side or side_of_host(meeting),
        neighbourhood=meeting.neighbourhood,
        public=public,
        words=words,
        anchor=anchor,
    )


def side_of_host(meeting: Meeting) -> Side:
    return side_of(meeting.host) if meeting.host else Side.RESIDENT


def _fields(call: Call) -> dict[str, object]:
    """As `asdict`, which would copy the models in it."""
    return {name: getattr(call, name) for name in Call.__dataclass_fields__}


def _told(meeting: Meeting) -> tuple[object, ...]:
    """What who comes must know of."""
    return (meeting.begins_at, meeting.ends_at, meeting.place, meeting.video_url, meeting.access)
