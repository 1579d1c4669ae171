from celery import shared_task
from django.utils import timezone

from .actions import contributing, logging, years


@shared_task
def turn_years() -> None:
    """Start every year that was chosen and has begun. Safe to run twice, late, or never for a
    week."""
    now = timezone.now()
    for plan in years.to_start(now):
        years.start(plan, now=now)


@shared_task
def remind_to_log() -> None:
    """Once an hour: parties that wrote nothing down, shortly before a quarter ends. Safe to run
    twice, or late."""
    logging.remind_all(timezone.now())


@shared_task
def forget_contributions() -> None:
    """Once a night: what was taken away, and photos that no row knows."""
    contributing.forget(timezone.now())
