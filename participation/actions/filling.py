"""Places that are free go to who waits, in order: the one mechanism for all that makes room."""

from datetime import datetime

from activity import actions as activity

from .. import emails, verbs
from ..models import Meeting, Registration
from ..states.meetings import Comes


def fill(meeting: Meeting, *, now: datetime) -> int:
    """Of a meeting that is locked. Who gets a place hears so, once; returns how many did."""
    if not meeting.is_open(now):
        return 0
    free = _free(meeting)
    if free is not None and free <= 0:
        return 0
    rows = meeting.registrations.waiting().select_related("person")
    gets = list(rows if free is None else rows[:free])
    for registration in gets:
        _let_in(meeting, registration, now)
    return len(gets)


def has_room(meeting: Meeting) -> bool:
    """Of a meeting that is locked."""
    free = _free(meeting)
    return free is None or free > 0


def _free(meeting: Meeting) -> int | None:
    """None where there is room for everybody."""
    if meeting.places is None:
        return None
    return meeting.places - meeting.registrations.going().count()


def _let_in(meeting: Meeting, registration: Registration, now: datetime) -> None:
    registration.state = Comes.GOING
    registration.save(update_fields=["state"])
    verb = verbs.meetings.MEETING_PLACE.name
    event = activity.record_once(
        f"{verb}:{registration.pk}:{registration.turn}",
        verb,
        meeting,
        neighbourhood=meeting.neighbourhood,
        now=now,
    )
    if event:
        emails.meetings.has_place(event, meeting, registration.person)
