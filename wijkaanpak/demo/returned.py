"""Mail to one of the people came back, so that there is something to read and to press."""

from datetime import timedelta

from outbox.models import Unreachable

from .history import Past
from .personas import PERSONAS

STOPPED = timedelta(days=3)


def tell_returned(past: Past) -> None:
    """Three times a full mailbox (5.2.2); the builder reads of it in their account."""
    at = past.now - STOPPED
    Unreachable.objects.get_or_create(
        address=PERSONAS["losmaker"].email,
        defaults={"times": 3, "said": "5.2.2", "last_at": at, "stopped_at": at},
    )
