from celery import shared_task
from django.utils import timezone

from .actions import budgets, conversations, granting, loosening, processes, tallying


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


# --- Processes
@shared_task
def make_photos() -> None:
    """Every minute, and when a photo comes. Safe to run twice, or twice at once."""
    while processes.make_photo(timezone.now()) or granting.make_photo(timezone.now()):
        pass


@shared_task
def forget_rule_photos() -> None:
    """Once a night: photos that no row knows. Safe to run twice, or late."""
    processes.forget_photos(timezone.now())


# --- Meetings


# --- Panels, polls and question hour


# --- Budget


# --- Conversations
@shared_task
def forget_names() -> None:
    """Once a night: first names in conversations, some months later."""
    conversations.forget_names(timezone.now())
