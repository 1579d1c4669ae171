"""The story of an initiative: its public events, newest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.urls import reverse

from accounts.models import known_as
from activity.models import Event, EventQuerySet
from activity.selections import Moment, moment, moments
from core.statements import moment as read
from neighbourhoods.models import Neighbourhood

from ..models import Initiative, Photo

SHOWN = 6
LOOKED_AT = 60  # of the history of a neighbourhood, for the newest of each subject


def story(initiative: Initiative) -> EventQuerySet:
    """Its public events, newest first."""
    return Event.objects.about(initiative).public()


def beginning_of(events: EventQuerySet) -> tuple[list[Moment], bool]:
    """The newest few, and whether there are more; one query."""
    first = moments(events[: SHOWN + 1])
    return first[:SHOWN], len(first) > SHOWN


def with_photos(told: list[Moment], photos: Mapping[int, Sequence[Photo]]) -> list[Moment]:
    """`photos` are those of updates, by their key."""
    if not photos:
        return told
    return [one._replace(photos=photos.get(int(one.news), ())) if one.news else one for one in told]


def as_read_by_others(told: list[Moment]) -> list[Moment]:
    """By who is not of the team: each piece of news can be flagged by itself."""
    return [one._replace(flag_url=_flag(one.news)) if one.news else one for one in told]


@lru_cache(maxsize=4096)  # a story has several
def _flag(news: str) -> str:
    return reverse("portal:flag", args=["nieuws", news])


# What is hidden now has no line in the history of the neighbourhood: by the kind of its events.
HIDDEN = {
    "initiative": "initiatives_initiative AS it WHERE it.visibility = 'hidden'",
    "concern": "partners_concern AS it WHERE it.visibility = 'hidden'",
    "obstacle": "initiatives_obstacle AS it WHERE it.visibility = 'hidden'",
    "agreement": "partners_agreement AS it WHERE NOT it.is_public",
    "organisation": "partners_organisation AS it WHERE it.hidden_reason <> ''",
}
IS_HIDDEN = """(event.subject_kind = '{kind}' AND event.subject_id IN (
        SELECT it.id FROM {rows} AND it.neighbourhood_id = %(place)s
    ))"""
LATELY = """
    SELECT {columns}
    FROM activity_event AS event
    LEFT JOIN accounts_user AS actor ON actor.id = event.actor_id
    WHERE event.neighbourhood_id = %(place)s AND event.is_public AND NOT ({hidden})
    ORDER BY event.at DESC, event.id DESC
    LIMIT %(most)s
"""


OF_A_LINE = (
    "event.subject_kind, event.subject_id, event.verb, actor.name, actor.erased_at, "
    "event.subject_title, event.subject_url, event.words, event.at"
)
OF_AN_EVENT = (
    "event.id, event.side, event.verb, event.subject_title, event.subject_url, event.words, "
    "event.at"
)


def lately_in(neighbourhood: Neighbourhood, most: int) -> list[Moment]:
    """What happened in a neighbourhood, for everybody: nothing of what is hidden now.

    One line of each subject, its newest: where much happens to one thing, the rest is seen too.
    One statement, written out, for it stands on a page that is read much.
    """
    newest: dict[tuple[str, int], Moment] = {}
    for kind, pk, *line in _public_in(neighbourhood, OF_A_LINE, LOOKED_AT):
        if (kind, pk) not in newest and len(newest) < most:
            newest[kind, pk] = _lately(*line)
    return list(newest.values())


def events_in(neighbourhood: Neighbourhood, most: int) -> list[Event]:
    """The newest public ones, nothing of what is hidden now; without who did it."""
    return [
        Event(
            id=pk,
            side=side,
            verb=verb,
            subject_title=title,
            subject_url=url,
            words=words,
            at=read(at),
        )
        for pk, side, verb, title, url, words, at in _public_in(neighbourhood, OF_AN_EVENT, most)
    ]


def _public_in(neighbourhood: Neighbourhood, columns: str, most: int) -> list[tuple[Any, ...]]:
    hidden = " OR ".join(IS_HIDDEN.format(kind=kind, rows=rows) for kind, rows in HIDDEN.items())
    asked = {"place": neighbourhood.pk, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(LATELY.format(columns=columns, hidden=hidden), asked)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _lately(
    verb: str,
    name: str | None,
    erased_at: datetime | str | None,
    title: str,
    url: str,
    words: str,
    at: datetime | str,
) -> Moment:
    who = "" if name is None else known_as(name, read(erased_at) if erased_at else None)
    return moment(verb, who, title, url, words, read(at))
