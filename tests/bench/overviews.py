"""The weekly overview of many people, made by a worker that is killed three times on the way."""

import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

import psycopg

EVENTS = 10  # for each person, in a week
NEIGHBOURS = 500  # people in one neighbourhood
BATCH = 2_000
FRIDAY = datetime(2026, 12, 4, 9, tzinfo=UTC)
KILLS = 3
PERIOD = 6 * 60  # seconds between two workers: longer than a claim
FOUND = """
    SELECT count(*), count(DISTINCT "to"),
        (SELECT count(*) FROM activity_notification WHERE waits)
    FROM outbox_message WHERE key LIKE 'overview:%'
"""
SETUP = "from tests.bench.overviews import *; "


class OverviewRun(NamedTuple):
    """`megabytes` is the most that the worker which finished took; `per_person` are its questions
    to the database."""

    people: int
    events: int
    seconds: float
    megabytes: float
    per_person: float
    queued: int
    doubled: int
    left: int


def fill(people: int) -> None:
    """Each follows their neighbourhood, and waits to hear of some of what happened there."""
    from accounts.models import User  # noqa: PLC0415 Django is there in the process that fills
    from activity.models import PLACE, Event, Follow, Notification  # noqa: PLC0415
    from activity.states import Kind  # noqa: PLC0415
    from tests.factories import NeighbourhoodFactory  # noqa: PLC0415

    places = [NeighbourhoodFactory() for _one in range(max(1, people // NEIGHBOURS))]
    every(
        User,
        (User(email=f"p{n}@example.org", name=f"Bewoner {n}", password="!") for n in range(people)),
    )
    keys = list(User.objects.order_by("pk").values_list("pk", flat=True))
    every(
        Follow,
        (
            Follow(subject_kind=PLACE, subject_id=places[n % len(places)].pk, person_id=key)
            for n, key in enumerate(keys)
        ),
    )
    every(
        Event,
        (
            Event(
                verb="update_posted" if n % 2 else "initiative_sent",
                actor_id=keys[n * 7 % people],
                side="team",
                neighbourhood_id=places[n % len(places)].pk,
                subject_kind="thing",
                subject_id=n % (people * 2),
                subject_title=f"Ding {n % (people * 2)}",
                subject_url=f"/ding/{n % (people * 2)}/",
                is_public=True,
                at=FRIDAY - timedelta(seconds=60 + n % 500_000),
            )
            for n in range(people * EVENTS)
        ),
    )
    every(
        Notification,
        (
            Notification(
                event_id=event,
                person_id=keys[event * 13 % people],
                reason="follower",
                kind=Kind.FOLLOWS,
                waits=True,
            )
            for event in Event.objects.order_by("pk").values_list("pk", flat=True).iterator()
        ),
    )


def every(model: Any, rows: Any) -> None:
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def work(nth: int) -> None:
    """What the worker does; says what it took."""
    from django.db import connection  # noqa: PLC0415

    from activity.actions import overviews  # noqa: PLC0415

    asked = 0

    def count(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*args)

    moment = FRIDAY + timedelta(seconds=nth * PERIOD)
    began = time.monotonic()
    with connection.execute_wrapper(count):
        queued = overviews.work(lambda: moment)
    print(
        json.dumps(
            {
                "seconds": time.monotonic() - began,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "asked": asked,
                "queued": queued,
            }
        )
    )


def found(database: str) -> tuple[int, int, int]:
    """How many overviews are queued, for how many people, and how much still waits."""
    with psycopg.connect(database) as connection:
        row = connection.execute(FOUND).fetchone()
    assert row
    return row[0], row[1], row[2]


def measure_overviews(
    people: int, manage: Callable[..., str], environment: dict[str, str]
) -> OverviewRun:
    """In a database of its own, of which `environment` tells."""
    database = environment["DATABASE_URL"]
    shell = ("shell", "--no-imports", "--command")
    manage(*shell, f"{SETUP}fill({people})", environment=environment)
    for nth in range(KILLS):
        worker = subprocess.Popen(
            [sys.executable, "manage.py", *shell, f"{SETUP}work({nth})"],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        wanted = people * (nth + 1) // (KILLS + 1)
        while worker.poll() is None and found(database)[0] < wanted:
            time.sleep(0.5)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    last = json.loads(manage(*shell, f"{SETUP}work({KILLS})", environment=environment))
    mails, told, left = found(database)
    return OverviewRun(
        people=people,
        events=people * EVENTS,
        seconds=last["seconds"] * people / last["queued"],
        megabytes=last["megabytes"],
        per_person=last["asked"] / last["queued"],
        queued=mails,
        doubled=mails - told,
        left=left,
    )


def section(runs: list[OverviewRun]) -> str:
    """For docs/performance.md."""
    small, large = runs[0], runs[-1]
    rows = "".join(
        f"| {run.people:,} | {run.events:,} | {run.seconds:.0f} | "
        f"{1000 * run.seconds / run.people:.1f} | {run.per_person:.1f} | {run.megabytes:.0f} | "
        f"{run.queued:,} | {run.doubled} | {run.left} |\n"
        for run in runs
    )
    grown = large.megabytes - small.megabytes
    return (
        "\n## Weekly overview\n\n"
        "Each of these people follows their neighbourhood; ten things happened there for each of "
        f"them, and of as many they wait to hear. The worker was killed {KILLS} times on the way, "
        "each time after another quarter. Time is that of the last one, reckoned for all.\n\n"
        "| people | events | seconds | ms per person | queries per person | MB | queued | twice "
        "| not yet |\n"
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        f"{rows}\nWith {large.people // small.people} times as many people the worker took "
        f"{grown:+.0f} MB.\n"
    )
