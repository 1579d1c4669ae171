"""One calm mail for each: what waited for it, and what is new in their neighbourhoods.

A round of a day is a row. Step by step it looks at the next people; what a step queues and how far
it came are one transaction. So a worker that is killed, late, or one of two loses and doubles
nothing.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from neighbourhoods.models import Membership
from outbox.actions import compose, queue_all
from outbox.models import Message

from .. import flags
from ..models import PLACE, Event, Follow, Notification, Overview, Round
from ..states import NEWS, Kind, Pace
from ..verbs import news_verbs
from . import Reason, notify
from .choosing import Paces, news_at_once, paces_of

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
TEMPLATE = "activity/email/overview.txt"
FROM, UNTIL = 8, 21  # o'clock: nobody is mailed of calm things at night
FRIDAY = 4  # before the weekend, in which most happens
CLAIM = timedelta(minutes=5)
UNCOMMITTED = timedelta(minutes=1)  # what is being written when a round begins is of the next one
STEP = 50  # people
MOST = 20  # things in one mail, and per kind of news
LOOKED_AT = 200  # newest lines of a neighbourhood from which the things are taken
LOOK_BACK = timedelta(days=7)  # who is mailed at once hears of what a stopped clock missed
KEPT = timedelta(days=365)  # so long the link below it works
NOBODY = AnonymousUser()
Places = Mapping[int, list[int]]
NewsKey = tuple[int, Kind, datetime]


class Line(NamedTuple):
    """The newest of what happened to one thing, and how much more did."""

    event: Event
    kind: Kind
    more: int


def work(clock: Clock = timezone.now) -> int:
    """Queue the overviews that are due; returns how many. Safe to run twice, late, or twice at
    once, and after a kill."""
    queued = 0
    get_template(TEMPLATE)  # here, because a transaction may not wait for it
    while _is_daytime(clock()):
        _open(clock())
        round_ = _claim(clock())
        if round_ is None:
            break
        news = News(round_)
        while _is_daytime(clock()):
            done = _step(round_, news, clock())
            if done is None:
                break
            queued += done
    return queued


def _is_daytime(now: datetime) -> bool:
    return FROM <= timezone.localtime(now).hour < UNTIL


def _open(now: datetime) -> None:
    """One round a day, and none while an older one is at work: nobody gets two mails on a day."""
    today, last = timezone.localdate(now), Round.objects.order_by("-day").first()
    if last and (last.finished_at is None or timezone.localdate(last.finished_at) >= today):
        return
    week = Round.objects.filter(is_weekly=True).order_by("-day").first()
    first = Round.objects.order_by("day").first()
    cut = now - UNCOMMITTED
    before = week.day if week else (first.day if first else today) - timedelta(days=1)
    Round.objects.get_or_create(
        day=today,
        defaults={
            "cut": cut,
            "daily_since": last.cut if last else cut - timedelta(days=1),
            "weekly_since": week.cut if week else cut - timedelta(days=7),
            "is_weekly": _friday(today) > before,
        },
    )


def _friday(day: date) -> date:
    """The last one, or today: when the weekly overview was or is due."""
    return day - timedelta(days=(day.weekday() - FRIDAY) % 7)


def _claim(now: datetime) -> Round | None:
    """Take it for ourselves: whoever's update finds it still free has it."""
    unfinished = Round.objects.filter(finished_at=None)
    found = unfinished.exclude(claimed_until__gt=now).order_by("day").first()
    if found is None:
        return None
    same = unfinished.filter(pk=found.pk, claimed_until=found.claimed_until)
    return found if same.update(claimed_until=now + CLAIM) else None


@transaction.atomic
def _step(round_: Round, news: "News", now: datetime) -> int | None:
    """The next people, once: whoever comes second finds that the round has moved on. None at the
    end, or when another is at it."""
    here = Round.objects.filter(pk=round_.pk, reached=round_.reached, finished_at=None)
    if not here.update(claimed_until=now + CLAIM):
        return None
    people = list(_next_after(round_.reached))
    if not people:
        here.update(finished_at=now, claimed_until=None)
        return None
    messages = _overviews(people, round_, news, timezone.localdate(now))
    queue_all(messages)
    here.update(reached=people[-1].pk, queued=F("queued") + len(messages))
    round_.reached = people[-1].pk
    return len(messages)


def _next_after(key: int) -> QuerySet[User]:
    """For whom something waits, or who follows a neighbourhood or has a role there."""
    its = OuterRef("pk")
    waiting = Notification.objects.filter(person=its, waits=True)
    following = _following().filter(person=its)
    with_role = Membership.objects.current().filter(person=its)
    found = User.objects.filter(pk__gt=key, is_active=True)
    return (
        found.filter(Exists(waiting) | Exists(following) | Exists(with_role))
        .annotate(has_waiting=Exists(waiting))
        .order_by("pk")[:STEP]
    )


