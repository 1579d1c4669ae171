"""A quarterly review in session: a full hall gives its voice within a minute, while the projector
asks every few seconds for what is new. `tests/drills/test_reviews.py` holds that none is lost; here
it is measured, on the platform of the bench."""

import http.client
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

PHONES = 200
EVERY = 3  # seconds between two looks of the projector
CSRF = "c" * 32
POLL = {"HX-Request": "true", "HX-Target": "live"}


class Look(NamedTuple):
    status: int
    seconds: float
    text: str


class Hall(NamedTuple):
    """Times in milliseconds, of what the projector saw and of sending a voice; `queries` of a
    refresh with news, before the first voice and after the last."""

    phones: int
    within: float
    errors: int
    lost: int
    looks: list[float]
    with_news: list[float]
    voices: list[float]
    largest: int
    queries: tuple[int, int]


def meet(address: str, python: Callable[[str], Any], within: float) -> Hall:
    """`python` runs a line of `tests.bench.seated` in a process of the platform, and reads what
    it prints."""
    known = python("begin()")
    review, cookie = known["review"], known["coordinator"]
    count = f"asked({review}, {cookie!r})"
    before = python(count)
    chance, over = random.Random(7), Event()
    starts = [chance.uniform(0, within) for _phone in range(PHONES)]
    with ThreadPoolExecutor(PHONES + 1) as threads:
        looking = threads.submit(_look, address, review, cookie, over)
        given = list(threads.map(lambda start: _give(address, known, start), starts))
        over.set()
        looks = looking.result()
    return Hall(
        phones=PHONES,
        within=within,
        errors=sum(look.status not in {200, 204} for look in looks)
        + sum(voice.status != 302 for voice in given),
        lost=PHONES - python(f"said({review})"),
        looks=[1000 * look.seconds for look in looks],
        with_news=[1000 * look.seconds for look in looks if look.status == 200],
        voices=[1000 * voice.seconds for voice in given],
        largest=max(len(look.text.encode()) for look in looks),
        queries=(before, python(count)),
    )


def _give(address: str, known: dict[str, Any], start: float) -> Look:
    """A phone without an account: it opens the form, and sends it."""
    time.sleep(start)
    path, browser = f"/kwartaalgesprek/{known['review']}/stem/", f"csrftoken={CSRF}"
    opened = _ask(address, "GET", path, browser)
    if opened.status != 200:
        return opened
    fields: dict[str, object] = {
        "csrfmiddlewaretoken": CSRF,
        "key": uuid4(),
        "table": f"Punt {uuid4()}",
        "saw": "Meer licht.",
    }
    for goal in known["goals"]:
        fields |= {f"fits_{goal}": random.choice(["yes", "no"]), f"sees_{goal}": "better"}
    for partner in known["partners"]:
        fields[f"score_{partner}"] = random.randint(1, 5)
    return _ask(address, "POST", path, browser, body=urlencode(fields))


def _look(address: str, review: int, cookie: str, over: Event) -> list[Look]:
    """As htmx does from the page; what it got says what it has seen."""
    looks: list[Look] = []
    state = ""
    while not over.wait(EVERY) or not looks:
        path = f"/kwartaalgesprek/{review}/scherm/?gezien={state}"
        look = _ask(address, "GET", path, cookie, headers=POLL)
        looks.append(look)
        if look.status == 200:
            state = look.text.partition("?gezien=")[2].partition('"')[0]
    return looks


def _ask(
    address: str,
    method: str,
    path: str,
    cookie: str,
    body: str = "",
    headers: dict[str, str] | None = None,
) -> Look:
    """Whatever goes wrong on the line is an answer too, of status 0."""
    sent = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    start = time.monotonic()
    try:
        with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)) as line:
            line.request(method, path, body or None, sent | (headers or {}))
            answer = line.getresponse()
            text = answer.read().decode()
    except OSError:
        return Look(0, time.monotonic() - start, "")
    return Look(answer.status, time.monotonic() - start, text)
