"""A file that finds no place: nothing half written, and nobody loses their words."""

import resource
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.core.test_errors import Form, text_of


@pytest.fixture
def send(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def send(size, **headers):
        photo = SimpleUploadedFile("tuin.jpg", b"x" * size, "image/jpeg")
        data = {"title": "Tuin & <Co>", "photo": photo}
        return Client(raise_request_exception=False).post("/keep/?van=hier", data, **headers)

    return send


@pytest.fixture
def full_disk():
    """Takes the first 2,000 bytes of a file, and then nothing more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_with_room_a_file_is_kept(send, tmp_path):
    assert send(5000).content == b"kept/photo.jpg"
    assert [path.stat().st_size for path in files(tmp_path)] == [5000]


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_gives_what_was_written_back_and_keeps_no_half_file(send, tmp_path):
    refused = send(5000)

    assert refused.status_code == 503
    assert "Wij kunnen nu geen foto's bewaren" in text_of(refused)
    form = Form(refused.content.decode())
    assert form.action == "/keep/?van=hier"
    assert dict(form.fields)["title"] == "Tuin & <Co>"
    assert files(tmp_path) == []


@pytest.mark.usefixtures("full_disk")
def test_htmx_shows_the_page_of_a_full_disk_too(send):
    refused = send(5000, headers={"HX-Request": "true", "HX-Target": "form"})

    assert refused.status_code == 422
    assert refused["HX-Retarget"] == "body"
