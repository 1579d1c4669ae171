"""Photos at an S3-compatible service: sent, seen, replaced, swept and erased; and without it."""

import json
import re
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from subprocess import Popen
from typing import Any, NamedTuple
from urllib.request import Request, urlopen

import boto3
import pytest
from PIL import Image

from tests.core.test_images import corners, saved
from tests.servers import free_port, s3_server, wait_until

from .conftest import Known, moved_in
from .house import House, Somebody

pytestmark = pytest.mark.full

BUCKET = "wijkaanpak"
BEGIN = "/wijk/rietwijk/initiatieven/nieuw/"
WORDS = {"title": "Regenton bij de kerk", "plan": "Water vangen.", "theme": "green"}
MAY = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}


class Service(NamedTuple):
    """With one key of one user, whose signature is checked."""

    address: str
    key: str
    secret: str
    process: "Popen[bytes]"

    @property
    def settings(self) -> dict[str, str]:
        return {
            "S3_BUCKET": BUCKET,
            "S3_ENDPOINT": self.address,
            "S3_ACCESS_KEY": self.key,
            "S3_SECRET_KEY": self.secret,
        }

    @property
    def bucket(self) -> Any:
        return _client("resource", "s3", self.address, self.key, self.secret).Bucket(BUCKET)

    def stored(self) -> set[str]:
        return {item.key for item in self.bucket.objects.all()}


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with s3_server() as (address, process):
        begin = ("nobody", "nothing")
        people = _client("client", "iam", address, *begin)
        people.create_user(UserName="wijkaanpak")
        made = people.create_access_key(UserName="wijkaanpak")["AccessKey"]
        people.put_user_policy(
            UserName="wijkaanpak",
            PolicyName="photos",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": MAY}),
        )
        _client("client", "s3", address, *begin).create_bucket(Bucket=BUCKET)
        plain = {"Content-Type": "text/plain"}
        urlopen(Request(f"{address}/moto-api/reset-auth", b"0", plain)).close()
        yield Service(address, made["AccessKeyId"], made["SecretAccessKey"], process)


@pytest.fixture(scope="module")
def known(tmp_path_factory, static, service) -> Iterator[Known]:
    folder = tmp_path_factory.mktemp("s3")
    house = House(folder, static, f"sqlite:///{folder / 'rows.sqlite3'}")
    house.environment |= service.settings
    filled = moved_in(house, residents=12, ideas=1)
    house.start_web(workers=1)
    yield filled
    house.stop()


@pytest.fixture
def me(known) -> Somebody:
    """Somebody who has done nothing yet."""
    return known.residents.pop()


def test_a_photo_is_stored_at_the_service_and_nowhere_else(known, service, me):
    before = service.stored()

    number = _send(me, _photo(1000))

    photo, widths = _made_of(known.house, number)
    kinds = [(width, kind) for width in widths for kind in ("webp", "jpeg")]
    assert len(service.stored() - before) == len(kinds) > 2
    for width, kind in kinds:
        seen = known.house.visitor().get(f"/foto/{photo}/{width}.{kind}")
        assert (seen.status, seen.headers["Content-Type"]) == (200, f"image/{kind}")
        assert int(seen.headers["Content-Length"]) == len(seen.body)
        with Image.open(BytesIO(seen.body)) as image:
            assert (image.format, image.width) == (kind.upper(), width)
    assert known.house.visitor().get(f"/foto/{photo}/1.jpeg").status == 404
    assert _files(known.house) == []


def test_what_is_replaced_or_taken_away_is_gone_from_the_service(known, service, me):
    before = service.stored()
    number = _send(me, _photo(1000))
    edit = f"/initiatief/{number}/aanpassen/"
    first = _made_of(known.house, number)
    old = service.stored() - before

    assert me.upload(edit, {"photo": _photo(600)}, **WORDS, **_hidden(me, edit)).status == 302
    second = _made_of(known.house, number)
    new = service.stored() - before
    assert new
    assert not new & old
    assert me.get(f"/foto/{first[0]}/{first[1][0]}.webp").status == 404
    assert me.get(f"/foto/{second[0]}/{second[1][0]}.webp").status == 200

    gone = me.upload(edit, {}, no_photo="on", **WORDS, **_hidden(me, edit))
    assert gone.status == 302
    assert service.stored() == before


