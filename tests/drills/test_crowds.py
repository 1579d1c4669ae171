"""Many at the same moment: each press counts once, and nobody sees an error."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar
from uuid import UUID, uuid4

import psycopg
import pytest

from .conftest import Known, moved_in
from .house import CSRF, House

PEOPLE = 100
T = TypeVar("T")


@pytest.fixture(scope="module", params=["postgres", "sqlite"])
def known(request, tmp_path_factory, static) -> Iterator[Known]:
    """Production's processes on PostgreSQL, the embedded ones on SQLite."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_address")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE crowds_{os.getpid()}")
        house = House(folder, static, server.removesuffix("/postgres") + f"/crowds_{os.getpid()}")
    else:
        house = House(folder, static, f"sqlite:///{folder / 'wijk.sqlite3'}")
    filled = moved_in(house, residents=PEOPLE, ideas=24)
    if house.is_postgres:
        house.start_web(workers=2, threads=4)
    else:
        house.start_web(workers=1, threads=8)
    yield filled
    house.stop()


@pytest.mark.parametrize("times", [2, pytest.param(30, marks=pytest.mark.full)])
def test_a_hundred_people_press_support_at_once_and_each_counts_once(known, times):
    initiative = known.initiatives[0]

    def press(person: int) -> set[int]:
        me = known.residents[person]
        path = f"/initiatief/{initiative}/steun/"
        return {me.press(path, want="yes").status for _ in range(times)}

    statuses = _at_once([lambda person=person: press(person) for person in range(PEOPLE)])

    assert set().union(*statuses) == {200}
    sql = f"SELECT COUNT(*) FROM initiatives_support WHERE initiative_id = {initiative}"
    assert known.house.number(sql) == PEOPLE
    page = known.house.visitor().get(known.pages[0])
    assert f"{PEOPLE} mensen steunen dit" in page.text


def test_of_two_officers_who_answer_at_once_one_stands_and_the_other_is_told(known):
    for initiative in known.initiatives[1:6]:

        def answer(officer: int, initiative: int = initiative) -> tuple[int, bool]:
            words = f"Reden van ambtenaar {officer}."
            given = known.officers[officer].press(
                f"/initiatief/{initiative}/beoordelen/antwoord/",
                htmx=False,
                seen=0,
                key=uuid4(),
                status="joining",
                reason=words,
                possible="Begin gerust.",
            )
            return given.status, words in given.text

        answers = _at_once([lambda: answer(0), lambda: answer(1)])

        # Who was second finds their own words back.
        assert sorted(answers) == [(302, False), (409, True)]
        sql = (
            "SELECT COUNT(*) FROM initiatives_answer JOIN initiatives_review review"
            f" ON review.id = review_id WHERE initiative_id = {initiative}"
        )
        assert known.house.number(sql) == 1


def test_a_half_received_upload_is_refused_and_the_retry_makes_one_initiative(known):
    me, house = known.residents[0], known.house
    body, kind = _form(title="Halve regenton", plan="Water vangen.", theme="green")
    drafts = "SELECT key FROM accounts_draft WHERE form = 'initiative:rietwijk'"
    begin = "/wijk/rietwijk/initiatieven/nieuw/"

    half = me.send(begin, body, kind, only=len(body) // 2)

    assert half.status == 400
    assert "maar voor een deel aan" in half.text
    assert house.rows(drafts) == []

    assert me.send(begin, body, kind).status == 302
    key = UUID(str(house.rows(drafts)[0][0]))

    def send() -> int:
        check = "/wijk/rietwijk/initiatieven/nieuw/controleren/"
        return me.press(check, htmx=False, key=key, name="Ali").status

    assert set(_at_once([send, send, send])) == {302}
    sql = "SELECT COUNT(*) FROM initiatives_initiative WHERE title = 'Halve regenton'"
    assert house.number(sql) == 1


def test_reminders_that_run_twice_at_once_are_sent_once(known):
    house = known.house
    house.python("from tests.drills.people import make_due; make_due()")
    house.rows("DELETE FROM outbox_message")
    remind = "from initiatives.tasks import remind; remind()"

    _at_once([lambda: house.python(remind), lambda: house.python(remind)])

    waiting = "SELECT COUNT(*) FROM initiatives_review WHERE status IN ('awaiting')"
    due = house.number(waiting)
    assert due > 10
    assert house.number("SELECT COUNT(*) FROM outbox_message") == due


def _at_once(presses: list[Callable[[], T]]) -> list[T]:
    """All of them in the same moment."""
    ready = Barrier(len(presses))

    def press(one: Callable[[], T]) -> T:
        ready.wait(30)
        return one()

    with ThreadPoolExecutor(len(presses)) as threads:
        return list(threads.map(press, presses))


def _form(**fields: str) -> tuple[bytes, str]:
    """A form with files, as a browser sends it, and its content type."""
    edge = "grens"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"csrfmiddlewaretoken": CSRF, **fields}.items()
    ]
    return "".join([*parts, f"--{edge}--\r\n"]).encode(), f"multipart/form-data; boundary={edge}"
