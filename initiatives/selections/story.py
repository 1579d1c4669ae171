"""The story of an initiative: its public events, newest first."""

from datetime import datetime
from typing import NamedTuple

from activity.models import Event

from ..models import Initiative

LONGEST = 60


class Moment(NamedTuple):
    """One line of the component `timeline`."""

    title: str
    icon: str
    date: datetime
    text: str


def story(initiative: Initiative) -> list[Moment]:
    """At most the last sixty moments, in one query."""
    events = Event.objects.about(initiative).public()[:LONGEST]
    return [
        Moment(title=event.sentence, icon=event.icon, date=event.at, text=event.words)
        for event in events
    ]
