from celery import shared_task
from django.utils import timezone

from .actions import (
    agenda,
    barriers,
    budgets,
    conversations,
    granting,
    groups,
    inviting,
    loosening,
    meetings,
    polls,
    processes,
    tallying,
)


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
@shared_task
def remind_of_meetings() -> None:
    """Who comes tomorrow, who owes an answer, and who waits for a place that is free. Safe to run
    twice, late, or never for a week."""
    now = timezone.now()
    for meeting in meetings.to_fill(now):
        meetings.fill_one(meeting, now=now)
    for meeting in meetings.to_remind(now):
        meetings.remind(meeting, now=now)
    for item in agenda.to_remind(now):
        agenda.remind(item, now=now)
    for barrier in barriers.to_remind(now):
        barriers.remind(barrier, now=now)
    for invited in inviting.to_remind(now):
        inviting.remind(invited, now=now)


@shared_task
def forget_registrations() -> None:
    """Once a night: who came to what a year ago, and who could not."""
    meetings.forget(timezone.now())


# --- Panels, polls and question hour
@shared_task
def remind_polls() -> None:
    """Once an hour: closed polls of which nobody wrote yet what is done with them, each once a
    week. Safe to run twice, late, or never for a week."""
    polls.remind_due(timezone.now())


@shared_task
def close_polls() -> None:
    """Every five minutes: those of which the last day is over. Safe to run twice, or late."""
    polls.close_due(timezone.now())


@shared_task
def forget_group_invitations() -> None:
    """Once a night: invitations that have long been over."""
    groups.forget(timezone.now())


# --- Budget


# --- Conversations
@shared_task
def forget_names() -> None:
    """Once a night: first names in conversations, some months later."""
    conversations.forget_names(timezone.now())
