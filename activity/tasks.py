from celery import shared_task
from django.utils import timezone

from .actions import overviews


@shared_task
def make_overviews() -> None:
    """By day. Safe to run twice, twice at once, late, or after a kill."""
    overviews.work()


@shared_task
def tell_news() -> None:
    """To who asked for it at once. Safe to run twice, late, or never for some days."""
    overviews.tell_news(timezone.now())


@shared_task
def forget_overviews() -> None:
    """Once a night: those of more than a year ago."""
    overviews.forget(timezone.now())
