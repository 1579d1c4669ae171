"""Five hundred people vote in the same minute, some pressing twice and from two devices: one ballot
each, the last one counts, none is lost, and the outcome never costs more than there is."""

import json
import os
import random
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple
from uuid import uuid4

import psycopg
import pytest

from participation.actions.ballots import code_of, kept_of

from .conftest import Known, moved_in
from .house import House

VOTERS, PLANS = 500, 30
BUDGET = 500_000


class Pressed(NamedTuple):
    """`receipt` is what is kept of the last code that was shown, `chosen` what went with it."""

    statuses: list[int]
    receipt: str
    chosen: list[int]
    seconds: list[float]


@pytest.fixture(scope="module", params=["postgres", "sqlite"])
def known(request, tmp_path_factory, static) -> Iterator[Known]:
    """Production's processes on PostgreSQL, the embedded ones on SQLite."""
    folder = tmp_path_factory.mktemp(f"ballots_{request.param}")
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_address")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE ballots_{os.getpid()}")
        house = House(folder, static, server.removesuffix("/postgres") + f"/ballots_{os.getpid()}")
    else:
        house = House(folder, static, f"sqlite:///{folder / 'wijk.sqlite3'}")
    filled = moved_in(house, residents=1, ideas=1)
    if house.is_postgres:
        house.start_web(workers=2, threads=4)
    else:
        house.start_web(workers=1, threads=8)
    yield filled
    house.stop()


@pytest.mark.parametrize(
    ("rule", "within"),
    [("equal-shares", 12), pytest.param("greedy", 60, marks=pytest.mark.full)],
)
def test_five_hundred_vote_in_a_minute_and_each_once(known, rule, within):
    house = known.house
    hall = house.python(
        f"from tests.drills.budgeting import begin; begin({VOTERS}, {PLANS}, '{rule}')"
    )
    began = time.monotonic()

    with ThreadPoolExecutor(100) as threads:
        done = list(threads.map(lambda number: _vote(house, hall, number, within), range(VOTERS)))

    took = time.monotonic() - began
    assert {status for one in done for status in one.statuses} == {200}
    of_it = f"round_id = {hall['round']}"
    assert house.number(f"SELECT COUNT(*) FROM participation_voter WHERE {of_it}") == VOTERS
    open_ones = house.rows(
        "SELECT voter.person_id, ballot.choices, ballot.receipt"
        " FROM participation_openballot ballot"
        " JOIN participation_voter voter ON voter.id = ballot.voter_id"
        f" WHERE voter.{of_it}"
    )
    last = {person: (_choices(choices), receipt) for person, choices, receipt in open_ones}
    assert len(last) == VOTERS
    for person, one in zip(hall["keys"], done, strict=True):
        assert last[person] == (one.chosen, one.receipt), "the last one counts"

    lead = house.signed_in(hall["coordinator"])
    pressed = lead.press(f"/budgetronde/{hall['round']}/stemmen-sluiten/", htmx=False)
    assert pressed.status == 302
    states = dict(house.python("from tests.drills.budgeting import count; count()"))

    assert states[hall["round"]] == "counted"
    left = "SELECT COUNT(*) FROM participation_openballot"
    assert house.number(left) == 0
    kept = house.rows(f"SELECT receipt, choices FROM participation_ballot WHERE {of_it}")
    assert {receipt: _choices(choices) for receipt, choices in kept} == {
        one.receipt: one.chosen for one in done
    }
    chosen = f"FROM participation_budgetproposal WHERE {of_it} AND state = 'chosen'"
    assert 0 < house.number(f"SELECT SUM(cost) {chosen}") <= BUDGET
    for number in random.sample(range(VOTERS), 5):
        page = house.visitor().get(f"/budgetronde/{hall['round']}/")
        assert "De uitslag" in page.text
        assert done[number].receipt not in page.text
    seconds = [one for each in done for one in each.seconds]
    print(f"\n{VOTERS} voters, {len(seconds)} presses in {took:.1f} s;", end=" ")
    print(f"a press {statistics.median(seconds):.3f} s, at most {max(seconds):.3f} s")


def test_who_votes_while_it_closes_is_in_it_or_is_told(known):
    house = known.house
    hall = house.python("from tests.drills.budgeting import begin; begin(40, 5, 'greedy')")
    lead = house.signed_in(hall["coordinator"])
    closing = f"/budgetronde/{hall['round']}/stemmen-sluiten/"

    with ThreadPoolExecutor(42) as threads:
        voting = [threads.submit(_press, house, hall, number) for number in range(40)]
        closed = [threads.submit(lead.press, closing, htmx=False) for _twice in range(2)]
        assert {one.result().status for one in closed} == {302}
        given = [one.result() for one in voting]

    assert {status for status, _receipt in given} <= {200, 302, 409}
    counted = {receipt for status, receipt in given if status == 200}
    of_it = f"round_id = {hall['round']}"
    kept = house.rows(f"SELECT receipt FROM participation_ballot WHERE {of_it}")
    assert {row[0] for row in kept} == counted
    voters = house.number(f"SELECT COUNT(*) FROM participation_voter WHERE {of_it}")
    assert voters == len(counted)


def _vote(house: House, hall: dict[str, Any], number: int, within: float) -> Pressed:
    """A third presses twice, a third votes again on another device."""
    time.sleep(random.uniform(0, within))
    key, chosen = uuid4(), _some(hall)
    first = _send(house, hall, number, 0, key, chosen)
    answers = [first]
    if number % 3 == 1:
        answers.append(_send(house, hall, number, 0, key, chosen))
    elif number % 3 == 2:
        key, chosen = uuid4(), _some(hall)
        answers.append(_send(house, hall, number, 1, key, chosen))
    shown = [code_of(key) in answer.text for answer in answers[-1:]]
    assert shown == [True], "each sees the receipt of what they sent last"
    return Pressed(
        [answer.status for answer in answers],
        kept_of(code_of(key)),
        chosen,
        [answer.seconds for answer in answers],
    )


def _press(house: House, hall: dict[str, Any], number: int) -> tuple[int, str]:
    key = uuid4()
    answer = _send(house, hall, number, 0, key, _some(hall))
    return answer.status, kept_of(code_of(key))


def _send(
    house: House, hall: dict[str, Any], number: int, device: int, key: object, chosen: list[int]
) -> Any:
    me = house.signed_in(hall["voters"][number][device])
    fields: list[tuple[str, object]] = [("receipt", key), *(("ballot", one) for one in chosen)]
    return me.press_many(f"/budgetronde/{hall['round']}/stemmen/", fields)


def _some(hall: dict[str, Any]) -> list[int]:
    return sorted(random.sample(hall["plans"], random.randint(1, 5)))


def _choices(kept: Any) -> list[int]:
    """SQLite keeps it as text."""
    found: list[int] = json.loads(kept) if isinstance(kept, str) else kept
    return found
