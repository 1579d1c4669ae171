from celery import shared_task
from django.utils import timezone

from .actions import lessons, thanks


# --- Lessons and thanks
@shared_task
def index_lessons() -> None:
    """Every five minutes: what teams looked back on since. Safe to run twice, late or at once."""
    lessons.index_new()


@shared_task
def tidy_lessons() -> None:
    """Once a night: what changed in between, and lights that are long over."""
    lessons.index_all()
    thanks.forget(timezone.now())


@shared_task
def ask_to_look_back() -> None:
    """Once a day: goals that ended. Safe to run twice, late, or never for a week."""
    now = timezone.now()
    for goal in lessons.to_ask():
        lessons.ask(goal, now=now)
