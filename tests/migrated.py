"""A database as the migrations make it: made once for a whole run, and copied from then on.

`make test` runs this and names the two in the environment. A test on its own finds none there, and
migrates.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg

POSTGRES = "TEST_MIGRATED_POSTGRES"  # the address of one
SQLITE = "TEST_MIGRATED_SQLITE"  # and that of a file
ROOT = Path(__file__).resolve().parent.parent


def copied_to(address: str) -> bool:
    """Whether there was one to copy; what stood at `address` is gone."""
    source = os.environ.get(POSTGRES if _is_postgres(address) else SQLITE, "")
    if not source or (_is_postgres(address) and _server(source) != _server(address)):
        return False
    if _is_postgres(address):
        _create(address, f"TEMPLATE {_name(source)}")
    else:
        with closing(_opened(source)) as whole, closing(_opened(address)) as copy:
            whole.backup(copy)
    return True


def make(addresses: list[str]) -> int:
    """Migrates all at the same time; how many of them failed."""
    with tempfile.TemporaryDirectory() as folder:
        more = {"DATA_DIR": folder, "REDIS_URL": ""}
        for address in filter(_is_postgres, addresses):
            _create(address)
        processes = [
            subprocess.Popen(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
                cwd=ROOT,
                env=os.environ | more | {"DATABASE_URL": address},
            )
            for address in addresses
        ]
        return sum(process.wait() != 0 for process in processes)


def _create(address: str, how: str = "") -> None:
    name = _name(address)
    with psycopg.connect(f"{_server(address)}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} {how}")


def _is_postgres(address: str) -> bool:
    return address.startswith("postgres")


def _server(address: str) -> str:
    return address.rpartition("/")[0]


def _name(address: str) -> str:
    return address.rpartition("/")[2]


def _opened(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address.removeprefix("sqlite:///"))


if __name__ == "__main__":
    sys.exit(make(sys.argv[1:]))
