"""`manage.py run` for real: a process with its children, on data of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.servers import free_port, wait_until

ROOT = Path(settings.BASE_DIR)


class Platform:
    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.log = data / "log"
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "SECRET_KEY", "EMAIL_URL")},
            "SITE_URL": f"http://localhost:{self.port}",
            "DATABASE_URL": f"sqlite:///{data / 'wijkaanpak.sqlite3'}",
            "DATA_DIR": str(data),
            "STATIC_ROOT": str(data / "static"),
            "PORT": str(self.port),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Returns after how many seconds a page was served."""
        begin = time.monotonic()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        wait_until(self.serves, self.process, 90)
        return time.monotonic() - begin

    def serves(self) -> bool:
        try:
            return self.get("/healthz") == 200
        except OSError:
            return False

    def get(self, path: str) -> int:
        url = f"http://localhost:{self.port}{path}"
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)

    def children(self) -> dict[str, int]:
        """Process ids of what it started, by what they are; grandchildren too."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_text().split("\0")
                marked = f"DATA_DIR={self.environment['DATA_DIR']}" in (
                    folder / "environ"
                ).read_text(errors="replace")
            except OSError:
                continue
            kind = next((word for word in words if word in {"gunicorn", "worker", "beat"}), "")
            if marked and kind:
                found[f"{kind}:{folder.name}"] = int(folder.name)
        return found

    def said(self) -> str:
        return self.log.read_text()

    def kinds(self) -> list[str]:
        return sorted({name.split(":")[0] for name in self.children()})

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(20)


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    platform = Platform(tmp_path)
    yield platform
    if platform.process is not None and platform.process.poll() is None:
        platform.stop()


ALL = ["beat", "gunicorn", "worker"]
# Alone on two cores it takes 2 s and may take 5; here other tests run beside it.
SECOND_START = 10

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="looks in /proc, which only Linux has"
)


def test_it_starts_keeps_alive_and_leaves_nothing_behind(platform):
    platform.start()
    wait_until(lambda: platform.kinds() == ALL)
    assert platform.get("/") == 200
    assert platform.get("/readyz") == 200

    begin = time.monotonic()
    assert platform.stop() == 0
    assert time.monotonic() - begin < 10
    assert platform.children() == {}
    assert f"Wijkaanpak staat klaar op http://localhost:{platform.port}" in platform.said()

    assert platform.start() < SECOND_START
    wait_until(lambda: platform.kinds() == ALL)
    assert "bijgewerkt" not in platform.said()

    before = platform.children()
    os.kill(next(pid for name, pid in before.items() if name.startswith("worker")), signal.SIGKILL)
    wait_until(lambda: "De postbode viel uit" in platform.said())
    wait_until(lambda: platform.kinds() == ALL)

    platform.stop(signal.SIGKILL)
    wait_until(lambda: platform.children() == {})


def test_a_port_in_use_is_said_in_one_sentence(platform):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", platform.port))
        taken.listen()
        result = subprocess.run(
            [sys.executable, "manage.py", "run"],
            cwd=ROOT,
            env=platform.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert result.returncode == 1
    assert result.stderr.startswith(f"Poort {platform.port} is al in gebruik")
    assert result.stderr.count("\n") == 1
