"""An online question hour: 300 people refresh every few seconds, while one a second presses. What
each refresh takes, and what it asks of the database."""

import asyncio
import random
import re
import time
from collections.abc import Mapping
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlsplit

PEOPLE, EVERY = 300, 5.0  # seconds, as the page asks
PRESSES = 1.0  # seconds between two who want to know something too
QUESTIONS = 60
CSRF = "c" * 32
WORD = re.compile(r"gezien=([\w-]+)")
MOST_QUERIES = 12
NOTHING_NEW, NEW = 204, 200


class Asked(NamedTuple):
    """What one refresh answered, in milliseconds."""

    status: int
    took: float


class HourRun(NamedTuple):
    seconds: float
    refreshes: list[Asked]
    presses: list[Asked]
    queries: Mapping[str, int]


def measure_hour(address: str, known: Mapping[str, object], seconds: float) -> HourRun:
    """Everybody begins at another moment, as people do."""
    return asyncio.run(_hour(address, known, seconds))


async def _hour(address: str, known: Mapping[str, object], seconds: float) -> HourRun:
    path, questions, queries = known["path"], known["questions"], known["queries"]
    assert isinstance(path, str)
    assert isinstance(questions, list)
    assert isinstance(queries, dict)
    refreshes: list[Asked] = []
    presses: list[Asked] = []
    began = time.monotonic()
    until = began + seconds
    visitors = [_refresh(address, f"{path}stand/", until, refreshes) for _one in range(PEOPLE)]
    await asyncio.gather(
        *visitors, _press(address, path, questions, began + seconds / 2, until, presses)
    )
    return HourRun(seconds, refreshes, presses, queries)


async def _refresh(address: str, path: str, until: float, seen: list[Asked]) -> None:
    word = "oud"
    await asyncio.sleep(random.uniform(0, EVERY))
    while time.monotonic() < until:
        headers = "HX-Request: true\r\nHX-Target: live\r\n"
        asked, body = await _send(address, "GET", f"{path}?gezien={word}&stand=open", headers)
        seen.append(asked)
        word = next(iter(WORD.findall(body)), word)
        await asyncio.sleep(EVERY)


async def _press(
    address: str, path: str, questions: list[int], start: float, until: float, seen: list[Asked]
) -> None:
    """Each time somebody else, who wants to know it too; until `start` nothing happens."""
    headers = (
        f"Cookie: csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\nContent-Length: 0\r\n"
        "HX-Request: true\r\nHX-Target: live\r\n"
    )
    await asyncio.sleep(max(0, start - time.monotonic()))
    while time.monotonic() < until:
        question = random.choice(questions)
        asked, _body = await _send(address, "POST", f"{path}vraag/{question}/steun/", headers)
        seen.append(asked)
        await asyncio.sleep(PRESSES)


async def _send(address: str, method: str, path: str, headers: str) -> tuple[Asked, str]:
    """A status of 0 when no answer came."""
    place = urlsplit(address)
    began, status, body = time.monotonic(), 0, ""
    try:
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        head = f"{method} {path} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n"
        writer.write(f"{head}{headers}\r\n".encode())
        answer = (await asyncio.wait_for(reader.read(-1), 30)).decode(errors="replace")
        writer.close()
        top, _, body = answer.partition("\r\n\r\n")
        status = int(top.split(" ", 2)[1])
    except (OSError, TimeoutError, IndexError, ValueError):
        pass
    return Asked(status, (time.monotonic() - began) * 1000), body


def section(run: HourRun) -> str:
    """For docs/performance.md."""
    rows = [
        _row("Refresh, nothing new", [one for one in run.refreshes if one.status == NOTHING_NEW]),
        _row("Refresh, something new", [one for one in run.refreshes if one.status == NEW]),
        _row("Press", run.presses),
    ]
    wrong = [one for one in run.refreshes if one.status not in {NOTHING_NEW, NEW}]
    wrong += [one for one in run.presses if one.status != NEW]
    most = max(run.queries.values())
    told = ", ".join(f"{who} {number}" for who, number in run.queries.items())
    met = "within the bar" if most <= MOST_QUERIES else "**not met**"
    return (
        f"\n## Question hour\n\n{PEOPLE} people refresh every {EVERY:g} seconds for "
        f"{run.seconds:g} seconds: in the first half nothing happens, in the second one a second "
        "presses, so that each refresh brings something new; "
        f"{QUESTIONS} questions. Two workers of two threads, as above.\n\n"
        "| | answers | median ms | p95 ms |\n| --- | ---: | ---: | ---: |\n"
        f"{''.join(rows)}\n{len(run.refreshes) + len(run.presses):,} requests, "
        f"{len(wrong)} errors. Queries per refresh: {told} (bar {MOST_QUERIES}, {met}); "
        "the same for one question and for many (`tests/participation/test_asked_queries.py`).\n"
    )


def _row(name: str, asked: list[Asked]) -> str:
    if len(asked) < 2:
        return f"| {name} | {len(asked)} | | |\n"
    times = [one.took for one in asked]
    return f"| {name} | {len(asked):,} | {median(times):.0f} | {quantiles(times, n=20)[-1]:.0f} |\n"
