"""Who comes to a meeting hears what they must know of it."""

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People
from partners.models import Member

from ..models import Meeting, Registration
from ..states.meetings import Comes, Reply
from .addresses import address

TEMPLATE = "participation/email/meeting.txt"


def registered(event: Event, meeting: Meeting, registration: Registration) -> None:
    """A place or a turn, to keep; with the way to their calendar."""
    people: People = [(registration.person, Reason.ASKER)]
    waits = registration.state == Comes.WAITING
    _tell(event, people, meeting, also_actor=True, waits=waits)


def has_place(event: Event, meeting: Meeting, person: User) -> None:
    _tell(event, [(person, Reason.ASKER)], meeting, asks=True)


def changed(event: Event, meeting: Meeting) -> None:
    people = _people(meeting.registrations.standing()) + _partners(meeting)
    _tell(event, people, meeting, asks=True)


def cancelled(event: Event, meeting: Meeting) -> None:
    people = _people(meeting.registrations.standing()) + _partners(meeting)
    _tell(event, people, meeting, asks=True)


def soon(event: Event, meeting: Meeting) -> None:
    """Who registered today just read of it."""
    earlier = meeting.registrations.going().filter(at__date__lt=timezone.localdate(event.at))
    _tell(event, _people(earlier), meeting, asks=True)


def minutes(event: Event, meeting: Meeting) -> None:
    """Who were there, and who put something on the agenda."""
    wrote = User.objects.filter(pk__in=meeting.items.values("person")).order_by("pk")
    people = _people(meeting.registrations.going()) + _partners(meeting)
    _tell(event, people + [(one, Reason.AUTHOR) for one in wrote], meeting)


def _people(registrations: QuerySet[Registration]) -> People:
    found = registrations.select_related("person").order_by("pk")
    return [(one.person, Reason.ASKER) for one in found]


def _partners(meeting: Meeting) -> People:
    """Of organisations that come, or have not said that they do not."""
    invited = meeting.invited.exclude(reply=Reply.NOT_COMING).values("organisation")
    found = Member.objects.filter(organisation__in=invited).still_here()
    return [(one.person, Reason.MEMBER) for one in found.select_related("person").order_by("pk")]


def _tell(
    event: Event,
    people: People,
    meeting: Meeting,
    *,
    also_actor: bool = False,
    asks: bool = False,
    waits: bool = False,
) -> None:
    notify(
        event,
        people,
        TEMPLATE,
        also_actor=also_actor,
        asks=asks,
        meeting=meeting,
        waits=waits,
        calendar_url=address("meeting_calendar", meeting.pk),
    )