def test_a_photo_that_is_lost_there_is_not_found(known, service, me):
    before = service.stored()
    photo, widths = _made_of(known.house, _send(me, _photo(600)))
    for path in service.stored() - before:
        service.bucket.Object(path).delete()

    assert me.get(f"/foto/{photo}/{widths[0]}.jpeg").status == 404


def test_a_photo_taken_out_of_a_draft_is_gone(service, me):
    before = service.stored()
    assert me.upload(BEGIN, {"photo": _photo(600)}, **WORDS).status == 302
    assert service.stored() != before

    assert me.press(f"{BEGIN}foto/weg/", htmx=False).status == 302
    assert service.stored() == before


def test_what_no_row_knows_is_swept_there_too(known, service, me):
    _send(me, _photo(600))
    kept = service.stored()
    for name in ("photos/pas-begonnen/480.jpeg", "photos/pas-begonnen/480.webp"):
        service.bucket.put_object(Key=name, Body=b"een begin")
    sweep = (
        "from datetime import timedelta; from django.utils import timezone;"
        "from initiatives.actions.photos import sweep_orphans;"
        "print(sweep_orphans(timezone.now() + timedelta(hours={hours})))"
    )

    assert known.house.python(sweep.format(hours=0)) == 0
    assert service.stored() > kept
    assert known.house.python(sweep.format(hours=2)) == 1
    assert service.stored() == kept
    assert known.house.python(sweep.format(hours=2)) == 0


def test_a_face_is_stored_replaced_and_taken_away_there(known, service):
    house = known.house
    before = service.stored()
    told = house.python("from tests.drills.people import coordinate; coordinate()")
    coordinator, role = house.signed_in(told["session"]), told["roles"][0]
    presence = f"/wijk/rietwijk/beheer/rol/{role}/"

    faces = []
    for width in (500, 700):
        shown = coordinator.upload(presence, {"portrait": _photo(width)}, hours="dinsdag")
        assert shown.status == 302
        name = house.rows(f"SELECT portrait FROM neighbourhoods_membership WHERE id = {role}")[0][0]
        assert service.stored() - before == {f"portraits/{name}.jpg"}
        faces.append(f"/portret/{name}.jpg")
    assert [house.visitor().get(face).status for face in faces] == [404, 200]
    with Image.open(BytesIO(house.visitor().get(faces[1]).body)) as face:
        assert (face.format, face.size) == ("JPEG", (320, 320))

    ended = coordinator.press(f"{presence}stop/", htmx=False, successor=_successor(told, house))
    assert ended.status == 302
    assert service.stored() == before
    assert house.visitor().get(faces[1]).status == 404
    assert _files(house) == []


def test_erasing_a_person_erases_their_photos_there(known, service, me):
    before = service.stored()
    number = _send(me, _photo(600))
    assert me.upload(BEGIN, {"photo": _photo(600)}, **WORDS).status == 302  # and one in a draft
    forget = "/mijn/gegevens/wissen/"
    choice = re.search(r'name="(initiative[^"]*)"', me.get(forget).text)
    assert choice

    erased = me.press(forget, htmx=False, sure="on", **{choice[1]: "away"})

    assert erased.status == 302
    assert me.get(f"/initiatief/{number}/").status == 404
    assert service.stored() == before


# Without the service


@contextmanager
def _gone(service: Service) -> Iterator[dict[str, str]]:
    yield {"S3_ENDPOINT": f"http://127.0.0.1:{free_port()}"}


