"""The web server as gunicorn.conf.py sets it, with an application that says who answers."""

import os
import subprocess
import sys
import threading
import urllib.request
from collections import Counter
from pathlib import Path

import pytest

from tests.servers import free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
SAYS_WHO = """
import os, time
def application(environ, start_response):
    time.sleep(1 if environ["PATH_INFO"] == "/slow/" else 0)
    start_response("200 OK", [("Content-Length", "8")])
    return [b"%8d" % os.getpid()]
"""


@pytest.fixture
def address(tmp_path):
    (tmp_path / "says_who.py").write_text(SAYS_WHO)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "says_who:application"],
        cwd=ROOT,
        env=os.environ
        | {
            "PORT": str(port),
            "WEB_WORKERS": "2",
            "WEB_THREADS": "2",
            "PYTHONPATH": str(tmp_path),
        },
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _both_answer(address), process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _both_answer(address):
    try:
        return len({pid for pid, _number in at_once(address, 6)}) == 2
    except OSError:
        return False


def at_once(address, number):
    """Which processes answered so many visitors who came together, and how many of them each."""
    found, wrong = Counter(), []

    def visit():
        try:
            with urllib.request.urlopen(f"{address}/slow/", timeout=20) as answer:
                found[int(answer.read())] += 1
        except OSError as error:
            wrong.append(error)

    visitors = [threading.Thread(target=visit) for _number in range(number)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    if wrong:
        raise wrong[0]
    return found.most_common()


def test_workers_share_the_visitors_who_come_together(address):
    for _time in range(2):
        assert [number for _pid, number in at_once(address, 4)] == [2, 2]
