from celery import shared_task
from django.utils import timezone

from .actions import filing, making


# --- Reports
@shared_task
def begin_reports() -> None:
    """Once a night: reports of a quarter or year that ended. Safe to run twice, or late."""
    making.begin_due(timezone.now())


@shared_task
def make_drafts() -> None:
    """Every minute, and when one is asked. Safe to run twice, twice at once, or after a kill."""
    making.work()


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
