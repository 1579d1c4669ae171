from celery import shared_task
from django.utils import timezone

from .actions import conversations


@shared_task
def forget_names() -> None:
    """Once a night: first names in conversations, some months later."""
    conversations.forget_names(timezone.now())
