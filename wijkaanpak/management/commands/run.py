"""Everything in one command: for a demo, a trial, or one small neighbourhood on one machine."""

import ctypes
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from initiatives.models import Initiative

from .prepare import index_search, load_geography, migrate

PATIENCE = 60  # seconds for the page to answer
FAREWELL = 8  # seconds for a child to end by itself
PAUSE = 3  # seconds before a child that died is started again
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    start_at: float = 0.0
    environment: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        """In a session of its own: Ctrl-C reaches the children in our order, not the terminal's."""
        self.process = subprocess.Popen(
            self.command,
            env=os.environ | {"LOG_LEVEL": _log_level()} | self.environment,
            cwd=settings.BASE_DIR,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 we have no threads
        )

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None


class Command(BaseCommand):
    help = "Zet alles klaar en start web, berichten en klok samen (Ctrl-C stopt alles)."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: Any) -> None:
        if _is_taken():
            sys.exit(
                f"Poort {settings.PORT} is al in gebruik: kies een andere, "
                f"bijvoorbeeld met `make run PORT={settings.PORT + 1}`."
            )
        for make_ready in (migrate, load_geography, index_search, collect_static, fill_demo):
            if done := make_ready():
                self.stdout.write(done)
                self.stdout.flush()
        children = _children()
        signal.signal(signal.SIGTERM, _stop)
        signal.signal(signal.SIGINT, _stop)
        try:
            children[0].start()
            if not _answers(children[0]):
                raise CommandError("De webserver startte niet. Kijk hierboven naar de reden.")
            self.stdout.write(_welcome())
            self.stdout.flush()
            for child in children[1:]:
                child.start()
            self._keep_alive(children)
        except KeyboardInterrupt:
            self.stdout.write("Wij stoppen.")
        finally:
            _end(children)

    def _keep_alive(self, children: list[Child]) -> None:
        while True:
            time.sleep(0.5)
            for child in children:
                if child.process and child.has_died():
                    self.stderr.write(f"{child.name} viel uit en start zo opnieuw.")
                    _kill_group(child.process.pid)
                    child.process, child.start_at = None, time.monotonic() + PAUSE
                if child.process is None and time.monotonic() >= child.start_at:
                    child.start()


# --- Making ready; each part is quick when there is nothing to do


def collect_static() -> str:
    """Only what changed since the last time, told by names, sizes and times."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return ""
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest.hexdigest())
    return "Stijlen en pictogrammen staan klaar."


def fill_demo() -> str:
    """Also after a first start that was broken off: what is there already is left alone."""
    if not settings.DEMO:
        return ""
    before = Initiative.objects.count()
    call_command("demo", verbosity=0)
    return "De voorbeeldwijken zijn gevuld." if Initiative.objects.count() > before else ""


# --- The children


def _children() -> list[Child]:
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "wijkaanpak"]
    quiet = ["--loglevel", _log_level()]
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    clock = str(settings.DATA_DIR / "beat-schedule")
    return [
        Child(
            "De webserver",
            [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"],
            # One process: the embedded cache lives in it. Threads: SQLite reads do not wait.
            environment={
                "WEB_WORKERS": "1",
                "WEB_THREADS": "8",
                "WEB_HOST": _host(),
                "PORT": str(settings.PORT),
            },
        ),
        Child(
            "De postbode",
            [*celery, "worker", "--pool", "solo", *alone, *quiet],
            environment={"PYTHONWARNINGS": "ignore:::celery.platforms"},  # warns of root only
        ),
        Child("De klok", [*celery, "beat", "--schedule", clock, "--pidfile", "", *quiet]),
    ]


def _log_level() -> str:
    return os.environ.get("LOG_LEVEL") or "WARNING"


def _host() -> str:
    """A demo lets everybody become anybody, so it listens to its own machine only."""
    return "127.0.0.1" if settings.DEMO else os.environ.get("WEB_HOST") or "127.0.0.1"


def _end_with_parent() -> None:
    """On Linux the kernel ends a child whose parent was killed; elsewhere nothing does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _end(children: list[Child]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    processes = [child.process for child in reversed(children) if child.process is not None]
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + FAREWELL
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _kill_group(process.pid)
            process.wait()


def _kill_group(pid: int) -> None:
    """With a server go its workers."""
    with suppress(ProcessLookupError):  # it ended while we were on our way
        os.killpg(pid, signal.SIGKILL)


def _is_taken() -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_host(), settings.PORT))
        except OSError:
            return True
    return False


def _answers(web: Child) -> bool:
    """True once a visitor gets a page; a real installation would send us on to https."""
    path = "/" if settings.DEMO else "/healthz"
    address = f"http://{_host()}:{settings.PORT}{path}"
    return _within(PATIENCE, lambda: _is_served(address), web.has_died)


def _within(seconds: int, done: Callable[[], bool], lost: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not lost():
        if done():
            return True
        time.sleep(0.1)
    return False


def _is_served(address: str) -> bool:
    request = urllib.request.Request(address, headers={"Host": settings.ALLOWED_HOSTS[0]})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 our own address
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False


def _welcome() -> str:
    lines = [f"Wijkaanpak staat klaar op {settings.SITE_URL}"]
    if settings.DEMO:
        lines += [
            f"Word bewoner, contactambtenaar of een ander:  {settings.SITE_URL}/demo/",
            f"Lees de post die zou zijn verstuurd:          {settings.SITE_URL}/demo/post/",
        ]
    lines += ["Stoppen: Ctrl-C."]
    return "\n".join(["", *(f"  {line}" for line in lines), ""])
