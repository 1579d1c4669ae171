"""Throw-away servers for a test run, on free ports, also when run as root."""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis

PATIENCE = 30  # seconds
PR_SET_PDEATHSIG = 1
POSTGRES_FOLDERS = ("/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=150")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def postgres_programs() -> Path | None:
    """The folder with initdb and postgres: from PATH, or the newest that Debian installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [path for top in POSTGRES_FOLDERS for path in Path(top).glob("*/bin/initdb")]
    return max(folders, key=_version).parent if folders else None


def redis_program() -> str | None:
    return shutil.which("redis-server") or shutil.which("valkey-server")


def chromium_program() -> str | None:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL that forgets; gives the address for DATABASE_URL."""
    programs = postgres_programs()
    if programs is None:
        raise FileNotFoundError("PostgreSQL")
    with _folder() as folder:
        user = _other_user()
        data, port = folder / "data", free_port()
        plain = ["--auth=trust", "--username=wijkaanpak", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(
            [programs / "initdb", "--pgdata", data, *plain, "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            user=user,
        )
        options = [word for option in FAST for word in ("-c", option)]
        where = ["-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [programs / "postgres", *where, *options],
                stdout=log,
                stderr=log,
                cwd=folder,
                user=user,
                start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 no threads yet
            )
        url = f"postgres://wijkaanpak@127.0.0.1:{port}/postgres"
        with _ended(process, signal.SIGINT):
            wait_until(lambda: _postgres_answers(url), process)
            yield url


@contextmanager
def s3_server() -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """An S3 service in memory, of which the keys are still to be made; its address and process."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 no threads yet
    )
    with _ended(process, signal.SIGTERM):
        wait_until(lambda: _listens(port), process)
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def redis_server(port: int = 0) -> Iterator[str]:
    """A Redis that keeps nothing; gives the address for REDIS_URL."""
    program = redis_program()
    if program is None:
        raise FileNotFoundError("Redis")
    port = port or free_port()
    with _folder() as folder:
        process = subprocess.Popen(
            [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder],
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 no threads yet
        )
        url = f"redis://127.0.0.1:{port}"
        with _ended(process, signal.SIGTERM):
            wait_until(lambda: _redis_answers(url), process)
            yield url


def wait_until(
    done: Callable[[], object],
    process: "subprocess.Popen[bytes] | None" = None,
    seconds: float = PATIENCE,
) -> None:
    """Raises when `process` ends before, or the time is up."""
    deadline = time.monotonic() + seconds
    while not done():
        if process is not None and process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds} s in vain")
        time.sleep(0.05)


def _end_with_parent() -> None:
    """Also when the test run itself is killed; on Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _version(initdb: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in initdb.parent.parent.name.split("@")[-1].split("."))


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def _folder() -> Iterator[Path]:
    """Short, because the path of a socket may have only 107 characters."""
    with tempfile.TemporaryDirectory(prefix="wijk-", ignore_cleanup_errors=True) as name:
        if user := _other_user():
            shutil.chown(name, user)
        yield Path(name)


@contextmanager
def _ended(process: "subprocess.Popen[bytes]", how: signal.Signals) -> Iterator[None]:
    try:
        yield
    finally:
        process.send_signal(how)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _postgres_answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def _redis_answers(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url).ping())
    except redis.RedisError:
        return False
