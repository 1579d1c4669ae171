from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task
def forget_invitations() -> None:
    """Once a night: invitations that have long been over."""
    actions.forget_invitations(timezone.now())
