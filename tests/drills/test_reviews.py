"""A full hall gives its voice while the projector looks on, and two close at once."""

import os
import random
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, NamedTuple
from uuid import uuid4

import psycopg
import pytest

from .conftest import Known, moved_in
from .house import House, Somebody

PHONES = 200
EVERY = 2  # seconds between two looks of the projector
MOST_BYTES = 12_000  # of what the projector gets when there is something new


class Look(NamedTuple):
    status: int
    size: int
    seconds: float


@pytest.fixture(scope="module", params=["postgres", "sqlite"])
def known(request, tmp_path_factory, static) -> Iterator[Known]:
    """Production's processes on PostgreSQL, the embedded ones on SQLite."""
    folder = tmp_path_factory.mktemp(f"reviews_{request.param}")
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_address")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE reviews_{os.getpid()}")
        house = House(folder, static, server.removesuffix("/postgres") + f"/reviews_{os.getpid()}")
    else:
        house = House(folder, static, f"sqlite:///{folder / 'wijk.sqlite3'}")
    filled = moved_in(house, residents=2, ideas=1)
    if house.is_postgres:
        house.start_web(workers=2, threads=4)
    else:
        house.start_web(workers=1, threads=8)
    yield filled
    house.stop()


@pytest.mark.parametrize(
    ("quarter", "within"), [(1, 6), pytest.param(2, 60, marks=pytest.mark.full)]
)
def test_a_full_hall_gives_its_voice_and_none_is_lost(known, quarter, within):
    house = known.house
    hall = house.python(f"from tests.drills.looking import begin; begin({quarter})")
    projector = house.signed_in(hall["coordinators"][0])
    over = Event()

    with ThreadPoolExecutor(PHONES + 1) as threads:
        looking = threads.submit(_look, projector, hall, over)
        starts = [random.uniform(0, within) for _phone in range(PHONES)]
        given = list(threads.map(lambda start: _give(house, hall, start), starts))
        over.set()
        looks = looking.result()

    assert set(given) == {(200, 302)}
    of_it = f"review_id = {hall['review']}"
    assert house.number(f"SELECT COUNT(*) FROM goals_voice WHERE {of_it}") == PHONES
    heard = f"SELECT residents FROM goals_residentinput WHERE {of_it} AND kind = 'online'"
    assert house.number(heard) == PHONES
    assert {look.status for look in looks} <= {200, 204}
    assert max(look.size for look in looks) < MOST_BYTES
    quiet = [_poll(projector, hall, _state(projector, hall)) for _again in range(5)]
    assert {look.status for look in quiet} == {204}
    last = projector.get(f"/kwartaalgesprek/{hall['review']}/scherm/")
    assert f'<span class="wijk-screen__number">{PHONES}</span>' in last.text
    _tell(looks, quiet)


def test_of_two_who_close_at_once_one_does_and_a_late_voice_is_told(known):
    house = known.house
    hall = house.python("from tests.drills.looking import begin; begin(3)")

    def close(session: str) -> int:
        fields = {"key": uuid4(), "lacks": "Het licht.", "residents": 9, "others": 1}
        for goal in hall["goals"]:
            fields |= {f"judgement_{goal}": "keep", f"why_{goal}": "Het loopt goed."}
        me = house.signed_in(session)
        return me.press(_path(hall, "sluiten/"), htmx=False, **fields).status

    with ThreadPoolExecutor(22) as threads:
        closing = [threads.submit(close, session) for session in hall["coordinators"]]
        giving = [threads.submit(_give, house, hall, 0) for _phone in range(20)]
        closed = sorted(one.result() for one in closing)
        given = [one.result()[1] for one in giving]

    assert closed == [302, 409]
    assert set(given) <= {302, 409}
    of_it = f"review_id = {hall['review']}"
    in_it = house.number(f"SELECT COUNT(*) FROM goals_voice WHERE {of_it}")
    assert given.count(302) == in_it
    page = house.visitor().get(_path(hall))
    assert "Het licht." in page.text
    says = f"{in_it} bewoner" if in_it else "0 bewoners"
    assert says in page.text


def _path(hall: dict[str, Any], more: str = "") -> str:
    return f"/kwartaalgesprek/{hall['review']}/{more}"


def _give(house: House, hall: dict[str, Any], start: float) -> tuple[int, int]:
    """A phone without an account: it opens the form, and sends it."""
    time.sleep(start)
    phone = house.visitor()
    opened = phone.get(_path(hall, "stem/"))
    fields: dict[str, object] = {"key": uuid4(), "table": f"Punt {uuid4()}", "saw": "Meer licht."}
    for goal in hall["goals"]:
        fields |= {f"fits_{goal}": random.choice(["yes", "no"]), f"sees_{goal}": "better"}
    for partner in hall["partners"]:
        fields[f"score_{partner}"] = random.randint(1, 5)
    # Who opened it just before it was closed sends it just after.
    sent = phone.press(_path(hall, "stem/"), htmx=False, **fields)
    return (200 if opened.status == 302 else opened.status), sent.status


def _look(projector: Somebody, hall: dict[str, Any], over: Event) -> list[Look]:
    looks, state = [], ""
    while not over.wait(EVERY):
        looks.append(_poll(projector, hall, state))
        state = _state(projector, hall) if looks[-1].status == 200 else state
    return looks


def _poll(projector: Somebody, hall: dict[str, Any], state: str) -> Look:
    """As htmx does from the page."""
    headers = {"HX-Request": "true", "HX-Target": "live"}
    answer = projector._ask("GET", _path(hall, f"scherm/?gezien={state}"), b"", headers)
    return Look(answer.status, len(answer.body), answer.seconds)


def _state(projector: Somebody, hall: dict[str, Any]) -> str:
    page = projector.get(_path(hall, "scherm/")).text
    return page.partition("?gezien=")[2].partition('"')[0]


def _tell(looks: list[Look], quiet: list[Look]) -> None:
    """For who runs it with `-s`: what the projector cost."""
    new = [look.seconds for look in looks if look.status == 200]
    print(f"\nprojector: {len(looks)} looks, with news {statistics.median(new):.3f} s")
    print(f"largest {max(look.size for look in looks)} bytes,", end=" ")
    print(f"without news {statistics.median(look.seconds for look in quiet):.3f} s")
