from celery import shared_task
from django.utils import timezone

from core.photos import sweep_orphans

from .actions import concerns, members
from .models import ConcernPhoto


@shared_task
def forget_invitations() -> None:
    """Once a night: invitations that have long been over."""
    members.forget_invitations(timezone.now())


@shared_task
def remind() -> None:
    """Remind of every concern that is due. Safe to run twice, late, or never for a week."""
    now = timezone.now()
    for concern in concerns.to_remind(now):
        concerns.remind(concern, now=now)


@shared_task
def forget_photos() -> None:
    """Once a night: the stored photos of drafts that are gone."""
    sweep_orphans(ConcernPhoto, timezone.now())
