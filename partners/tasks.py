from celery import shared_task
from django.utils import timezone

from .actions import agreements, members


@shared_task
def forget_invitations() -> None:
    """Once a night: invitations that have long been over."""
    members.forget_invitations(timezone.now())


@shared_task
def remind_agreements() -> None:
    """Four times an hour: who promised something is reminded before the date, on it and after."""
    agreements.remind_all(timezone.now())
