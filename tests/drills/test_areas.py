"""All areas of the Netherlands are loaded fast, in little memory, and twice gives the same."""

import os
import subprocess
import sys
import time

import psycopg
import pytest

from .house import ROOT, House

pytestmark = pytest.mark.full
SECONDS, MEGABYTES = 60, 500
TABLES = {
    "neighbourhoods_municipality": "code, name, slug, is_current",
    "neighbourhoods_area": "code, name, parent_id, municipality_id, residents, boundary",
    "neighbourhoods_postcodearea": "postcode, area_id, share, rank, place",
}
# What the system says of a process that ended counts the one that started it as well, which is
# large after many tests; so it says itself how much it had.
LOAD = """
from pathlib import Path
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "load_areas"])
print()
print(Path("/proc/self/status").read_text())
"""


@pytest.fixture(params=["postgres", "sqlite"])
def house(request, tmp_path, static) -> House:
    address = f"sqlite:///{tmp_path / 'wijk.sqlite3'}"
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_address")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE areas_{os.getpid()}")
        address = server.removesuffix("/postgres") + f"/areas_{os.getpid()}"
    house = House(tmp_path, static, address)
    house.manage("migrate", "--verbosity", "0")
    return house


def test_the_areas_load_in_a_minute_and_half_a_gigabyte_and_twice_gives_the_same(house):
    took, megabytes, said = _load(house)
    first = _content(house)
    again, _megabytes, _said = _load(house)

    assert took < SECONDS
    assert again < SECONDS
    assert megabytes < MEGABYTES
    assert len(first["neighbourhoods_municipality"]) == 342
    assert len(first["neighbourhoods_area"]) == 3_393 + 14_574
    assert _content(house) == first
    assert "342" in said


def _load(house: House) -> tuple[float, float, str]:
    """Seconds, megabytes at most, and what it said."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        cwd=ROOT,
        env=house.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    took, (said, _mark, status) = time.monotonic() - start, done.stdout.rpartition("\nName:")
    return took, int(status.partition("VmHWM:")[2].split()[0]) / 1000, said


def _content(house: House) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: sorted(house.rows(f"SELECT {columns} FROM {table}"), key=repr)
        for table, columns in TABLES.items()
    }
