"""What the tests of meetings share."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from activity.models import Notification
from neighbourhoods.working_days import AMSTERDAM
from outbox.models import Message
from participation.actions import meetings
from participation.models import Meeting
from tests.factories import MeetingFactory, MemberFactory, UserFactory
from tests.goals.test_parties import team_here
from tests.html import problems
from tests.partners.conftest import Place, browser_of

__all__ = ["browser_of", "team_here"]


def meeting_of(place: Place, *, days: int = 7, **more: Any) -> Meeting:
    """By the coordinator; of days ago when `days` is below zero."""
    begins = (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)
    fields = {"called_by": place.coordinator, "begins_at": begins}
    return MeetingFactory(neighbourhood=place.neighbourhood, **fields | more)


def sent(**more: object) -> dict[str, object]:
    """A form that is right: next week from half past seven to nine."""
    day = timezone.localdate() + timedelta(days=7)
    return {
        "key": str(uuid4()),
        "seen": 0,
        "title": "Wijkgesprek over de speeltuin",
        "day": day.isoformat(),
        "begins": "19:30",
        "ends": "21:00",
        "place": "Buurthuis De Poort",
        "invites_residents": "on",
    } | more


def as_sent(meeting: Meeting, **more: object) -> dict[str, object]:
    """The form of a change as its page has it."""
    begins, ends = timezone.localtime(meeting.begins_at), timezone.localtime(meeting.ends_at)
    return {
        "key": str(meeting.key),
        "seen": meeting.version,
        "title": meeting.title,
        "about": meeting.about,
        "day": begins.date().isoformat(),
        "begins": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "place": meeting.place,
        "invites_residents": "on",
    } | more


def call_of(meeting: Meeting, **more: Any) -> meetings.Call:
    names = meetings.Call.__dataclass_fields__
    return meetings.Call(**{name: getattr(meeting, name) for name in names} | more)


def read(address: str, person: User | None = None, status: int = 200) -> str:
    """Valid HTML."""
    response = browser_of(person).get(address)
    assert response.status_code == status, address
    html = response.content.decode()
    assert problems(html) == []
    return html


def amsterdam(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


def told(verb: str) -> set[str]:
    """Names of who heard of it."""
    rows = Notification.objects.filter(event__verb=verb)
    return set(rows.values_list("person__name", flat=True))


def mailed(word: str) -> list[Message]:
    """Mails with this word in the subject."""
    return list(Message.objects.filter(subject__contains=word))


def member_of(organisation: Any, name: str) -> User:
    person = UserFactory(name=name)
    MemberFactory(organisation=organisation, person=person)
    return person
