from django.conf import settings
from django.urls import reverse

from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People, coordinators, officer_or_cover

from ..models import AgendaItem
from .addresses import address
from .hosts import hosts_of


def put(event: Event, item: AgendaItem) -> None:
    """The officer by name, and who hosts the meeting."""
    _tell(event, _officer(event, item) + hosts_of(item.meeting), item, asks=True)


def answered(event: Event, item: AgendaItem) -> None:
    _tell(event, [(item.person, Reason.AUTHOR)], item)


def outcome(event: Event, item: AgendaItem) -> None:
    _tell(event, [(item.person, Reason.AUTHOR)], item)


def due(event: Event, item: AgendaItem) -> None:
    people = _officer(event, item)
    if event.verb == "agenda_item_late":
        people = people + coordinators(item.meeting.neighbourhood)
    _tell(event, people, item, asks=True)


def handed_over(event: Event, item: AgendaItem) -> None:
    _tell(event, [(item.person, Reason.AUTHOR)], item)


def judged(event: Event, item: AgendaItem) -> None:
    """Who wrote it hears that it was hidden and why, or that it can be read again."""
    notify(
        event,
        [(item.person, Reason.AUTHOR)],
        "participation/email/judged.txt",
        asks=True,
        about=item,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["agendapunt", item.pk]),
    )


def _officer(event: Event, item: AgendaItem) -> People:
    return officer_or_cover(item.officer, item.meeting.neighbourhood, event.at)


def _tell(event: Event, people: People, item: AgendaItem, *, asks: bool = False) -> None:
    notify(
        event,
        people,
        "participation/email/item.txt",
        asks=asks,
        item=item,
        meeting=item.meeting,
        answer_url=address("answer_item", item.pk),
    )
