"""A whole installation in processes of its own, on a database that is thrown away."""

import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import psycopg
from celery import Celery

from tests.servers import free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
CSRF = "wijkaanpakwijkaanpakwijkaanpak12"  # the secret is the browser's own, so we may choose it
NOWHERE = "smtp://127.0.0.1:9"


class Answer(NamedTuple):
    status: int
    text: str
    headers: dict[str, str]
    seconds: float
    body: bytes


@dataclass
class Somebody:
    """A browser: with its cookies, and the form token that goes with them."""

    house: "House"
    cookies: dict[str, str]

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"", {})

    def press(self, path: str, *, htmx: bool = True, **fields: object) -> Answer:
        """Send a form; with `htmx` as the button in the page does."""
        body = urlencode({"csrfmiddlewaretoken": CSRF, **fields}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if htmx:
            headers |= {"HX-Request": "true", "HX-Target": "join"}
        return self._ask("POST", path, body, headers)

    def press_many(self, path: str, fields: list[tuple[str, object]]) -> Answer:
        """Send a form in which a name can stand more than once."""
        body = urlencode([("csrfmiddlewaretoken", CSRF), *fields]).encode()
        return self.send(path, body, "application/x-www-form-urlencoded")

    def upload(self, path: str, files: dict[str, bytes], **fields: object) -> Answer:
        """Send a form with photos, as a browser does."""
        edge = b"--grens"
        parts = [
            b'%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
            % (edge, name.encode(), str(value).encode())
            for name, value in {"csrfmiddlewaretoken": CSRF, **fields}.items()
        ] + [
            b'%b\r\nContent-Disposition: form-data; name="%b"; filename="foto.jpg"\r\n'
            b"Content-Type: image/jpeg\r\n\r\n%b\r\n" % (edge, name.encode(), content)
            for name, content in files.items()
        ]
        body = b"".join([*parts, edge, b"--\r\n"])
        return self.send(path, body, "multipart/form-data; boundary=grens")

    def send(self, path: str, body: bytes, kind: str, *, only: int | None = None) -> Answer:
        """Send a body of this content type; with `only` the line goes dead after so many bytes."""
        return self._ask("POST", path, body, {"Content-Type": kind}, only)

    def _ask(
        self, method: str, path: str, body: bytes, headers: dict[str, str], only: int | None = None
    ) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        start = time.monotonic()
        with closing(line):
            line.putrequest(method, path, skip_host=True)
            head = {"Host": "localhost", "Cookie": cookies, "Content-Length": len(body)}
            for name, value in (head | headers).items():
                line.putheader(name, str(value))
            line.endheaders()
            line.send(body[:only])
            if only is not None and line.sock is not None:
                line.sock.shutdown(1)
            answer = line.getresponse()
            content = answer.read()
        for name, morsel in SimpleCookie(answer.headers.get("Set-Cookie", "")).items():
            self.cookies[name] = morsel.value
        took = time.monotonic() - start
        text = content.decode(errors="replace")
        return Answer(answer.status, text, dict(answer.headers), took, content)


class House:
    """Web, worker and database; `database` is the address as in DATABASE_URL."""

    def __init__(
        self, folder: Path, static: Path, database: str, *, redis: str = "", mail: str = NOWHERE
    ) -> None:
        self.database = database
        self.redis = redis
        self.port = free_port()
        self.log = folder / "log"
        self.web = 0  # the process that started those that serve pages
        self._processes: list[subprocess.Popen[bytes]] = []
        self._workers: list[subprocess.Popen[bytes]] = []
        self.environment = os.environ | {
            "DEMO": "0",
            "SITE_URL": "http://localhost",
            "SECRET_KEY": "only-for-drills-0123456789-abcdefghijklmnopqrstuvwxyz",
            "DATA_DIR": str(folder),
            "STATIC_ROOT": str(static),
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "EMAIL_URL": mail,
            "LOG_LEVEL": "INFO",
            "PYTHONWARNINGS": "ignore",
            "PORT": str(self.port),
        }

    @property
    def is_postgres(self) -> bool:
        return self.database.startswith("postgres")

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=600,  # on a machine that others use as well
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def python(self, code: str) -> Any:
        """What a line of our own code prints as JSON, in a process of this house."""
        said = self.manage("shell", "--no-imports", "-c", code).strip()
        return json.loads(said) if said else None

    def start_web(self, *, workers: int = 2, threads: int = 4) -> None:
        process = self._start(
            [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"],
            WEB_WORKERS=str(workers),
            WEB_THREADS=str(threads),
        )
        self.web = process.pid
        wait_until(self._is_up, process)

    def start_worker(self) -> None:
        plain = ["--pool", "solo", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]
        command = [sys.executable, "-m", "celery", "-A", "wijkaanpak", "worker", *plain]
        self._workers.append(self._start(command))

    def kill_workers(self) -> None:
        """As when the machine loses its power."""
        for worker in self._workers:
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait()

    def tick(self) -> None:
        """What the clock does every minute."""
        with Celery(broker=self.redis) as clock:
            clock.send_task("outbox.tasks.deliver")

    def stop(self) -> None:
        for process in self._processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._processes = []

    def visitor(self) -> Somebody:
        return Somebody(self, {"csrftoken": CSRF})

    def signed_in(self, session: str) -> Somebody:
        return Somebody(self, {"csrftoken": CSRF, "sessionid": session})

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Straight from the database, past everything of ours; a change is kept."""
        if self.is_postgres:
            with psycopg.connect(self.database) as connection:
                cursor = connection.execute(sql)
                return list(cursor.fetchall()) if cursor.description else []
        with closing(sqlite3.connect(self.database.removeprefix("sqlite:///"))) as file:
            found = file.execute(sql).fetchall()
            file.commit()
            return found

    def number(self, sql: str) -> int:
        return int(self.rows(sql)[0][0])

    def _start(self, command: list[str], **more: str) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment | more,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def _is_up(self) -> bool:
        try:
            return self.visitor().get("/healthz").status == 200
        except OSError:
            return False
