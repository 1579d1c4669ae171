from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People, coordinators, officer_or_cover

from ..models import Barrier
from .addresses import address


def told(event: Event, barrier: Barrier) -> None:
    _tell(event, _officer(event, barrier), barrier, asks=True)


def due(event: Event, barrier: Barrier) -> None:
    people = _officer(event, barrier)
    if event.verb == "barrier_late":
        people = people + coordinators(barrier.meeting.neighbourhood)
    _tell(event, people, barrier, asks=True)


def answered(event: Event, barrier: Barrier) -> None:
    _tell(event, _asker(barrier), barrier)


def handed_over(event: Event, barrier: Barrier) -> None:
    _tell(event, _asker(barrier), barrier)


def _asker(barrier: Barrier) -> People:
    """Nobody, of who has no account."""
    return [(barrier.person, Reason.ASKER)] if barrier.person else []


def _officer(event: Event, barrier: Barrier) -> People:
    return officer_or_cover(barrier.officer, barrier.meeting.neighbourhood, event.at)


def _tell(event: Event, people: People, barrier: Barrier, *, asks: bool = False) -> None:
    """Who asked is named to nobody: the mail gets no more than the words."""
    notify(
        event,
        people,
        "participation/email/barrier.txt",
        asks=asks,
        meeting=barrier.meeting,
        bars=str(barrier),
        words=barrier.words,
        answer=barrier.answer,
        answer_url=address("answer_barrier", barrier.pk),
    )
