"""Drills: what must hold when many press at once, or a part of the house falls out."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests import migrated
from tests.servers import postgres, postgres_programs, redis_program

from .house import ROOT, House, Somebody


class Known(NamedTuple):
    """Who and what there is in a house that was filled."""

    house: House
    initiatives: list[int]
    pages: list[str]
    residents: list[Somebody]
    officers: list[Somebody]


@pytest.fixture(scope="session")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as production has them: collected, hashed and named in a manifest."""
    folder = tmp_path_factory.mktemp("static")
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=ROOT,
        env=os.environ | {"STATIC_ROOT": str(folder)},
        check=True,
    )
    return folder


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """The server of the tests, or one of our own."""
    if address := os.environ.get("TEST_DATABASE_URL"):
        yield address
        return
    if postgres_programs() is None:
        pytest.skip("there is no PostgreSQL")
    with postgres() as address:
        yield address


@pytest.fixture(scope="session")
def has_redis() -> None:
    if redis_program() is None:
        pytest.skip("there is no Redis")


def moved_in(house: House, *, residents: int, ideas: int) -> Known:
    """With tables, and filled."""
    if not migrated.copied_to(house.database):
        house.manage("migrate", "--verbosity", "0")
    code = f"from tests.drills.people import fill; fill({residents}, {ideas})"
    known: dict[str, Any] = house.python(code)
    return Known(
        house,
        known["initiatives"],
        known["pages"],
        [house.signed_in(session) for session in known["residents"]],
        [house.signed_in(session) for session in known["officers"]],
    )