def _following() -> QuerySet[Follow]:
    return Follow.objects.filter(subject_kind=PLACE, is_muted=False)


def places_of(people: Iterable[User]) -> Places:
    """Keys of the neighbourhoods of which each hears the news, in two queries."""
    keys = [person.pk for person in people]
    rows = list(
        _following().filter(person__in=keys).order_by("pk").values_list("person", "subject_id")
    )
    with_role = Membership.objects.current().filter(person__in=keys).order_by("pk")
    muted = set(
        Follow.objects.filter(subject_kind=PLACE, is_muted=True, person__in=keys).values_list(
            "person", "subject_id"
        )
    )
    places: dict[int, list[int]] = defaultdict(list)
    for person, place in [*rows, *with_role.values_list("person", "neighbourhood")]:
        if place not in places[person] and (person, place) not in muted:
            places[person].append(place)
    return places


class News:
    """What is new in a neighbourhood, read once for all who live there."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self._read: dict[NewsKey, list[Line]] = {}

    def of(self, places: Iterable[int], paces: Paces) -> list[Line]:
        return [
            line
            for place in places
            for kind in NEWS
            if (since := self._since(paces.of(kind, place)))
            for line in self._lines((place, kind, since))
        ]

    def _since(self, pace: Pace) -> datetime | None:
        if pace == Pace.DAILY:
            return self.round.daily_since
        return self.round.weekly_since if pace == Pace.WEEKLY and self.round.is_weekly else None

    def _lines(self, key: NewsKey) -> list[Line]:
        if key not in self._read:
            if len(self._read) >= 500:
                self._read.clear()
            self._read[key] = self._find(*key)
        return self._read[key]

    def _find(self, place: int, kind: Kind, since: datetime) -> list[Line]:
        events = Event.objects.public().filter(
            neighbourhood=place, verb__in=news_verbs(kind), at__gt=since, at__lte=self.round.cut
        )
        newest = list(events.select_related("actor").order_by("-at", "-pk")[:LOOKED_AT])
        about: dict[tuple[str, int], list[Event]] = defaultdict(list)
        for event in newest:
            about[event.subject_kind, event.subject_id].append(event)
        lines = [Line(events[0], kind, len(events) - 1) for events in about.values()]
        return _still_shown(lines, NOBODY)[: MOST + 1]


def _still_shown(lines: list[Line], person: User | AnonymousUser) -> list[Line]:
    """Without what was hidden meanwhile, by the house rules or by who made it."""
    keys: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        keys[line.event.subject_kind].add(line.event.subject_id)
    seen = {
        known.kind: set(
            known.seen_by(person).filter(pk__in=keys[known.kind]).values_list("pk", flat=True)
        )
        for known in flags.registered()
        if known.kind in keys
    }
    return [
        line
        for line in lines
        if line.event.subject_id in seen.get(line.event.subject_kind, {line.event.subject_id})
    ]


def _overviews(people: list[User], round_: Round, news: News, today: date) -> list[Message]:
    paces, places = paces_of(people), places_of(people)
    fresh = {person.pk: news.of(places[person.pk], paces[person.pk]) for person in people}
    told = _told(fresh)
    messages = []
    for person in people:
        lines = [
            line
            for line in fresh[person.pk]
            if line.event.actor_id != person.pk and (person.pk, line.event.pk) not in told
        ]
        if not lines and not getattr(person, "has_waiting", False):
            continue
        try:
            with transaction.atomic():
                message = _overview(person, paces[person.pk], lines, round_, today)
        except DatabaseError:  # then this step fails as a whole, and is done again
            raise
        except Exception:  # whatever is wrong with this one, the next one must be made
            log.exception("no overview for person %s", person.pk)
            continue
        if message:
            messages.append(message)
    return messages


def _told(fresh: dict[int, list[Line]]) -> set[tuple[int, int]]:
    """Of which of this somebody has heard by a message of their own."""
    people = [key for key, lines in fresh.items() if lines]
    events = {line.event.pk for lines in fresh.values() for line in lines}
    found = Notification.objects.filter(person__in=people, event__in=events)
    return set(found.values_list("person", "event"))


def _overview(
    person: User, paces: Paces, news: list[Line], round_: Round, today: date
) -> Message | None:
    overview, is_new = Overview.objects.get_or_create(person=person, day=today)
    if not is_new:
        return None
    waited = _waited(person, paces, overview, is_weekly=round_.is_weekly)
    lines = _newest_first(waited) + _newest_first(news)
    if not lines:
        overview.delete()
        return None
    shown = lines[:MOST]
    inbox_url = settings.SITE_URL + reverse("activity:inbox")
    stop_url = settings.SITE_URL + reverse("activity:stop_overviews", args=[overview.token])
    with translation.override(person.language):
        return compose(
            key=f"overview:{person.pk}:{today:%Y-%m-%d}",
            to=person.email or "",
            template=TEMPLATE,
            context={
                "person": person,
                "is_weekly": round_.is_weekly,
                "parts": _parts(shown),
                "more_url": inbox_url if len(waited) > MOST else settings.SITE_URL + "/",
                "has_more": len(lines) > MOST,
                "site": settings.SITE_URL,
                "settings_url": settings.SITE_URL + reverse("activity:preferences"),
                "stop_url": stop_url,
            },
            headers={
                "List-Unsubscribe": f"<{stop_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
            names={line.event.actor_id for line in shown if line.event.actor_id},
        )


def _newest_first(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.event.at, line.event.pk), reverse=True)


def _parts(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Per kind, in their order."""
    return [
        (str(kind.label), of_kind)
        for kind in Kind
        if (of_kind := [line for line in lines if line.kind == kind])
    ]


