from celery import shared_task
from django.utils import timezone

from .actions import budgets, conversations, granting, loosening, tallying


@shared_task
def count_rounds() -> None:
    """Every minute, and when a round closes. Safe to run twice, twice at once, or after a kill."""
    budgets.close_due(timezone.now())
    if tallying.work():
        loosening.sweep_out()


@shared_task
def forget_receipts() -> None:
    """Once a night: photos of receipts that no row knows."""
    granting.forget_files(timezone.now())


@shared_task
def forget_names() -> None:
    """Once a night: first names in conversations, some months later."""
    conversations.forget_names(timezone.now())
