"""A meeting with 30 places for which 200 people register in the same minute: 30 are in, 170 wait in
order, and each is told at once. Who leaves makes room for the next, who is told once."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from .conftest import Known, moved_in
from .house import House

PLACES, PEOPLE, AT_ONCE = 30, 200, 40


@pytest.fixture(scope="module", params=["postgres", "sqlite"])
def known(request, tmp_path_factory, static) -> Iterator[Known]:
    """Production's processes on PostgreSQL, the embedded ones on SQLite."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_address")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE meetings_{os.getpid()}")
        house = House(folder, static, server.removesuffix("/postgres") + f"/meetings_{os.getpid()}")
    else:
        house = House(folder, static, f"sqlite:///{folder / 'wijk.sqlite3'}")
    filled = moved_in(house, residents=PEOPLE, ideas=2)
    if house.is_postgres:
        house.start_web(workers=2, threads=4)
    else:
        house.start_web(workers=1, threads=8)
    yield filled
    house.stop()


def test_the_places_go_to_who_was_first_and_the_others_wait_in_order(known):
    house = known.house
    meeting = house.python(f"from tests.drills.people import meeting; meeting({PLACES})")
    path = f"/bijeenkomst/{meeting}/aanmelden/"

    def press(person: int) -> str:
        answer = known.residents[person].press(path)
        assert answer.status == 200
        return "waits" if "U staat op de wachtlijst" in answer.text else "comes"

    with ThreadPoolExecutor(AT_ONCE) as threads:
        told = list(threads.map(press, range(PEOPLE)))

    rows = house.rows(
        "SELECT state, turn FROM participation_registration"
        f" WHERE meeting_id = {meeting} ORDER BY turn"
    )
    assert [turn for _state, turn in rows] == list(range(1, PEOPLE + 1))
    assert [state for state, _turn in rows] == ["going"] * PLACES + ["waiting"] * (PEOPLE - PLACES)
    assert (told.count("comes"), told.count("waits")) == (PLACES, PEOPLE - PLACES)
    mails = "SELECT COUNT(DISTINCT \"to\") FROM outbox_message WHERE subject LIKE 'U meldde%'"
    assert house.number(mails) == PEOPLE

    going = f"SELECT person_id FROM participation_registration WHERE meeting_id = {meeting}"
    leaving = [person for person in range(PEOPLE) if told[person] == "comes"][:10]
    with ThreadPoolExecutor(10) as threads:
        list(
            threads.map(
                lambda one: known.residents[one].press(f"/bijeenkomst/{meeting}/afmelden/"),
                leaving * 2,
            )
        )

    assert house.number(f"SELECT COUNT(*) FROM ({going} AND state = 'going') AS x") == PLACES
    in_order = house.rows(
        "SELECT turn FROM participation_registration"
        f" WHERE meeting_id = {meeting} AND state = 'going' ORDER BY turn DESC LIMIT 10"
    )
    assert [turn for (turn,) in in_order] == list(range(PLACES + 10, PLACES, -1))
    lucky = "SELECT COUNT(*) FROM outbox_message WHERE subject LIKE 'Er is een plek%'"
    assert house.number(lucky) == len(leaving)
