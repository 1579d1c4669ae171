from celery import shared_task
from django.utils import timezone

from .actions import portraits


@shared_task
def forget_portraits() -> None:
    """Once a night: the stored faces of roles that are gone. Safe to run twice, or late."""
    portraits.sweep_orphans(timezone.now())
