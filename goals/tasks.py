from celery import shared_task
from django.utils import timezone

from .actions import years


@shared_task
def turn_years() -> None:
    """Start every year that was chosen and has begun. Safe to run twice, late, or never for a
    week."""
    now = timezone.now()
    for plan in years.to_start(now):
        years.start(plan, now=now)
