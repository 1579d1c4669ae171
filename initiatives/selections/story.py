"""The story of an initiative: its public events, newest first."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from activity.models import Event, EventQuerySet
from neighbourhoods.models import Neighbourhood

from ..models import Initiative
from ..states import Visibility

LONGEST = 60


class Moment(NamedTuple):
    """One line of the component `timeline`; `news` is the key of the team's update."""

    title: str
    icon: str
    date: date
    text: str
    news: str = ""


def story(initiative: Initiative) -> list[Moment]:
    """At most the last sixty moments, in one query."""
    events = Event.objects.about(initiative).public()[:LONGEST]
    return [
        Moment(
            event.sentence,
            event.icon,
            date=timezone.localdate(event.at),
            text=event.words,
            news=event.subject_url.partition("#nieuws-")[2],
        )
        for event in events
    ]


def lately_in(neighbourhood: Neighbourhood) -> EventQuerySet:
    """What happened in a neighbourhood, for everybody: nothing of what is hidden now."""
    hidden = Initiative.objects.in_neighbourhood(neighbourhood).filter(visibility=Visibility.HIDDEN)
    return (
        Event.objects.public()
        .lately_in(neighbourhood)
        .exclude(subject_kind=Initiative._meta.model_name, subject_id__in=hidden.values("pk"))
    )
