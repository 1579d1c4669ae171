"""What the clock does for taking part."""

from celery import shared_task
from django.utils import timezone

from .actions import groups, polls


# --- Panels, polls and question hour
@shared_task
def remind_polls() -> None:
    """Once an hour: closed polls of which nobody wrote yet what is done with them, each once a
    week. Safe to run twice, late, or never for a week."""
    polls.remind_due(timezone.now())


@shared_task
def forget_group_invitations() -> None:
    """Once a night: invitations that have long been over."""
    groups.forget(timezone.now())
