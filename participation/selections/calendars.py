"""The agenda for other calendars (RFC 5545): of one meeting, of a neighbourhood, of a person.

In the time of the neighbourhood, with the rules of that zone, so that a calendar anywhere shows
the right hour; and without a word about anybody.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import lazily
from goals.models import QuarterlyReview
from neighbourhoods.models import Neighbourhood
from neighbourhoods.working_days import AMSTERDAM, DAY
from partners.models import Post

from ..models import Meeting, Registration
from ..states.meetings import Comes

if TYPE_CHECKING:
    from icalendar import Event, Timezone
icalendar = lazily.module("icalendar")

BEFORE = timedelta(days=60)  # a feed also tells of what has been
MOST = 300
TWO_HOURS = timedelta(hours=2)


def of_meeting(meeting: Meeting, *, now: datetime) -> bytes:
    return _calendar([_meeting(meeting, now)], meeting.title)


def of_neighbourhood(place: Neighbourhood, *, now: datetime) -> bytes:
    """All that stands in its agenda; four queries."""
    since = now - BEFORE
    day = timezone.localdate(since)
    meetings = Meeting.objects.public().in_neighbourhood(place).filter(ends_at__gt=since)
    posts = Post.objects.shown().in_neighbourhood(place).filter(day__gte=day)
    hosted = meetings.planned().exclude(review=None).values("review")
    reviews = QuarterlyReview.objects.filter(plan__neighbourhood=place, meets_on__gte=day)
    events = [
        *(_meeting(one, now) for one in meetings.order_by("begins_at", "pk")[:MOST]),
        *(_post(one, now) for one in posts.order_by("day", "begins", "pk")[:MOST]),
        *(
            _review(one, now)
            for one in reviews.exclude(pk__in=hosted)
            .select_related("plan")
            .defer("frozen")
            .order_by("meets_on")[:MOST]
        ),
    ]
    return _calendar(events, _("Agenda van %(name)s") % {"name": place.name})


def of_person(person: User, *, now: datetime) -> bytes:
    """For which somebody registered, and what they called; two queries."""
    mine = Registration.objects.standing().filter(person=person)
    states = dict(mine.values_list("meeting", "state"))
    meetings = Meeting.objects.public().filter(
        Q(pk__in=list(states)) | Q(called_by=person), ends_at__gt=now - BEFORE
    )
    events = [
        _meeting(one, now, waits=states.get(one.pk) == Comes.WAITING)
        for one in meetings.order_by("begins_at", "pk")[:MOST]
    ]
    return _calendar(events, _("Mijn agenda in de wijk"))


def _calendar(events: "Iterable[Event]", name: str) -> bytes:
    found = icalendar.Calendar()
    found.add("prodid", "-//wijkaanpak//NL")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", AMSTERDAM.key)
    found.add_component(_zone())
    for event in events:
        found.add_component(event)
    return bytes(found.to_ical())


@cache
def _zone() -> "Timezone":
    """When the clock changes; made once, for it is slow to work out."""
    zone: Timezone = icalendar.Timezone.from_tzinfo(
        AMSTERDAM, first_date=date(2020, 1, 1), last_date=date(2038, 1, 1)
    )
    return zone


def _event(
    kind: str,
    key: object,
    title: str,
    begins: datetime,
    ends: datetime,
    *,
    place: str,
    url: str,
    text: str,
    now: datetime,
    version: int = 0,
    status: str = "CONFIRMED",
) -> "Event":
    event: Event = icalendar.Event()
    event.add("uid", f"{kind}-{key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", version)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", begins.astimezone(AMSTERDAM))
    event.add("dtend", ends.astimezone(AMSTERDAM))
    event.add("summary", title)
    if place:
        event.add("location", place)
    event.add("description", f"{text}\n{url}".strip())
    event.add("url", url)
    event.add("status", status)
    return event


def _meeting(meeting: Meeting, now: datetime, *, waits: bool = False) -> "Event":
    """Its number goes up with each change, so that a calendar that knows it already follows."""
    status = "TENTATIVE" if waits else "CONFIRMED"
    words = (meeting.about, meeting.access, meeting.video_url, meeting.cancelled_why)
    return _event(
        "meeting",
        meeting.key,
        meeting.title,
        meeting.begins_at,
        meeting.ends_at,
        place=meeting.place or meeting.video_url,
        url=settings.SITE_URL + meeting.get_absolute_url(),
        text="\n".join(filter(None, words)),
        now=now,
        version=meeting.version,
        status="CANCELLED" if meeting.is_cancelled else status,
    )


def _post(post: Post, now: datetime) -> "Event":
    assert post.day
    assert post.begins
    begins = datetime.combine(post.day, post.begins, tzinfo=AMSTERDAM)
    return _event(
        "activity",
        post.key,
        post.title,
        begins,
        _end(post.day, post.begins, post.ends),
        place=post.place,
        url=settings.SITE_URL + post.get_absolute_url(),
        text=post.text,
        now=now,
    )


def _review(review: QuarterlyReview, now: datetime) -> "Event":
    assert review.meets_on
    hour = review.meets_at or time(9)
    begins = datetime.combine(review.meets_on, hour, tzinfo=AMSTERDAM)
    return _event(
        "review",
        review.pk,
        str(review),
        begins,
        begins + TWO_HOURS,
        place=review.meets_where,
        url=settings.SITE_URL + review.get_absolute_url(),
        text="",
        now=now,
        version=review.version,
    )


def _end(day: date, begins: time, ends: time | None) -> datetime:
    """Two hours where nobody said until when; what began in the evening may end at night."""
    if ends is None:
        return datetime.combine(day, begins, tzinfo=AMSTERDAM) + TWO_HOURS
    return datetime.combine(day + DAY if ends <= begins else day, ends, tzinfo=AMSTERDAM)
