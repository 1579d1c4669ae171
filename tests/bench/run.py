"""`make bench`: pages against the yardstick (DESIGN section 10), into docs/performance.md.

`python -m tests.bench.run --quick` is for who works on speed: little of everything, to the screen.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from tests.bench import overviews, report
from tests.bench.hall import Hall, meet
from tests.bench.hour import measure_hour, section
from tests.bench.load import Target, load, measure
from tests.bench.sizes import first_visit
from tests.servers import free_port, postgres, redis_server, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
RESULT = ROOT / "docs" / "performance.md"
WORKERS = THREADS = 2
MIXED_REQUESTS = (1_000, 5_000, 10_000)  # per worker, after which its memory is read
CSRF = "c" * 32
# gunicorn without what only developers have installed, and other libraries take along.
BARE = (
    "import sys; sys.modules.update(rich=None, greenlet=None, yaml=None);"
    "from gunicorn.app.wsgiapp import run; run()"
)
FORM = "application/x-www-form-urlencoded"
ROWS = """
    INSERT INTO yardstick_row (shelf, title, text, at)
    SELECT
        1, 'Rij ' || n, rpad('', %s, 'Samen tuinieren op het veldje. '), now() - n * '1 h'::interval
    FROM generate_series(1, 1000) AS n
"""


class Plan(NamedTuple):
    small: int
    large: int
    rounds: int
    seconds: float
    connections: tuple[int, ...]
    memory: bool
    hall: float  # seconds within which a full hall gives its voice
    hour: float  # seconds of a question hour
    overviews: tuple[int, ...]  # people who get one


FULL = Plan(
    1_000,
    10_000,
    rounds=5,
    seconds=4,
    connections=(1, 8),
    memory=True,
    hall=60,
    hour=60,
    overviews=(1_000, 10_000),
)
QUICK = Plan(
    100,
    1_000,
    rounds=3,
    seconds=1,
    connections=(1,),
    memory=False,
    hall=20,
    hour=12,
    overviews=(100, 1_000),
)


class Platform(NamedTuple):
    """A platform that runs, and what `tests.bench.fill` said of it."""

    address: str
    slug: str
    detail: str
    much: str
    year: str
    goal: str
    keys: tuple[int, int]
    officer: str
    residents: tuple[str, ...]
    hour: dict[str, object]  # of tests.bench.hour
    master: int  # the process that started the workers
    environment: dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    plan = QUICK if parser.parse_args().quick else FULL
    if not (ROOT / "static" / "vendor" / "design-system.css").exists():
        sys.exit("static/vendor is not there yet: run `make bench`, or scripts/build_assets.py.")
    with tempfile.TemporaryDirectory() as folder, postgres() as server, redis_server() as redis:
        environment = _environment(Path(folder), redis)
        manage("collectstatic", "--noinput", "--verbosity=0", environment=environment)
        with (
            platform(plan.small, server, environment) as small,
            platform(plan.large, server, environment) as large,
        ):
            visits = {
                page.name: first_visit(fetch(page), lambda path: _read(small.address + path))
                for page in pages(small)
                if page.method == "GET"
            }
            page_bytes = next(iter(visits.values())).html
            with yardstick(server, page_bytes) as (address, cookie):
                targets = yardsticks(address, cookie)
                for name, one in ((report.SMALL, small), (report.LARGE, large)):
                    targets += [page._replace(name=f"{page.name}, {name}") for page in pages(one)]
                load_before = os.getloadavg()[0]
                for target in targets:
                    fetch(target)
                    load(target, 2, plan.seconds, seed=99)
                runs = {
                    at_once: measure(targets, at_once, plan.rounds, plan.seconds)
                    for at_once in plan.connections
                }
            hall = hall_of(small, plan.hall)
            asked = measure_hour(small.address, small.hour, plan.hour)
        made = [overviews_of(number, server, environment) for number in plan.overviews]
        memory = memory_of(plan.small, server, environment) if plan.memory else []
    text = report.written(
        plan.small, plan.large, plan.rounds, plan.seconds, runs, visits, hall, memory, load_before
    )
    text += section(asked) + overviews.section(made)
    if plan is FULL:
        RESULT.write_text(text)
    print(text)


def yardsticks(address: str, cookie: str) -> list[Target]:
    """The yardstick's page and its press."""
    return [
        Target(name=report.YARDSTICK, server=address, path="/"),
        Target(
            name=report.YARDSTICK_PRESS,
            server=address,
            path="/press/%d/",
            method="POST",
            keys=(1, 1000),
            body="want=yes",
            headers=(("Content-Type", FORM), ("X-CSRFToken", CSRF)),
            cookies=(f"{cookie}; csrftoken={CSRF}",),
        ),
    ]


def pages(platform: Platform) -> list[Target]:
    """The pages with a bar; the list stands first, because the yardstick is as long."""
    return [
        Target("List of 20", platform.address, f"/wijk/{platform.slug}/initiatieven/"),
        Target("Initiative", platform.address, platform.detail),
        Target("Initiative with much", platform.address, platform.much),
        Target("Neighbourhood", platform.address, f"/wijk/{platform.slug}/"),
        Target("Home", platform.address, "/"),
        Target("Year", platform.address, platform.year),
        Target("Goal", platform.address, platform.goal),
        Target("Mijn werk", platform.address, "/mijn/werk/", cookies=(platform.officer,)),
        Target(
            "Press on support",
            platform.address,
            "/initiatief/%d/steun/",
            method="POST",
            keys=platform.keys,
            body="want=yes",
            headers=(
                ("Content-Type", FORM),
                ("X-CSRFToken", CSRF),
                ("HX-Request", "true"),
                ("HX-Target", "join"),
            ),
            cookies=tuple(f"{cookie}; csrftoken={CSRF}" for cookie in platform.residents),
        ),
    ]


