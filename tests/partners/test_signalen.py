"""A town that runs Signalen gets a concern there too, and hears nothing of who reported it."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from environ import Env

from outbox.models import Message
from partners.actions import concerns
from partners.actions.concerns import Report
from partners.models import Concern, Forward
from partners.states import Visibility
from partners.tasks import forward_concerns
from tests.initiatives.conftest import Place, browser_of, make_place
from tests.threads import at_once
from wijkaanpak import environment


class StandIn(ThreadingHTTPServer):
    """Speaks the messages of Signalen that we use; `fails` answers 503 instead."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[dict] = []
        self.state, self.fails = "OPEN", False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        known = {"text", "text_extra", "location", "category", "reporter", "incident_date_start"}
        if self.path != "/signals/v1/public/signals/" or set(body) - known:
            self._answer(400, {"non_field_errors": ["Extra properties present"]})
            return
        if not self.server.fails:
            self.server.got.append(body)
        self._answer(201, self._signal())

    def do_GET(self) -> None:
        self._answer(200 if self.path.endswith("cfa97730") else 404, self._signal())

    def _signal(self) -> dict:
        says = "Gesloten" if self.server.state == "CLOSED" else "Open"
        return {
            "_display": "SIG-12",
            "id": 12,
            "id_display": "SIG-12",
            "signal_id": "cfa97730",
            "status": {"state": self.server.state, "state_display": says},
        }

    def _answer(self, status: int, body: dict) -> None:
        content = b"te druk" if self.server.fails else json.dumps(body).encode()
        self.send_response(503 if self.server.fails else status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def place(transactional_db) -> Place:
    return make_place()


@pytest.fixture
def stand_in(place, settings) -> Iterator[StandIn]:
    with StandIn() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SIGNALEN_URL = server.url
        settings.SIGNALEN_MUNICIPALITY = place.neighbourhood.municipality.code
        settings.SIGNALEN_CATEGORY = "overig/overig"
        yield server
        server.shutdown()


def send(home: Place) -> Concern:
    return concerns.report(
        Report("litter", "bij de speeltuin", "Zakken naast de bak"),
        neighbourhood=home.neighbourhood,
        key=uuid4(),
        by=home.starter,
        now=timezone.now(),
    )


def test_it_is_sent_once_with_what_everybody_may_read(place, stand_in):
    concern = send(place)
    assert stand_in.got == []  # not in the request
    for _run in range(2):
        forward_concerns()
    (got,) = stand_in.got
    assert "Zakken naast de bak" in got["text"]
    assert "bij de speeltuin" in got["text"]
    assert got["reporter"] == {"sharing_allowed": False}
    assert got["location"]["geometrie"] == {"type": "Point", "coordinates": [4.8, 52.4]}
    assert got["category"]["sub_category"].endswith(
        "/signals/v1/public/terms/categories/overig/sub_categories/overig"
    )
    said = json.dumps(got)
    assert place.starter.name not in said
    assert str(place.starter.email) not in said
    page = browser_of().get(concern.get_absolute_url()).content.decode()
    assert "Ook in Signalen van de gemeente: SIG-12" in page


def test_when_signalen_is_away_it_is_tried_again_later_and_nothing_is_lost(
    place, stand_in, time_machine
):
    stand_in.fails = True
    send(place)
    forward_concerns()
    waiting = Forward.objects.get()
    assert (waiting.signal_id, waiting.tries) == ("", 1)
    assert waiting.free_after > timezone.now()
    stand_in.fails = False
    forward_concerns()
    assert stand_in.got == []  # not yet
    time_machine.move_to(timezone.now() + timedelta(minutes=10))
    forward_concerns()
    assert len(stand_in.got) == 1


def test_two_workers_share_the_work(place, stand_in):
    send(place)
    assert at_once([forward_concerns] * 4) == [None] * 4
    assert len(stand_in.got) == 1


def test_when_it_is_closed_there_the_owner_is_asked_to_say_what_was_done(
    place, stand_in, time_machine
):
    concern = send(place)
    forward_concerns()
    stand_in.state = "CLOSED"
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    for _run in range(2):
        forward_concerns()
    asked = Message.objects.filter(to=place.officer.email, subject__startswith="In Signalen")
    assert asked.count() == 1
    concern.refresh_from_db()
    assert concern.is_open  # residents still wait for words (rule R3)


def test_what_is_hidden_does_not_leave(place, stand_in):
    send(place)
    Concern.objects.update(visibility=Visibility.HIDDEN, hidden_reason="Een naam")
    forward_concerns()
    assert stand_in.got == []


def test_another_town_or_none_forwards_nothing(place, stand_in, settings):
    settings.SIGNALEN_MUNICIPALITY = "GM9999"
    send(place)
    settings.SIGNALEN_URL = ""
    send(place)
    assert not Forward.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"SIGNALEN_URL": "http://api.voorbeeld.nl"}, "SIGNALEN_URL"),
        ({"SIGNALEN_URL": "onzin"}, "SIGNALEN_URL"),
        ({"SIGNALEN_URL": "https://api.voorbeeld.nl"}, "SIGNALEN_MUNICIPALITY"),
        (
            {
                "SIGNALEN_URL": "https://api.voorbeeld.nl",
                "SIGNALEN_MUNICIPALITY": "GM0363",
                "SIGNALEN_CATEGORY": "Overig",
            },
            "SIGNALEN_CATEGORY",
        ),
    ],
)
def test_what_is_wrong_stops_the_start_with_a_sentence(monkeypatch, said, words):
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=words):
        environment.signalen(Env())
