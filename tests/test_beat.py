"""The clock: its jobs exist, nothing piles up, nothing falls into the hour that comes twice."""

import importlib
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab
from django.conf import settings

from wijkaanpak.celery import app

ENTRIES = settings.CELERY_BEAT_SCHEDULE
BETWEEN = range(2, 3)  # the hour that is skipped in March and comes twice in October
MONDAY = datetime(2026, 6, 1, tzinfo=ZoneInfo("Europe/Amsterdam"))


def period(schedule: Any) -> timedelta:
    """The shortest time between two runs of a crontab, over a month."""
    minutes = [
        moment
        for day in range(62)
        for hour in sorted(schedule.hour)
        for minute in sorted(schedule.minute)
        if _runs_at(schedule, moment := MONDAY + timedelta(days=day, hours=hour, minutes=minute))
    ]
    return min(later - earlier for earlier, later in pairwise(minutes))


def _runs_at(schedule: Any, moment: datetime) -> bool:
    return (
        moment.minute in schedule.minute
        and moment.hour in schedule.hour
        and moment.isoweekday() % 7 in schedule.day_of_week
        and moment.day in schedule.day_of_month
        and moment.month in schedule.month_of_year
    )


@pytest.mark.parametrize("name", ENTRIES)
def test_every_job_of_the_clock_exists(name):
    task = ENTRIES[name]["task"]
    importlib.import_module(task.rpartition(".")[0])

    assert task in app.tasks


def test_every_job_is_named_by_the_clock():
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith("celery.")}

    assert ours == {entry["task"] for entry in ENTRIES.values()}


@pytest.mark.parametrize("name", ENTRIES)
def test_a_run_that_was_missed_does_not_pile_up(name):
    schedule, expires = ENTRIES[name]["schedule"], ENTRIES[name]["options"]["expires"]

    if isinstance(schedule, crontab):
        assert 0 < expires < period(schedule).total_seconds()
    else:
        assert expires == schedule


@pytest.mark.parametrize("name", ENTRIES)
def test_nothing_runs_by_the_clock_between_two_and_three_at_night(name):
    schedule = ENTRIES[name]["schedule"]

    if isinstance(schedule, crontab):
        assert not set(schedule.hour) & set(BETWEEN)


def test_the_clock_goes_by_dutch_time():
    assert settings.CELERY_TIMEZONE == "Europe/Amsterdam"
