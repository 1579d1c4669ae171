import threading
import time

import pytest
from django.db.migrations.recorder import MigrationRecorder

from wijkaanpak import health


@pytest.mark.django_db
def test_the_process_lives_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("max-age=0")


@pytest.mark.django_db(transaction=True)
def test_all_parts_are_fine_on_what_this_run_stands_on(client):
    answer = client.get("/readyz")

    assert answer.json() == {
        "ready": True,
        "parts": {"database": "ok", "migrations": "ok", "cache": "ok", "broker": "ok"},
    }
    assert answer.status_code == 200


@pytest.mark.django_db
def test_a_database_from_before_the_upgrade_is_noticed():
    assert health.missing_migrations() == set()

    MigrationRecorder.Migration.objects.filter(app="outbox").delete()

    assert {app for app, _name in health.missing_migrations()} == {"outbox"}


@pytest.mark.django_db(transaction=True)
def test_a_part_that_fails_is_named_without_saying_why(client, monkeypatch):
    def fail() -> None:
        raise OSError("postgres://somebody:secret@host")

    monkeypatch.setitem(health.CHECKS, "broker", fail)
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["broker"] == "failed"
    assert answer.json()["parts"]["database"] == "ok"
    assert "secret" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_part_that_hangs_is_waited_for_two_seconds(client, monkeypatch):
    end = threading.Event()
    monkeypatch.setitem(health.CHECKS, "cache", lambda: end.wait(20))
    start = time.monotonic()
    try:
        answer = client.get("/readyz")
    finally:
        end.set()

    assert time.monotonic() - start < 4
    assert answer.status_code == 503
    assert answer.json()["parts"]["cache"] == "slow"
    assert answer.json()["parts"]["database"] == "ok"


def test_only_reading_is_possible(client):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
