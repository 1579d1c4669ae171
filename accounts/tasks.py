from celery import shared_task
from django.utils import timezone

from outbox.actions import forget as forget_messages

from .actions import drafts, people


@shared_task
def forget() -> None:
    """Once a night: personal data whose term is over goes."""
    now = timezone.now()
    drafts.forget(now)
    people.forget_unused_addresses(now)
    people.end_old_sessions(now)
    forget_messages(now)
