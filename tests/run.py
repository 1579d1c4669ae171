"""`make test`: everything that must hold. The whole suite on PostgreSQL with Redis, then what may
differ on SQLite; before that style, types, layers and templates. Servers are made and thrown away.

Where a machine lacks something it says what it left out; with CI=true that is a failure.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import tests.environment  # noqa: F401 sets what Django, and so mypy, asks for
from tests import migrated, servers

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = [sys.executable, "-m", "pytest", "--numprocesses=auto", "--maxprocesses=4"]
PYTEST += ["--hypothesis-profile=ci"]  # a busy machine is slow in making examples: no failure


@dataclass
class Report:
    """What was done, for the last lines."""

    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def run(self, name: str, command: list[str], **more: str) -> None:
        print(f"\n--- {name}", flush=True)
        start = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, env=os.environ | more, check=False).returncode
        took = time.monotonic() - start
        self.lines.append(f"{'good ' if code == 0 else 'WRONG'}  {took:6.1f} s  {name}")
        if code:
            self.wrong.append(name)

    def tests(self, name: str, *options: str, **more: str) -> None:
        with tempfile.NamedTemporaryFile(suffix=".xml") as result:
            self.run(
                name,
                [
                    *PYTEST,
                    "--dist=worksteal",
                    "--durations=10",
                    f"--junit-xml={result.name}",
                    *options,
                ],
                **more,
            )
            self._count(Path(result.name))

    def _count(self, result: Path) -> None:
        if not result.stat().st_size:
            return
        for suite in ET.parse(result).getroot().iter("testsuite"):
            number = {
                key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")
            }
            failed = number["failures"] + number["errors"]
            self.failed += failed
            self.skipped += number["skipped"]
            self.passed += max(0, number["tests"] - failed - number["skipped"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lint", action="store_true", help="only style, types, layers, templates")
    parser.add_argument("--full", action="store_true", help="also the tests that take long")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers end with us
    report = Report()
    lint(report)
    if not options.lint:
        test(report, ["--full"] if options.full else [])
    return conclude(report)


def lint(report: Report) -> None:
    templates = [str(path) for path in _templates()]
    manage = [sys.executable, "-W", "error", "manage.py"]
    report.run("ruff check", [str(BIN / "ruff"), "check", "."])
    report.run("ruff format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."])
    report.run("types", [str(BIN / "mypy"), "."])
    report.run("layers", [str(BIN / "lint-imports")])
    report.run("templates: djade", [str(BIN / "djade"), "--check", *templates])
    report.run("templates: djlint", [str(BIN / "djlint"), "--lint", "--quiet", *templates])
    report.run("system checks", [*manage, "check", "--fail-level", "WARNING"])
    report.run("migrations", [*manage, "makemigrations", "--check", "--dry-run"])


def test(report: Report, options: list[str]) -> None:
    if servers.chromium_program() is None:
        report.left_out.append("the journeys: there is no Chromium (apt-get install chromium)")
    # Nobody drops the databases: their folder, and the server as a whole, goes away.
    options = [*options, "--reuse-db"]
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        addresses = {migrated.SQLITE: f"sqlite:///{folder}/migrated.sqlite3"}
        if servers.redis_program():
            addresses["TEST_REDIS_URL"] = stack.enter_context(servers.redis_server())
        else:
            report.left_out.append("delivery by a real worker: there is no Redis or Valkey server")
        if servers.postgres_programs():
            server = stack.enter_context(servers.postgres())
            addresses[migrated.POSTGRES] = server.removesuffix("/postgres") + "/migrated"
            _migrate(report, addresses)
            address = {"TEST_DATABASE_URL": server}
            report.tests("everything on PostgreSQL", *options, **addresses, **address)
            report.tests("again on SQLite", "--again-on-sqlite", *options, **addresses)
        else:
            report.left_out.append("PostgreSQL: there is none here, so all was on SQLite")
            _migrate(report, addresses)
            report.tests("everything on SQLite", *options, **addresses)


def _migrate(report: Report, addresses: dict[str, str]) -> None:
    made = [addresses[kind] for kind in (migrated.POSTGRES, migrated.SQLITE) if kind in addresses]
    report.run("the migrations, once", [sys.executable, "-m", "tests.migrated", *made])


def conclude(report: Report) -> int:
    in_ci = os.environ.get("CI", "").lower() == "true"
    print("\n" + "\n".join(report.lines))
    for left_out in report.left_out:
        print(f"LEFT OUT: {left_out}")
    if report.left_out and in_ci:
        report.wrong.append("something was left out, and CI must not leave anything out")
    for wrong in report.wrong:
        print(f"WRONG: {wrong}")
    if report.passed or report.failed:
        print(f"{report.passed} passed, {report.failed} failed, {report.skipped} skipped")
    return 1 if report.wrong else 0


def _templates() -> list[Path]:
    return [
        path.relative_to(ROOT)
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if "_prototypes" not in path.parts
    ]


if __name__ == "__main__":
    sys.exit(main())
