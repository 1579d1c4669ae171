from celery import shared_task
from django.utils import timezone

from .actions import afterwards, filing, lessons, making, stories, thanks


# --- Reports
@shared_task
def begin_reports() -> None:
    """Once a night: reports of a quarter or year that ended. Safe to run twice, or late."""
    making.begin_due(timezone.now())


@shared_task
def make_drafts() -> None:
    """Every minute, and when one is asked. Safe to run twice, twice at once, or after a kill."""
    making.work()


# --- Stories and reactions
@shared_task
def make_story_photos() -> None:
    """Every minute, and when a photo comes. Safe to run twice, or twice at once."""
    while stories.make_photo(timezone.now()):
        pass


@shared_task
def remind_reactions() -> None:
    """Once an hour: reactions that wait for an answer. Safe to run twice, or late."""
    now = timezone.now()
    for given in afterwards.to_remind(now):
        afterwards.remind(given, now=now)


@shared_task
def forget_story_invitations() -> None:
    """Once a day: what the coordinator wrote of whom they asked."""
    stories.forget(timezone.now())


# --- To take along
@shared_task
def make_files() -> None:
    """Every minute, and when a report is published. Safe to run twice, twice at once, or after a
    kill."""
    filing.work()


@shared_task
def renew_files() -> None:
    """Every hour: of reports in which something was hidden since. Safe to run twice, or late."""
    filing.ask_where_changed(timezone.now())


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
