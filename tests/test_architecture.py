"""What import-linter cannot see: private rooms, relations that point up, and other house rules."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT: Path = settings.BASE_DIR
FLOORS = [
    "core",
    "outbox",
    "accounts",
    "neighbourhoods",
    "activity",
    "partners",
    "initiatives",
    "goals",
    "participation",
    "reports",
    "portal",
    "wijkaanpak",
]
LAYERS = [floor for floor in FLOORS if (ROOT / floor / "__init__.py").exists()]
WITH_ROOMS = [app for app in LAYERS if app not in {"core", "wijkaanpak"}]
PRIVATE = {"views", "forms", "tasks", "emails", "urls", "admin"}
# Rooms that every app may have; what else stands beside them is named here, with why.
ROOMS = PRIVATE | {
    "__init__",
    "actions",
    "apps",
    "models",
    "permissions",
    "registrations",
    "selections",
    "states",
    "verbs",
}
OWN_ROOMS = {
    "outbox": {"bounces", "layout", "mailbox"},
    "accounts": {"adapter", "allauth_urls", "http", "middleware", "reasons"},
    "neighbourhoods": {"drawing", "fields", "holdings", "http", "middleware", "working_days"},
    "activity": {"flags"},
    "partners": {"joining", "signalen"},
    "initiatives": {"funding"},
    "goals": {"charts", "quarters"},
    "participation": {"counting", "money", "pabulib", "templatetags"},
    "reports": {"content", "templatetags", "words"},
    "portal": {"context"},
}
# Where Django's migrations find the function that is a field's default.
DEFAULTS_FROM = {"activity.models"}  # new_token
LARGE = {"icalendar", "odfdo", "openpyxl", "typst"}
MAKER_OF_FILES = ROOT / "core" / "printing.py"  # a process of its own
# Accessors that read as ordinary words, and where they are used for something else.
NOT_A_RELATION: set[tuple[str, str]] = set()


@cache
def sources(app: str) -> list[tuple[Path, ast.Module]]:
    return [
        (path, ast.parse(path.read_text()))
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def reached_modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def names_from_above(app: str) -> set[str]:
    """Accessors on this app's models, or on lower ones, that a higher app declared."""
    height = LAYERS.index(app)
    return {
        name
        for lower in LAYERS[: height + 1]
        for model in apps.get_app_config(lower).get_models()
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label in LAYERS[height + 1 :]
        for name in (relation.get_accessor_name(), relation.field.related_query_name())
        if name and not name.endswith("+")
    }


def test_the_floors_are_those_of_the_import_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = [layer.strip("()") for layer in contracts["contracts"][0]["layers"]]

    assert layers == FLOORS[::-1]
    assert set(contracts["root_packages"]) == set(LAYERS)
    assert set(contracts["contracts"][1]["containers"]) == set(WITH_ROOMS)


@pytest.mark.parametrize("app", LAYERS)
def test_web_and_mail_of_an_app_stay_its_own(app):
    for path, tree in sources(app):
        for module in reached_modules(tree):
            owner, _, rest = module.partition(".")
            if owner in WITH_ROOMS and owner != app:
                assert rest.split(".")[0] not in PRIVATE, f"{path} imports {module}"


@pytest.mark.parametrize("app", WITH_ROOMS)
def test_every_app_has_the_same_rooms(app):
    modules = {path.stem for path in (ROOT / app).glob("*.py")}
    folders = {path.parent.name for path in (ROOT / app).glob("*/__init__.py")}

    assert modules | folders <= ROOMS | OWN_ROOMS.get(app, set()) | {"migrations", "management"}


@pytest.mark.parametrize("app", WITH_ROOMS)
def test_no_app_uses_a_relation_that_a_higher_app_declared(app):
    forbidden = names_from_above(app)
    for path, tree in sources(app):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                used = node.attr
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                used = node.value.split("__")[0]
            elif isinstance(node, ast.keyword) and node.arg:
                used = node.arg.split("__")[0]
            else:
                continue
            if (app, used) not in NOT_A_RELATION:
                assert used not in forbidden, f"{path}:{node.lineno} uses {used}"
    for path in (ROOT / "templates" / app).rglob("*.html"):
        for used in re.findall(r"\.(\w+)", path.read_text()):
            assert used not in forbidden, f"{path} uses .{used}"


@pytest.mark.parametrize("app", LAYERS)
def test_nothing_is_imported_inside_a_function(app):
    for path, tree in sources(app):
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = [
                    n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)
                ]
                assert not inside, f"{path}: {function.name}"


@pytest.mark.parametrize("app", LAYERS)
def test_signals_are_not_used(app):
    for path, tree in sources(app):
        for module in reached_modules(tree):
            assert "django.db.models.signals" not in module, f"{path} listens to signals"
            assert module != "django.dispatch", f"{path} listens to signals"


def test_a_migration_stands_on_itself():
    """It outlives the code of today, so it imports none of it, defaults of fields apart."""
    for path in ROOT.glob("*/migrations/0*.py"):
        for module in reached_modules(ast.parse(path.read_text())):
            if module not in DEFAULTS_FROM:
                assert module.partition(".")[0] not in LAYERS, f"{path} imports {module}"


def test_large_libraries_take_no_memory_before_they_are_used():
    """Ten megabytes of each web worker, for what few requests ask (core.lazily)."""
    for app in LAYERS:
        for path, tree in sources(app):
            if path != MAKER_OF_FILES:
                at_once = {
                    name.partition(".")[0]
                    for statement in tree.body
                    if isinstance(statement, ast.Import | ast.ImportFrom)
                    for name in reached_modules(ast.Module([statement], []))
                }
                assert not at_once & LARGE, path


def test_static_files_and_templates_name_no_other_host():
    """No third-party request from the browser, ever."""
    for folder in ("templates", "static/js", "static/css"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in {".html", ".js", ".css"} and "_prototypes" not in path.parts:
                found = re.findall(
                    r"""(?:src|srcset|action)=["']https?://|url\(["']?https?://|@import""",
                    path.read_text(),
                )
                assert found == [], path
