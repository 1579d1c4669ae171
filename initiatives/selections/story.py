"""The story of an initiative: its public events, newest first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils import timezone

from activity.models import Event, EventQuerySet
from core.dates import in_words
from neighbourhoods.models import Neighbourhood
from partners.models import Agreement, Organisation

from ..models import Initiative, Photo
from ..states import Visibility

SHOWN = 6


class Moment(NamedTuple):
    """One line of history: `date` as machines read it, `day` as people do.

    `subject` and `url` say what it is about, `text` is what was said with it, `news` the key of the
    team's update, `photos` are what came with it, `may_flag` is whether who reads may flag it.
    """

    title: str
    icon: str
    date: str
    day: str
    subject: str
    url: str
    text: str = ""
    news: str = ""
    may_flag: bool = False
    photos: Sequence[Photo] = ()


def moments(events: Iterable[Event]) -> list[Moment]:
    return [_moment(event) for event in events]


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
    return [one._replace(may_flag=True) if one.news else one for one in told]


def lately_in(neighbourhood: Neighbourhood) -> EventQuerySet:
    """What happened in a neighbourhood, for everybody: nothing of what is hidden now."""
    hidden = Initiative.objects.in_neighbourhood(neighbourhood).filter(visibility=Visibility.HIDDEN)
    private = Agreement.objects.filter(neighbourhood=neighbourhood, is_public=False)
    gone = Organisation.objects.filter(neighbourhood=neighbourhood).exclude(hidden_reason="")
    return (
        Event.objects.public()
        .lately_in(neighbourhood)
        .exclude(subject_kind=Initiative._meta.model_name, subject_id__in=hidden.values("pk"))
        .exclude(subject_kind=Agreement._meta.model_name, subject_id__in=private.values("pk"))
        .exclude(subject_kind=Organisation._meta.model_name, subject_id__in=gone.values("pk"))
    )


def _moment(event: Event) -> Moment:
    day = timezone.localdate(event.at)
    return Moment(
        event.sentence,
        event.icon,
        date=day.isoformat(),
        day=in_words(day),
        subject=event.subject_title,
        url=event.subject_url,
        text=event.words,
        news=event.subject_url.partition("#nieuws-")[2],
    )