def hall_of(platform: Platform, within: float) -> Hall:
    """What `tests.bench.seated` does, it does in a process of that platform."""

    def python(line: str) -> Any:
        command = f"from tests.bench.seated import *; {line}"
        said = manage(
            "shell", "--no-imports", "--command", command, environment=platform.environment
        )
        return json.loads(said)

    return meet(platform.address, python, within)


def overviews_of(people: int, server: str, environment: dict[str, str]) -> overviews.OverviewRun:
    environment = environment | {"DATABASE_URL": new_database(server, f"overviews_{people}")}
    manage("migrate", "--verbosity=0", environment=environment)
    return overviews.measure_overviews(people, manage, environment)


def fetch(target: Target) -> bytes:
    """One answer; raises when it is not 200, which wrk would not notice for a redirect."""
    path = target.path % target.keys[0] if "%d" in target.path else target.path
    headers = dict(target.headers)
    if target.cookies:
        headers["Cookie"] = target.cookies[0]
    data = target.body.encode() if target.method == "POST" else None
    request = urllib.request.Request(target.server + path, data, headers)
    with urllib.request.build_opener(_NoRedirect).open(request, timeout=30) as answer:
        return bytes(answer.read())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def _read(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return bytes(answer.read())


def _environment(folder: Path, redis: str) -> dict[str, str]:
    """As in production, without its mail."""
    return os.environ | {
        "DEMO": "0",
        "SITE_URL": "http://localhost",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": "only-for-the-bench-0123456789-abcdefghijklmnopqrstuvwxyz",
        "EMAIL_URL": "memorymail://",
        "REDIS_URL": redis,
        "DATA_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
        "DATABASE_URL": "sqlite:///:memory:",  # until a platform has its own
        "DJANGO_SETTINGS_MODULE": "wijkaanpak.settings",
        "LOG_LEVEL": "ERROR",
    }


def manage(*words: str, environment: dict[str, str]) -> str:
    return run(sys.executable, "manage.py", *words, environment=environment)


def run(*command: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


@contextmanager
def platform(initiatives: int, server: str, environment: dict[str, str]) -> Iterator[Platform]:
    database = new_database(server, f"platform_{initiatives}")
    environment = environment | {"DATABASE_URL": database}
    manage("migrate", "--verbosity=0", environment=environment)
    command = f"from tests.bench.fill import fill; fill({initiatives})"
    known = json.loads(
        manage("shell", "--no-imports", "--command", command, environment=environment)
    )
    with web_server("wijkaanpak.wsgi", environment) as (address, master):
        yield Platform(
            address=address,
            slug=known["slug"],
            detail=known["detail"],
            much=known["much"],
            year=known["year"],
            goal=known["goal"],
            keys=tuple(known["keys"]),
            officer=known["officer"],
            residents=tuple(known["residents"]),
            hour=known["hour"],
            master=master,
            environment=environment,
        )


@contextmanager
def yardstick(server: str, page_bytes: int) -> Iterator[tuple[str, str]]:
    """Its address, and the cookie of who is signed in there."""
    database = new_database(server, "yardstick")
    environment = os.environ | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tests.bench.yardstick.settings",
    }
    django = [sys.executable, "-m", "django"]
    run(*django, "migrate", "--run-syncdb", "--verbosity=0", environment=environment)
    command = "from tests.bench.yardstick.fill import sign_in; sign_in()"
    cookie = run(*django, "shell", "--no-imports", "--command", command, environment=environment)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(ROWS, [page_bytes // 20 - 200])
        connection.execute("VACUUM ANALYZE")
    with web_server("tests.bench.yardstick.wsgi", environment) as (address, _master):
        yield address, cookie.strip()


def new_database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server.rpartition('/')[0]}/{name}"


@contextmanager
def web_server(module: str, environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """gunicorn as in production, with two workers of two threads; its address and process."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", BARE, "--config", "gunicorn.conf.py", f"{module}:application"],
        cwd=ROOT,
        env=environment
        | {
            "LOG_LEVEL": "ERROR",
            "PORT": str(port),
            "WEB_WORKERS": str(WORKERS),
            "WEB_THREADS": str(THREADS),
        },
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _answers(address), process)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(20)


def _answers(address: str) -> bool:
    try:
        _read(address)
    except OSError:
        return False
    return True


def memory_of(
    initiatives: int, server: str, environment: dict[str, str]
) -> list[tuple[int, float]]:
    """Megabytes of the largest worker after so many requests each, of all pages in turn."""
    read: list[tuple[int, float]] = []
    with platform(initiatives, server, environment) as fresh:
        done = 0
        for wanted in MIXED_REQUESTS:
            while done < wanted * WORKERS:
                done += sum(load(page, 4, 1, seed=done).requests for page in pages(fresh))
            read.append((wanted, max(map(_megabytes, _workers(fresh.master)))))
    return read


def _workers(master: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
