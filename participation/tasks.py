from celery import shared_task
from django.utils import timezone

from .actions import agenda, barriers, inviting, meetings


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
