"""Who comes to a meeting, and who waits for a place. Callers have checked who may."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from activity.actions import Side
from activity.models import new_token

from .. import emails, verbs
from ..models import CalendarLink, Meeting, Registration
from ..states.meetings import Comes, Over
from .filling import fill, has_room
from .meetings import locked, record


@transaction.atomic
def register(meeting: Meeting, *, by: User, now: datetime) -> Registration:
    """A place, or the next turn on the waiting list; pressing twice is once. Raises Over."""
    meeting = locked(meeting)
    known = Registration.objects.filter(meeting=meeting, person=by).first()
    if known and known.state != Comes.LEFT:
        return known
    if not meeting.is_open(now) or not meeting.invites_residents:
        raise Over
    state = Comes.GOING if has_room(meeting) else Comes.WAITING
    last: int | None = meeting.registrations.aggregate(last=Max("turn"))["last"]
    registration, _is_new = Registration.objects.update_or_create(
        meeting=meeting,
        person=by,
        defaults={"state": state, "turn": (last or 0) + 1, "at": now},
    )
    verb = verbs.meetings.MEETING_REGISTERED.name
    event = record(verb, meeting, by=by, public=False, side=Side.RESIDENT)
    emails.meetings.registered(event, meeting, registration)
    return registration


@transaction.atomic
def leave(meeting: Meeting, *, by: User, now: datetime) -> None:
    """The place goes to who waits longest. Raises Over when it has begun."""
    meeting = locked(meeting)
    mine = Registration.objects.filter(meeting=meeting, person=by).first()
    if mine is None or mine.state == Comes.LEFT:
        return
    if not meeting.is_open(now):
        raise Over
    mine.state = Comes.LEFT
    mine.save(update_fields=["state"])
    fill(meeting, now=now)


def calendar_link_of(person: User) -> CalendarLink:
    return CalendarLink.objects.get_or_create(person=person)[0]


def renew_calendar_link(person: User, *, now: datetime) -> CalendarLink:
    """The old address leads nowhere from here on."""
    return CalendarLink.objects.update_or_create(
        person=person, defaults={"token": new_token(), "made_at": now}
    )[0]
