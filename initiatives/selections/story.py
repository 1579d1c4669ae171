"""The story of an initiative: its public events, newest first."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from activity.models import Event, EventQuerySet
from activity.selections import Moment, moments
from neighbourhoods.models import Neighbourhood
from partners.models import Agreement, Concern, Organisation

from ..models import Initiative, Photo
from ..states import Visibility

SHOWN = 6


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


def lately_in(neighbourhood: Neighbourhood) -> EventQuerySet:
    """What happened in a neighbourhood, for everybody: nothing of what is hidden now."""
    here = {"neighbourhood": neighbourhood}
    hidden: list[QuerySet[Any]] = [
        Initiative.objects.filter(**here, visibility=Visibility.HIDDEN),
        Concern.objects.filter(**here, visibility=Visibility.HIDDEN),
        Agreement.objects.filter(**here, is_public=False),
        Organisation.objects.filter(**here).exclude(hidden_reason=""),
    ]
    events = Event.objects.public().lately_in(neighbourhood)
    for rows in hidden:
        events = events.exclude(
            subject_kind=rows.model._meta.model_name, subject_id__in=rows.values("pk")
        )
    return events
