"""The story of an initiative: its public events, newest first."""

from collections.abc import Mapping, Sequence

from activity.models import Event, EventQuerySet
from activity.selections import Moment, moments
from neighbourhoods.models import Neighbourhood
from partners.models import Concern

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


def lately_in(neighbourhood: Neighbourhood) -> EventQuerySet:
    """What happened in a neighbourhood, for everybody: nothing of what is hidden now."""
    events = Event.objects.public().lately_in(neighbourhood)
    initiatives = Initiative.objects.filter(
        neighbourhood=neighbourhood, visibility=Visibility.HIDDEN
    )
    concerns = Concern.objects.filter(neighbourhood=neighbourhood, visibility=Visibility.HIDDEN)
    return events.exclude(
        subject_kind=Initiative._meta.model_name, subject_id__in=initiatives.values("pk")
    ).exclude(subject_kind=Concern._meta.model_name, subject_id__in=concerns.values("pk"))
