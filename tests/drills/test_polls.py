"""A neighbourhood answers at once: pressed twice, from two devices, and while it is closed."""

import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from .conftest import Known, moved_in
from .house import House, Somebody

PEOPLE, PHONES = 40, 80  # with an account and two devices each; without one
WITHIN = 6  # seconds


@pytest.fixture(scope="module", params=["postgres", "sqlite"])
def known(request, tmp_path_factory, static) -> Iterator[Known]:
    """Production's processes on PostgreSQL, the embedded ones on SQLite."""
    folder = tmp_path_factory.mktemp(f"polls_{request.param}")
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_address")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE polls_{os.getpid()}")
        house = House(folder, static, server.removesuffix("/postgres") + f"/polls_{os.getpid()}")
    else:
        house = House(folder, static, f"sqlite:///{folder / 'wijk.sqlite3'}")
    filled = moved_in(house, residents=2, ideas=1)
    if house.is_postgres:
        house.start_web(workers=2, threads=4)
    else:
        house.start_web(workers=1, threads=8)
    yield filled
    house.stop()


def test_each_answers_once_however_often_they_press(known):
    house = known.house
    asked = house.python(f"from tests.drills.asked import ask; ask({PEOPLE})")

    def with_account(devices: list[str]) -> list[int]:
        time.sleep(random.uniform(0, WITHIN))
        with ThreadPoolExecutor(2) as threads:
            both = threads.map(lambda one: _twice(house.signed_in(one), asked), devices)
            return [status for statuses in both for status in statuses]

    def without_account(_number: int) -> list[int]:
        time.sleep(random.uniform(0, WITHIN))
        return _twice(house.visitor(), asked)

    with ThreadPoolExecutor(PEOPLE + PHONES) as threads:
        people = threads.map(with_account, asked["people"])
        phones = threads.map(without_account, range(PHONES))
        given = [status for statuses in [*people, *phones] for status in statuses]

    assert set(given) == {302}
    of_it = f"poll_id = {asked['poll']}"
    assert house.number(f"SELECT COUNT(*) FROM participation_pollanswer WHERE {of_it}") == (
        PEOPLE + PHONES
    )
    choices = f"SELECT COUNT(*) FROM participation_pollchoice WHERE question_id = {asked['choice']}"
    assert house.number(choices) == PEOPLE + PHONES
    words = f"SELECT COUNT(*) FROM participation_pollwords WHERE question_id = {asked['words']}"
    assert house.number(words) == PEOPLE + PHONES
    page = house.visitor().get(_path(asked))
    assert f"{PEOPLE + PHONES} mensen deden mee" in page.text


def test_who_answers_while_it_closes_is_in_it_or_told(known):
    house = known.house
    asked = house.python("from tests.drills.asked import ask; ask(0)")

    def close() -> int:
        time.sleep(0.3)
        me = house.signed_in(asked["coordinator"])
        return me.press(_path(asked, "sluiten/"), htmx=False).status

    with ThreadPoolExecutor(31) as threads:
        closing = [threads.submit(close) for _press in range(2)]
        giving = [threads.submit(_give, house.visitor(), asked, uuid4()) for _phone in range(30)]
        assert [one.result() for one in closing] == [302, 302]
        given = [one.result() for one in giving]

    assert set(given) <= {302, 409}
    of_it = f"poll_id = {asked['poll']}"
    in_it = house.number(f"SELECT COUNT(*) FROM participation_pollanswer WHERE {of_it}")
    assert given.count(302) == in_it


def _path(asked: dict[str, Any], more: str = "") -> str:
    return f"/peiling/{asked['poll']}/{more}"


def _twice(somebody: Somebody, asked: dict[str, Any]) -> list[int]:
    """The same form at the same moment, before the first answer came back."""
    key = uuid4()
    somebody.get(_path(asked, "antwoord/"))
    with ThreadPoolExecutor(2) as presses:
        both = [presses.submit(_give, somebody, asked, key) for _press in range(2)]
        return [one.result() for one in both]


def _give(somebody: Somebody, asked: dict[str, Any], key: object) -> int:
    fields: dict[str, object] = {
        "key": key,
        f"q{asked['choice']}": random.choice(asked["options"]),
        f"q{asked['words']}": f"Meer licht, {uuid4()}",
    }
    return somebody.press(_path(asked, "antwoord/"), htmx=False, **fields).status
