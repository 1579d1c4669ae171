"""What is taken away or hidden leaves no more: no mail about it, and no line in an overview."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet

from outbox.actions import forget_about
from outbox.models import Message

from ..models import Event, Notification


def reason(event: Event) -> str:
    """With this the key of each mail about it begins."""
    return f"event:{event.pk}"


def withdraw(events: Iterable[Event]) -> None:
    """These are gone: no mail about them waits or is kept."""
    events = list(events)
    for event in events:
        forget_about(reason(event))
    no_longer_in_overviews(events)


def no_longer_in_overviews(events: Iterable[Event]) -> None:
    """They are hidden: what waits does so no longer, and what is queued loses its lines."""
    events = list(events)
    Notification.objects.filter(event__in=events, waits=True).update(waits=False)
    queued = Message.objects.filter(sent_at=None, key__startswith="overview:")
    if queued.exists():
        for url in {event.subject_url for event in events}:
            _strike(queued, settings.SITE_URL + url)


def _strike(queued: QuerySet[Message], address: str) -> None:
    """A line of an overview is what happened, and below it the address."""
    struck = list(queued.filter(body__contains=address))
    for message in struck:
        lines = message.body.split("\n")
        gone = {
            number - above
            for number, line in enumerate(lines)
            if line.strip().partition("#")[0] == address or line.strip() == address
            for above in (0, 1)
        }
        message.body = "\n".join(line for number, line in enumerate(lines) if number not in gone)
    Message.objects.bulk_update(struck, ["body"], batch_size=100)
