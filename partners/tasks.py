from celery import shared_task
from django.utils import timezone

from .actions import members


@shared_task
def forget_invitations() -> None:
    """Once a night: invitations that have long been over."""
    members.forget_invitations(timezone.now())
