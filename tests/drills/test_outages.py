"""A part of the house falls out: pages work, nothing is lost, and mail leaves once it is back."""

import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Event
from urllib.parse import urlsplit

import psycopg
import pytest
import redis as redis_client

from tests.mailserver import MailServer
from tests.servers import postgres, redis_server, wait_until

from .conftest import Known, moved_in
from .house import Answer, House, Somebody
from .people import ADDRESS, SECRET

pytestmark = pytest.mark.full

SOON = 3  # seconds
READER = "nieuwe.lezer@voorbeeld.example"


class Redis:
    """A Redis that can be gone and come back, or hang, on the same port."""

    def __init__(self) -> None:
        self._running = ExitStack()
        self.address = self._running.enter_context(redis_server())

    def stop(self) -> None:
        self._running.close()

    def start(self) -> None:
        self._running.enter_context(redis_server(urlsplit(self.address).port or 0))

    def process(self) -> int:
        return int(redis_client.Redis.from_url(self.address).info("server")["process_id"])


@pytest.fixture(scope="module")
def redis(has_redis: None) -> Iterator[Redis]:
    server = Redis()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture(scope="module")
def known(tmp_path_factory, static, postgres_address, redis, mail) -> Iterator[Known]:
    with psycopg.connect(postgres_address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE outages_{os.getpid()}")
    address = postgres_address.removesuffix("/postgres") + f"/outages_{os.getpid()}"
    folder = tmp_path_factory.mktemp("outages")
    house = House(folder, static, address, redis=redis.address, mail=mail.url)
    filled = moved_in(house, residents=3, ideas=2)
    house.start_web()
    house.start_worker()
    yield filled
    house.stop()


@pytest.fixture
def _nothing_waits(known: Known, mail: MailServer) -> None:
    known.house.rows("DELETE FROM outbox_message")
    mail.messages.clear()


@pytest.mark.usefixtures("_nothing_waits")
def test_without_redis_pages_and_presses_work_and_mail_leaves_once_when_it_is_back(
    known, redis, mail
):
    redis.stop()
    try:
        _everything_works(known, READER)
        ready = known.house.visitor().get("/readyz")
        assert ready.status == 503
        parts = json.loads(ready.text)["parts"]
        assert parts["database"] == parts["migrations"] == "ok"
        assert parts["cache"] != "ok"
        assert parts["broker"] != "ok"
        assert known.house.visitor().get("/healthz").status == 200
        assert _waiting(known.house) == 1
    finally:
        redis.start()
    wait_until(lambda: known.house.visitor().get("/readyz").status == 200)
    for _ in range(3):
        known.house.tick()
    wait_until(lambda: _waiting(known.house) == 0, seconds=20)
    assert [message["To"] for message in mail.messages] == [READER]


@pytest.mark.usefixtures("_nothing_waits")
def test_a_redis_that_hangs_holds_nobody_up(known, redis):
    process = redis.process()
    os.kill(process, signal.SIGSTOP)
    try:
        _everything_works(known, "andere.lezer@voorbeeld.example", within=8)
    finally:
        os.kill(process, signal.SIGCONT)
    known.house.tick()
    wait_until(lambda: _waiting(known.house) == 0, seconds=20)


@pytest.mark.usefixtures("_nothing_waits")
def test_mail_waits_while_the_mail_server_is_gone_and_leaves_once(known, mail):
    mail.stop()
    try:
        known.house.python("from tests.drills.people import write; write(5)")
        known.house.tick()
        tried = "SELECT COUNT(*) FROM outbox_message WHERE sent_at IS NULL AND tries > 0"
        wait_until(lambda: known.house.number(tried) == 5)
    finally:
        mail.start()
    _minutes_pass(known.house)
    for _ in range(3):
        known.house.tick()
    wait_until(lambda: _waiting(known.house) == 0)
    addresses = sorted(str(message["To"]) for message in mail.messages)
    assert addresses == [f"lezer{number}@voorbeeld.example" for number in range(5)]


class _Stuck(list):
    """Takes in messages, and says nothing after the fifth: so the worker is in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self.in_the_middle, self.go_on = Event(), Event()

    def append(self, message: object) -> None:
        super().append(message)
        if len(self) == 5:
            self.in_the_middle.set()
            self.go_on.wait(30)


@pytest.mark.usefixtures("_nothing_waits")
def test_a_worker_that_is_killed_while_sending_loses_nothing(known, mail):
    house = known.house
    house.kill_workers()
    mail.messages = stuck = _Stuck()
    house.python("from tests.drills.people import write; write(20)")
    house.start_worker()
    house.tick()
    assert stuck.in_the_middle.wait(30)
    house.kill_workers()
    stuck.go_on.set()

    house.start_worker()
    _minutes_pass(house)
    house.tick()
    wait_until(lambda: _waiting(house) == 0)

    times = Counter(str(message["To"]) for message in mail.messages)
    assert len(times) == 20
    assert sum(times.values()) == 21
    double = max(times, key=lambda address: times[address])
    ids = {message["Message-ID"] for message in mail.messages if message["To"] == double}
    assert len(ids) == 1


def test_without_the_database_there_is_a_friendly_page_and_the_log_tells_nothing_of_people(
    tmp_path, static
):
    with ExitStack() as server:
        address = server.enter_context(postgres())
        house = House(tmp_path, static, address)
        try:
            known = moved_in(house, residents=1, ideas=1)
            house.start_web(workers=1)
            assert known.residents[0].get(known.pages[0]).status == 200
            server.close()
            me = known.residents[0]
            answers = [
                house.visitor().get("/"),
                house.visitor().get(f"{known.pages[0]}?zoek={ADDRESS}"),
                me.press(f"/initiatief/{known.initiatives[0]}/meedoen/", can_do=SECRET),
                _ask_for_a_code(house.visitor(), ADDRESS),
            ]
            assert house.visitor().get("/healthz").status == 200
            assert house.visitor().get("/readyz").status == 503
        finally:
            house.stop()
    assert {answer.status for answer in answers} <= {500, 503}
    assert max(answer.seconds for answer in answers) < 10
    for answer in answers:
        assert "Naar de voorpagina" in answer.text
        assert "Traceback" not in answer.text
    log = house.log.read_text()
    assert "OperationalError" in log or "PoolTimeout" in log
    assert [
        word for word in (ADDRESS, SECRET, "Reden", me.cookies["sessionid"]) if word in log
    ] == []


def _everything_works(known: Known, reader: str, within: float = SOON) -> None:
    """Reading, pressing, and asking for a code."""
    me, visitor = known.residents[0], known.house.visitor()
    answers = [
        visitor.get("/"),
        visitor.get("/wijk/rietwijk/"),
        visitor.get(known.pages[0]),
        me.get("/mijn/"),
        me.press(f"/initiatief/{known.initiatives[0]}/steun/", want="yes"),
        me.press(f"/initiatief/{known.initiatives[0]}/steun/", want="no"),
        _ask_for_a_code(visitor, reader),
    ]
    assert [answer.status for answer in answers] == [200] * 6 + [302]
    assert [answer.seconds for answer in answers if answer.seconds > within] == []


def _ask_for_a_code(visitor: Somebody, address: str) -> Answer:
    return visitor.press("/account/inloggen/", htmx=False, email=address)


def _waiting(house: House) -> int:
    return house.number("SELECT COUNT(*) FROM outbox_message WHERE sent_at IS NULL")


def _minutes_pass(house: House) -> None:
    """What was claimed or must wait before its next try is free again."""
    house.rows("UPDATE outbox_message SET free_after = now() WHERE sent_at IS NULL")
