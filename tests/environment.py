"""The environment of a test run, set before Django reads its settings (`-p tests.environment`).

What tests.run has set already stays: without it, a test on its own runs on SQLite, without Redis.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
PLAIN = {
    "DEMO": "0",
    "SITE_URL": "http://localhost",
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "EMAIL_URL": "memorymail://",
    "LOG_LEVEL": "WARNING",
    # Playwright's loop runs in the thread of the tests.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}


def apply() -> None:
    # A container may forbid it. Each worker of xdist would compile all tests for 20 s, and each of
    # the hundred processes that tests start all of our code, in every run anew.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.update(PLAIN)
    data = Path(tempfile.mkdtemp(prefix="wijkaanpak-test-"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    static = data / "static"
    static.mkdir()
    os.environ |= {"DATA_DIR": str(data), "STATIC_ROOT": str(static)}
    if "TEST_DATABASE_URL" in os.environ:
        os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    else:
        os.environ["DATABASE_URL"] = f"sqlite:///{data / 'wijkaanpak.sqlite3'}"
    os.environ["REDIS_URL"] = _redis()


def _redis() -> str:
    """A Redis database of its own for each worker of xdist."""
    server = os.environ.get("TEST_REDIS_URL", "")
    return f"{server}/{int(WORKER.removeprefix('gw') or 0)}" if server else ""


apply()
