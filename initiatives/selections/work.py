"""What waits for an officer (Mijn werk)."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from accounts.models import User
from neighbourhoods.working_days import working_days_between

from ..models import Review
from ..states import Status

MOST = 100  # per list; an officer with more has another problem
RECENT = timedelta(days=30)


class Task(NamedTuple):
    """One line: an initiative that waits for an answer."""

    review: Review
    working_days_left: int


class Work(NamedTuple):
    late: list[Task]
    this_week: list[Task]
    with_resident: list[Task]
    later: list[Task]
    total: int


def work_of(user: User, *, now: datetime, everything: bool) -> Work:
    """My open reviews, or all in my neighbourhoods, and those that nobody holds: first due first.

    One query. What waits for a resident's answer stands apart until its date is near.
    """
    reviews = Review.objects.workable_by(user).open().for_work()
    if not everything:
        reviews = reviews.held_by(user) | reviews.unheld()
    today = timezone.localdate(now)
    end_of_week = today + timedelta(days=6 - today.weekday())
    work = Work([], [], [], [], 0)
    tasks = [
        Task(review, working_days_between(today, timezone.localdate(review.due_at)))
        for review in reviews[:MOST]
    ]
    for task in tasks:
        due = timezone.localdate(task.review.due_at)
        if task.review.due_at < now:
            work.late.append(task)
        elif task.review.waits_for_resident:  # type: ignore[attr-defined]  # annotated by for_work
            work.with_resident.append(task)
        elif due <= end_of_week:
            work.this_week.append(task)
        else:
            work.later.append(task)
    return work._replace(total=len(tasks))


def answered_lately(user: User, *, now: datetime) -> list[Review]:
    """What was answered in the last month, to look back at."""
    answered = Review.objects.workable_by(user).exclude(
        status__in=[Status.AWAITING, Status.IN_CONVERSATION]
    )
    return list(answered.filter(answers__at__gte=now - RECENT).for_work().distinct()[:10])
