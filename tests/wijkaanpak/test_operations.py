"""docs/operations.md names every setting, and no setting that does not exist."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PROGRAMS = [
    "gunicorn.conf.py",
    "deploy/healthy.py",
    "wijkaanpak/settings.py",
    "wijkaanpak/environment.py",
    "wijkaanpak/management/commands/run.py",
]
READ = re.compile(
    r"(?:env\.\w+\(\s*|environment\.\w+\(\s*env,\s*|os\.environ(?:\.get\(|\[))[\"']([A-Z_0-9]+)[\"']"
)
TABLE = re.compile(r"^\| `([A-Z_0-9]+)` \| ([^|]+) \|", re.MULTILINE)


def documented() -> list[str]:
    return [name for name, _meaning in TABLE.findall((ROOT / "docs/operations.md").read_text())]


def test_every_setting_that_is_read_is_explained_and_the_other_way_round():
    read = {name for program in PROGRAMS for name in READ.findall((ROOT / program).read_text())}

    assert set(documented()) == read


def test_a_setting_is_explained_once():
    assert len(documented()) == len(set(documented()))


def test_the_settings_are_read_nowhere_else():
    """Else a name could be missing above, and in the table."""
    others = [
        path
        for app in (config for config in ROOT.iterdir() if (config / "__init__.py").exists())
        for path in app.rglob("*.py")
        if str(path.relative_to(ROOT)) not in PROGRAMS and app.name != "tests"
    ]
    readers = [path for path in others if READ.search(path.read_text())]

    assert readers == []