def _waited(person: User, paces: Paces, overview: Overview, *, is_weekly: bool) -> list[Line]:
    """What waited and is due is in this overview from now on, but for what they read already; one
    line more than fits says that there is more."""
    waiting = Notification.objects.filter(person=person, waits=True)
    kinds = waiting.order_by().values_list("kind", "event__neighbourhood").distinct()
    due, never = Q(pk=None), Q(pk=None)
    for kind, place in kinds:
        same, pace = Q(kind=kind, event__neighbourhood=place), paces.of(kind, place)
        if pace == Pace.NEVER:
            never |= same
        elif is_weekly or pace != Pace.WEEKLY:
            due |= same
    waiting.filter(never | (due & Q(read_at__isnull=False))).update(waits=False)
    waiting.filter(due).update(waits=False, overview=overview)
    about = (
        Notification.objects.filter(overview=overview)
        .values("event__subject_kind", "event__subject_id")
        .annotate(newest=Max("event"), number=Count("pk"))
        .order_by("-newest")
    )
    numbers = {row["newest"]: row["number"] for row in about[: MOST + 1]}
    newest = Notification.objects.filter(overview=overview, event__in=numbers)
    lines = [
        Line(one.event, Kind(one.kind), numbers[one.event_id] - 1)
        for one in newest.select_related("event", "event__actor")
    ]
    return _still_shown(lines, person)


def forget(now: datetime) -> int:
    """Of overviews of long ago it is no longer known that they were sent; returns how many."""
    return Overview.objects.filter(day__lt=timezone.localdate(now) - KEPT).delete()[0]


def tell_news(now: datetime) -> int:
    """Who asked for it hears at once of what is new; returns of how many things. Safe to run twice:
    somebody hears of one thing once."""
    asked = news_at_once()
    if not asked:
        return 0
    people = {one.person_id: one.person for one in asked}
    paces, places = paces_of(list(people.values())), places_of(people.values())
    since = {(one.person_id, one.kind, one.neighbourhood_id): one.since for one in asked}
    events = Event.objects.public().filter(
        neighbourhood__in={place for each in places.values() for place in each},
        verb__in=[name for kind in NEWS for name in news_verbs(kind)],
        at__gt=max(now - LOOK_BACK, min(since.values())),
    )
    kinds = {name: kind for kind in NEWS for name in news_verbs(kind)}
    lines = [Line(event, kinds[event.verb], 0) for event in events.order_by("pk")]
    told = _told(dict.fromkeys(people, lines))
    number = 0
    for event, kind, _more in _still_shown(lines, NOBODY):
        hear = [
            (person, Reason.PLACE)
            for key, person in people.items()
            if event.neighbourhood_id in places[key]
            and paces[key].of(kind, event.neighbourhood_id) == Pace.NOW
            and _began(since, key, kind, event.neighbourhood_id) < event.at
            and (key, event.pk) not in told
            and key != event.actor_id
        ]
        if hear:
            with transaction.atomic():
                notify(event, hear, "activity/email/news.txt")
            number += 1
    return number


def _began(
    since: dict[tuple[int, str, int | None], datetime], person: int, kind: Kind, place: int
) -> datetime:
    """Since when they want to hear of it at once."""
    return since.get((person, kind, place)) or since[person, kind, None]
