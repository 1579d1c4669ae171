from celery import shared_task
from django.utils import timezone

from .actions import reviews


@shared_task
def open_reviews() -> None:
    """Open every quarterly review that is due, and remind of those that come. Safe to run twice,
    late, or never for a quarter."""
    now = timezone.now()
    reviews.open_due(now)
    reviews.remind_due(now)
