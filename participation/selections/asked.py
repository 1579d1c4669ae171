"""What a neighbourhood is asked now, for the page on which one takes part."""

from datetime import datetime
from typing import NamedTuple

from neighbourhoods.models import Neighbourhood

from ..models import Poll, QuestionHour
from ..states.hours import When
from ..states.polls import Audience

MOST = 4  # on that page; all stand on their own


class Asked(NamedTuple):
    """Open polls to the panel and the neighbourhood, and question hours of now and later."""

    polls: list[Poll]
    hours: list[tuple[QuestionHour, When]]


def asked_in(neighbourhood: Neighbourhood, now: datetime) -> Asked:
    """Two queries."""
    polls = Poll.objects.open().in_neighbourhood(neighbourhood).exclude(audience=Audience.ROOM)
    hours = QuestionHour.objects.in_neighbourhood(neighbourhood).coming(now)
    return Asked(
        polls=list(polls.newest_first()[:MOST]),
        hours=[(one, one.when(now)) for one in hours[:MOST]],
    )
