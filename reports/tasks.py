from celery import shared_task
from django.utils import timezone

from .actions import making


# --- Reports
@shared_task
def begin_reports() -> None:
    """Once a night: reports of a quarter or year that ended. Safe to run twice, or late."""
    making.begin_due(timezone.now())


@shared_task
def make_drafts() -> None:
    """Every minute, and when one is asked. Safe to run twice, twice at once, or after a kill."""
    making.work()
