from celery import shared_task
from django.utils import timezone

from .actions import contributing, logging, reviews, years


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
def make_photos() -> None:
    """Every minute, and when a photo comes. Safe to run twice, or twice at once."""
    while contributing.make_photo(timezone.now()):
        pass


@shared_task
def forget_contributions() -> None:
    """Once a night: what was taken away, and photos that no row knows."""
    contributing.forget(timezone.now())


@shared_task
def open_reviews() -> None:
    """Open every quarterly review that is due, and remind of those that come. Safe to run twice,
    late, or never for a quarter."""
    now = timezone.now()
    reviews.open_due(now)
    reviews.remind_due(now)