@contextmanager
def _hangs(service: Service) -> Iterator[dict[str, str]]:
    """Takes the call, and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as line:
        yield {"S3_ENDPOINT": f"http://127.0.0.1:{line.getsockname()[1]}"}


@contextmanager
def _refuses(service: Service) -> Iterator[dict[str, str]]:
    yield {"S3_SECRET_KEY": "a-secret-that-was-changed"}


@pytest.mark.parametrize("how", [_gone, _hangs, _refuses])
def test_without_the_service_nobody_loses_their_words(
    known, service, me, static, tmp_path, how: Callable[..., Any]
):
    photo, widths = _made_of(known.house, _send(me, _photo(600)))
    with how(service) as broken:
        house = House(tmp_path, static, known.house.database)
        house.environment |= service.settings | broken
        house.start_web(workers=1)
        me = house.signed_in(me.cookies["sessionid"])
        try:
            answers = [
                me.get(f"/foto/{photo}/{widths[0]}.jpeg"),
                refused := me.upload(BEGIN, {"photo": _photo(4000)}, **WORDS),
                kept := me.get(BEGIN),
                me.get("/wijk/rietwijk/"),
                erase := me.press("/mijn/gegevens/wissen/", htmx=False, **_erasing(me)),
                again := me.press(BEGIN, htmx=False, **_inputs(refused.text)),
                me.get("/mijn/"),
            ]
        finally:
            house.stop()
    assert [answer.status for answer in answers] == [503, 503, 200, 200, 503, 302, 200]
    assert max(answer.seconds for answer in answers) < 10
    assert "Wij kunnen nu geen foto's bewaren" in refused.text
    assert WORDS["plan"] in refused.text
    assert WORDS["title"] in kept.text
    assert "Wij kunnen nu even niet bij de foto's" in erase.text
    assert "controleren" in again.headers["Location"]
    assert WORDS["plan"] not in house.log.read_text()


def test_photos_are_there_again_when_the_service_is(known, service, me):
    photo, widths = _made_of(known.house, _send(me, _photo(600)))
    address = f"/foto/{photo}/{widths[0]}.jpeg"
    service.process.send_signal(signal.SIGSTOP)
    try:
        assert me.get(address).status == 503
        soon = me.get(address)
        assert soon.status == 503
        assert soon.seconds < 1  # nobody waits for what is known to hang
    finally:
        service.process.send_signal(signal.SIGCONT)

    wait_until(lambda: me.get(address).status == 200, seconds=25)


def _client(kind: str, what: str, address: str, key: str, secret: str) -> Any:
    return getattr(boto3, kind)(
        what,
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
    )


def _photo(width: int) -> bytes:
    return saved(corners(width, width // 2))


def _send(me: Somebody, photo: bytes) -> int:
    """An idea with a photo; returns its number."""
    begun = me.upload(BEGIN, {"photo": photo}, **WORDS)
    assert begun.status == 302, begun.text
    check = f"{BEGIN}controleren/"
    sent = me.press(check, htmx=False, name="Ali", **_inputs(me.get(check).text))
    assert sent.status == 302
    found = re.search(r"/initiatief/(\d+)/", sent.headers["Location"])
    assert found
    return int(found[1])


def _made_of(house: House, initiative: int) -> tuple[int, list[int]]:
    """The key and the widths of its photo, once a worker has made it ready."""
    house.python("from initiatives.tasks import make_photos; make_photos()")
    sql = f"SELECT id, widths FROM initiatives_photo WHERE initiative_id = {initiative}"
    ((number, widths),) = house.rows(sql)
    return number, json.loads(widths)


def _inputs(html: str) -> dict[str, str]:
    """The hidden fields of the main form, but for the token that we send ourselves."""
    main = html[html.index("<main") :]
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', main)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def _hidden(me: Somebody, path: str) -> dict[str, str]:
    return _inputs(me.get(path).text)


def _erasing(me: Somebody) -> dict[str, str]:
    page = me.get("/mijn/gegevens/wissen/").text
    choices = re.findall(r'name="(initiative[^"]*)"', page)
    return {"sure": "on"} | dict.fromkeys(choices, "away")


def _successor(told: dict[str, Any], house: House) -> int:
    """Who was the other officer."""
    sql = f"SELECT person_id FROM neighbourhoods_membership WHERE id = {told['roles'][1]}"
    return house.number(sql)


def _files(house: House) -> list[Path]:
    return list(Path(house.environment["DATA_DIR"], "media").rglob("*"))
