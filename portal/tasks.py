from celery import shared_task
from django.utils import timezone

from .actions import staffing


@shared_task
def tell_uncovered() -> None:
    """Who is away without a stand-in is known to who coordinates. Safe to run twice or late."""
    staffing.tell_uncovered(now=timezone.now())


@shared_task
def forget_absences() -> None:
    """Once a night: what was long ago is nobody's business."""
    staffing.forget_absences(timezone.now())
