"""History as pages show it, and who hears for the municipality: the same for every app."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from accounts.models import User
from core.dates import in_words
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.selections.absences import cover_of
from neighbourhoods.selections.officers import coordinators_of

from .models import PLACE, Event, Follow, Notification, Preference
from .verbs import verb

Reason = Notification.Reason
MOST_PLACES = 20
MOST_EARLIER = 10
People = list[tuple[User, Reason]]


def officer_or_cover(officer: User | None, place: Neighbourhood, at: datetime) -> People:
    """The named officer, or the coordinators where there is none.

    While the officer is away who stands in hears too, or else the coordinators.
    """
    if officer is None:
        return coordinators(place)
    named: People = [(officer, Reason.OFFICER)]
    cover = cover_of(officer, place, timezone.localdate(at))
    if cover is None:
        return named
    if cover.stand_in:
        return [*named, (cover.stand_in, Reason.OFFICER)]
    return named + coordinators(place)


def coordinators(place: Neighbourhood) -> People:
    return [(person, Reason.COORDINATOR) for person in coordinators_of(place)]


def places_to_choose(person: User) -> list[Neighbourhood]:
    """Neighbourhoods from which somebody can hear, by name: they follow one, have a role there or
    chose something for it."""
    follows = Follow.objects.filter(person=person, subject_kind=PLACE).values("subject_id")
    roles = Membership.objects.current().filter(person=person).values("neighbourhood")
    chosen = Preference.objects.filter(person=person, neighbourhood__isnull=False)
    found = Neighbourhood.objects.filter(
        Q(pk__in=follows) | Q(pk__in=roles) | Q(pk__in=chosen.values("neighbourhood"))
    )
    return list(found.order_by("name", "pk")[:MOST_PLACES])


class About(NamedTuple):
    """What somebody hears of one thing: the newest message, and some before it."""

    newest: Notification
    earlier: list[Notification]

    @property
    def is_read(self) -> bool:
        return all(one.read_at for one in [self.newest, *self.earlier])


def with_earlier(newest: Sequence[Notification], person: User) -> list[About]:
    """In one query for all of these."""
    same = Q(pk=None)
    for one in newest:
        event = one.event
        same |= Q(event__subject_kind=event.subject_kind, event__subject_id=event.subject_id)
    nth = Window(
        RowNumber(),
        partition_by=[F("event__subject_kind"), F("event__subject_id")],
        order_by=F("event").desc(),
    )
    found = Notification.objects.of(person).filter(same).annotate(nth=nth)
    earlier: dict[tuple[str, int], list[Notification]] = defaultdict(list)
    for one in found.filter(nth__gt=1, nth__lte=MOST_EARLIER + 1):
        earlier[one.event.subject_kind, one.event.subject_id].append(one)
    return [About(one, earlier[one.event.subject_kind, one.event.subject_id]) for one in newest]


class Moment(NamedTuple):
    """One line of history: `date` as machines read it, `day` as people do.

    `subject` and `url` say what it is about, `text` is what was said with it, `news` the key of the
    team's update, `photos` are what came with it, `flag_url` is where who reads may flag it.
    """

    title: str
    icon: str
    date: str
    day: str
    subject: str
    url: str
    text: str = ""
    news: str = ""
    flag_url: str = ""
    photos: Sequence[Any] = ()


def moments(events: Iterable[Event]) -> list[Moment]:
    return [
        moment(
            event.verb,
            event.actor.public_name if event.actor else "",
            event.subject_title,
            event.subject_url,
            event.words,
            event.at,
        )
        for event in events
    ]


def moment(name: str, who: str, title: str, url: str, words: str, at: datetime) -> Moment:
    """One line of history: of what an event says, `name` is its verb."""
    day, known = timezone.localdate(at), verb(name)
    return Moment(
        known.said(who, title),
        known.icon,
        date=day.isoformat(),
        day=in_words(day),
        subject=title,
        url=url,
        text=words,
        news=url.partition("#nieuws-")[2],
    )
