"""What every test stands on. Run with `python -m pytest`, or all of it with `make test`."""

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from django.urls import get_resolver

from tests import anyhow, migrated
from tests.mailserver import MailServer
from tests.world import World, build

ROOT = Path(__file__).resolve().parent.parent
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--again-on-sqlite",
        action="store_true",
        help="only what may differ on SQLite: database tests, and journeys marked for it",
    )
    parser.addoption("--full", action="store_true", help="also the tests that take long")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("full"):
        os.environ[anyhow.FULL] = "yes"
    # Pages name static files as they are called; what is built is for the server (test_assets).
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    if not settings.POSTGRES:  # a file, because production's SQLite is one: locks and all
        name = str(settings.DATA_DIR / "test.sqlite3")
        connections.settings["default"]["TEST"]["NAME"] = name


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    unwanted = {item for item in items if not _wanted(item, config)}
    if config.getoption("again_on_sqlite") and not config.getoption("full"):
        unwanted |= _more_of_the_same([item for item in items if item not in unwanted])
    if unwanted:
        config.hook.pytest_deselected(items=list(unwanted))
        items[:] = [item for item in items if item not in unwanted]


def _more_of_the_same(items: list[pytest.Item]) -> set[pytest.Item]:
    """Of a test with many inputs all but the first: PostgreSQL was asked them all."""
    seen: set[tuple[str, str]] = set()
    more = set()
    for item in items:
        name = str(item.path), str(getattr(item, "originalname", item.name))
        if name in seen:
            more.add(item)
        seen.add(name)
    return more


def _wanted(item: pytest.Item, config: pytest.Config) -> bool:
    # Marks, not keywords: these have the names of folders in them, also of that of a clone.
    if item.get_closest_marker("full") and not config.getoption("full"):
        return False
    if item.get_closest_marker("postgres_only") and not settings.POSTGRES:
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    if "real_worker" in fixtures and not settings.REDIS_URL:
        return False
    if not config.getoption("again_on_sqlite"):
        return True
    if item.get_closest_marker("once"):
        return False
    if "journeys" in item.path.parts:
        return item.get_closest_marker("journey_sqlite") is not None
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


@pytest.fixture(scope="session", autouse=True)
def _addresses_are_read_once() -> None:
    """Before a test sets DEMO: the addresses that this adds would stay for all others."""
    assert get_resolver().url_patterns


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_keepdb: bool
) -> None:
    """Where the tests may keep the database that they find, it is a copy of a migrated one."""
    if django_db_keepdb:
        server = connection.settings_dict
        migrated.copied_to(_address_of(server["TEST"]["NAME"] or f"test_{server['NAME']}"))


@pytest.fixture(scope="session", autouse=True)
def _emptied_soon() -> Iterator[None]:
    """After a test with transactions of its own: Django's flush also makes anew what it knows of
    apps and permissions, and takes ten times as long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: _empty())
        yield


def _empty() -> None:
    """Whatever holds rows; what the migrations wrote of our own models is gone too, as in flush."""
    tables = set(connection.introspection.django_table_names(only_existing=True))
    tables -= {ContentType._meta.db_table, Permission._meta.db_table}
    each = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in sorted(tables)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        for (name,) in cursor.fetchall():  # in any order: what they point to is asked at the end
            cursor.execute(f"DELETE FROM {name}")


@pytest.fixture(autouse=True)
def _no_files_of_another_test(request: pytest.FixtureRequest) -> None:
    if "world" not in request.fixturenames:  # which has files, and finds them as they were
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(autouse=True)
def _an_empty_cache() -> None:
    """Rate limits and kept figures of one test are nothing to the next."""
    cache.clear()


@pytest.fixture(scope="module")
def _built_world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[bytes, Path]]:
    """Built once for all tests of a module, each of which leaves it as it was; with its files.

    Pickled, because that makes copies four times faster than `deepcopy` does.
    """
    files = tmp_path_factory.mktemp("world") / "media"
    with django_db_blocker.unblock(), transaction.atomic():
        built = build()
        shutil.copytree(settings.MEDIA_ROOT, files)
        yield pickle.dumps(built), files
        transaction.set_rollback(True)


@pytest.fixture
def world(_built_world: tuple[bytes, Path], db: None) -> World:
    """A platform with one of everything: rows, files, and objects that one may change."""
    built, files = _built_world
    if _files_in(settings.MEDIA_ROOT) != _files_in(files):
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        # A file of ours is written once: whoever changes one writes another.
        shutil.copytree(files, settings.MEDIA_ROOT, copy_function=os.link)
    copy: World = pickle.loads(built)
    return copy


def _files_in(folder: Path) -> set[tuple[str, int]]:
    """By name and inode."""
    return {
        (name, os.stat(f"{path}/{name}").st_ino)  # noqa: PTH116 four times faster than a Path
        for path, _folders, names in os.walk(folder)
        for name in names
    }


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A real SMTP server that keeps what it gets."""
    with MailServer() as server:
        yield server


class RealWorker:
    """A Celery worker in a process of its own, on the database and broker of this test."""

    def __init__(self, mail_url: str) -> None:
        self.mail_url = mail_url
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **environment: str) -> None:
        command = [sys.executable, "-m", "celery", "-A", "wijkaanpak", "worker"]
        plain = ["--pool", "solo", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
        self.process = subprocess.Popen(
            [*command, *plain],
            cwd=ROOT,
            env=os.environ
            | {
                "DATABASE_URL": _address_of_the_test_database(),
                "EMAIL_URL": self.mail_url,
                "PYTHONWARNINGS": "ignore",
            }
            | environment,
            start_new_session=True,
        )

    def kill(self) -> None:
        """As when the machine loses its power."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


@pytest.fixture
def real_worker(transactional_db: None, mail_server: MailServer) -> Iterator[RealWorker]:
    """Delivers to `mail_server`; needs Redis, so it is left out where there is none."""
    worker = RealWorker(mail_server.url)
    worker.start()
    yield worker
    worker.stop()


@pytest.fixture
def celery_worker_process(real_worker: RealWorker) -> "subprocess.Popen[bytes]":
    assert real_worker.process is not None
    return real_worker.process


def _address_of_the_test_database() -> str:
    return _address_of(connection.settings_dict["NAME"])


def _address_of(name: str) -> str:
    """What DATABASE_URL says for the database of this name on the server of the tests."""
    server = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"postgres://{server['USER']}@{server['HOST']}:{server['PORT']}/{name}"
