"""What must not be in the tree: addresses of package indexes, places of one machine, secrets."""

import re
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
BINARY = {".gz", ".png", ".jpg", ".jpeg", ".webp", ".heic", ".woff2", ".mo", ".ico", ".pdf"}
# Written apart, so that this file does not find itself.
FORBIDDEN = {
    "the address of a package index": re.compile(
        "|".join(["pypi" + r"\.org", "files" + r"\.pythonhosted", "registry" + r"\.npmjs"])
    ),
    "an index of one machine": re.compile("/opt/" + r"pypi|--(?:extra-)?index-url \S*://"),
    "a place of one machine": re.compile("/" + r"work/(?:main|shared|\.library)|/root/\.pyenv"),
    "a private key": re.compile("-----BEGIN " + r"[A-Z ]*PRIVATE KEY"),
    "a cloud key": re.compile("AK" + r"IA[0-9A-Z]{16}"),
}


def tracked() -> list[Path]:
    """Tracked, and what would be with the next `git add`."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def files():
    return tracked()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_tree_does_not_hold(what, files):
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        if path.suffix not in BINARY
        for match in [FORBIDDEN[what].search(path.read_text(errors="replace"))]
        if match
    ]

    assert found == []


def test_nothing_that_is_made_is_committed(files):
    made = re.compile(
        r"(^|/)(node_modules|staticfiles|var|\.venv|__pycache__)/|^static/vendor/|\.mo$"
    )
    found = [name for path in files if made.search(name := str(path.relative_to(ROOT)))]

    assert found == []


def test_every_locked_package_has_a_hash():
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text()
        assert "://" not in text, path
        for entry in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in entry, f"{path.name}: {entry[:60]}"


def test_what_pyproject_asks_for_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [*project["project"]["dependencies"], *chain(*project["dependency-groups"].values())]
    locks = "\n".join(path.read_text() for path in ROOT.glob("requirements*.txt"))
    locked = set(re.findall(r"^([a-z0-9-]+)==", locks, re.MULTILINE))

    assert {re.split(r"[\[><=]", name)[0] for name in asked} <= locked, "run make lock"
