"""What docker-compose.yml and the Dockerfile promise, held against what the code needs."""

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from celery.bin.base import CLIContext
from celery.bin.celery import celery as celery_program
from django.conf import settings
from django.core.management import get_commands, load_command_class
from gunicorn.config import Config

from wijkaanpak.celery import app

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "wijkaanpak"}
THEIRS = {name: service for name, service in SERVICES.items() if name not in OURS}
LONG_RUNNING = {name: service for name, service in OURS.items() if service["restart"] != "no"}
SETTINGS = (ROOT / "wijkaanpak" / "settings.py").read_text()
REQUIRED = set(re.findall(r'environment\.required\(\s*env, "([A-Z_0-9]+)"', SETTINGS))
VARIABLE = re.compile(r"\$\{([A-Z_]+)([^}]*)\}")
SECRET = re.compile(r"SECRET|PASSWORD|KEY|TOKEN")
FILLED_IN = {
    "SITE_URL": "https://wijk.example.nl",
    "SECRET_KEY": "a-key-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz",
    "EMAIL_URL": "smtp+tls://somebody:word@mail.example.nl:587",
    "DEFAULT_FROM_EMAIL": "Wijkaanpak <post@wijk.example.nl>",
    "POSTGRES_PASSWORD": "abcdef0123456789",
}

WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
from wijkaanpak.celery import app
from wijkaanpak.wsgi import application
from celery.apps import beat, worker
from celery.concurrency import prefork
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import get_resolver
from gunicorn.workers import gthread

assert default_storage.bucket and cache.get and connection.vendor and get_resolver().url_patterns
assert app.connection_for_write().transport
"""


def filled_in(environment: dict[str, str]) -> dict[str, str]:
    return {
        name: VARIABLE.sub(lambda match: FILLED_IN[match[1]], str(value))
        for name, value in environment.items()
    }


def parse_celery(words: list[str]) -> None:
    """The program's own reading of its options, without starting anything."""
    context = celery_program.make_context("celery", list(words))
    context.obj = CLIContext(app=app, no_color=True, workdir=None)
    _name, command, rest = celery_program.resolve_command(
        context, [*context._protected_args, *context.args]
    )
    assert command is not None
    command.make_context(command.name, rest, parent=context)


def parse(command: list[str]) -> None:
    match command:
        case ["python", "-m", "gunicorn", *options] | ["gunicorn", *options]:
            Config().parser().parse_args(options)
        case ["python", "manage.py", name, *options]:
            loaded = load_command_class(get_commands()[name], name)
            loaded.create_parser("manage.py", name).parse_args(options)
        case ["celery", *options]:
            parse_celery(options)
        case ["python", script, *_]:
            assert (ROOT / script).is_file(), script
        case _:
            pytest.fail(f"not a program of ours: {command}")


def test_the_code_needs_settings_at_all():
    assert {"SITE_URL", "SECRET_KEY", "DATABASE_URL", "EMAIL_URL"} <= REQUIRED


@pytest.mark.parametrize("name", OURS)
def test_every_service_of_ours_gets_what_the_settings_require(name):
    given = OURS[name]["environment"]

    assert REQUIRED | {"REDIS_URL", "TRUSTED_PROXIES", "DATA_DIR"} <= set(given)
    assert given["DEMO"] == "0"
    assert given == OURS["web"]["environment"]


def test_the_settings_accept_what_compose_gives():
    environment = filled_in(OURS["web"]["environment"]) | {"DATA_DIR": str(settings.DATA_DIR)}
    wanted = ["CACHES", "STORAGES", "CELERY_BROKER_URL", "DATABASES"]
    program = f"from wijkaanpak import settings; [getattr(settings, n) for n in {wanted}]"

    subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        check=True,
    )


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_the_start_stops_with_a_sentence_when_one_is_missing(name):
    environment = filled_in(OURS["web"]["environment"]) | {"DATA_DIR": str(settings.DATA_DIR)}
    del environment[name]
    result = subprocess.run(
        [sys.executable, "-c", "import wijkaanpak.settings"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        check=False,
        capture_output=True,
        text=True,
    )

    assert result.returncode != 0
    assert f"{name} is missing" in result.stderr.splitlines()[-1]


def test_the_deployment_check_of_django_finds_nothing():
    environment = filled_in(OURS["web"]["environment"]) | {"DATA_DIR": str(settings.DATA_DIR)}
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "ERROR"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        check=False,
        capture_output=True,
        text=True,
    )

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists_and_its_options_are_understood(name):
    parse(OURS[name]["command"])
    health = OURS[name]["healthcheck"]
    if "test" in health:
        assert health["test"][0] == "CMD"
        parse(health["test"][1:])


def test_a_wrong_option_would_be_noticed():
    for command in (
        ["celery", "-A", "wijkaanpak", "worker", "--no-such-option"],
        ["celery", "-A", "wijkaanpak", "no-such-command"],
        ["python", "manage.py", "prepare", "--no-such-option"],
        ["python", "-m", "gunicorn", "--no-such-option"],
    ):
        with pytest.raises((SystemExit, Exception)):
            parse(command)


@pytest.mark.parametrize("name", LONG_RUNNING | THEIRS)
def test_every_service_tells_whether_it_is_well(name):
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", OURS)
def test_our_services_may_do_little(name):
    assert OURS[name]["read_only"] is True
    assert OURS[name]["cap_drop"] == ["ALL"]
    assert "ports" not in OURS[name]


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name in ("database", "broker"):
        assert SERVICES[name]["networks"] == ["inside"]


def test_there_are_two_web_processes_and_one_clock():
    assert SERVICES["web"]["deploy"]["replicas"] == 2
    assert "deploy" not in SERVICES["beat"]


def test_web_worker_and_clock_wait_for_the_migrations():
    for name, service in LONG_RUNNING.items():
        condition = service["depends_on"]["migrate"]["condition"]
        assert condition == "service_completed_successfully", name


def test_no_secret_has_a_default_or_stands_in_the_file():
    text = (ROOT / "docker-compose.yml").read_text()
    for match in VARIABLE.finditer(text):
        assert match[2].startswith(":?"), f"{match[0]} must stop the start when it is empty"
    for name, service in SERVICES.items():
        for key, value in service.get("environment", {}).items():
            if SECRET.search(key):
                assert VARIABLE.fullmatch(str(value)), f"{name}: {key}"


def test_what_compose_asks_for_stands_empty_in_the_example():
    lines = (ROOT / "env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    asked = {match[1] for match in VARIABLE.finditer((ROOT / "docker-compose.yml").read_text())}

    assert set(example) == asked
    assert set(example.values()) == {""}


def test_the_count_of_proxies_is_the_count_of_proxies():
    """A wrong one lets a visitor choose their own address, or all share one rate limit."""
    nginx = (ROOT / "deploy" / "nginx.conf").read_text()

    assert OURS["web"]["environment"]["TRUSTED_PROXIES"] == "1"
    assert "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;" in nginx
    assert "proxy_set_header X-Forwarded-Proto https;" in nginx
    assert "proxy_request_buffering on;" in nginx


def test_uploads_survive_a_new_container():
    data = OURS["web"]["environment"]["DATA_DIR"]

    for name in ("web", "worker"):
        assert f"data:{data}" in OURS[name]["volumes"]
    assert "data" in COMPOSE["volumes"]


def test_the_image_is_small_and_not_root():
    stages = (ROOT / "Dockerfile").read_text().split("\nFROM ")
    final = stages[-1]

    assert len(stages) == 3  # what comes before, building, running
    assert re.search(r"^USER (?!root)\w+", final, re.MULTILINE)
    assert not re.search(r"\b(?:apt-get|pip|npm|gcc|make)\b", final)
    assert "HEALTHCHECK" in final
    for command in re.findall(r"CMD (\[.*\])$", final, re.MULTILINE):
        parse(yaml.safe_load(command))


def test_what_runs_needs_no_package_of_the_tests():
    """The image has only requirements.txt; a package that the tests bring hides that it misses."""
    locked = [
        set(re.findall(r"^([\w-]+)==", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    absent = {
        module
        for module, owners in packages_distributions().items()
        if not {re.sub("[._]", "-", owner.lower()) for owner in owners} & locked[0]
        and {re.sub("[._]", "-", owner.lower()) for owner in owners} & locked[1]
    }
    environment = filled_in(OURS["web"]["environment"]) | {"DATA_DIR": str(settings.DATA_DIR)}
    result = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(absent=absent)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "S3_BUCKET": "photos", **environment},
        check=False,
        capture_output=True,
        text=True,
    )

    assert {"pytest", "moto", "mypy"} <= absent
    assert result.returncode == 0, result.stderr


def test_no_secret_and_no_data_goes_into_the_image():
    ignored = set((ROOT / ".dockerignore").read_text().splitlines())

    assert {".*", "var", "tests", "node_modules", "static/vendor"} <= ignored
    assert "./deploy/tls:/tls:ro" in THEIRS["proxy"]["volumes"]
    assert "deploy/tls" in ignored
    assert "deploy/tls/" in (ROOT / ".gitignore").read_text().splitlines()


@pytest.mark.parametrize("name", OURS)
def test_every_setting_that_is_offered_can_be_given(name):
    """Compose reads .env for itself; what it hands on is only what it is told to."""
    assert OURS[name]["env_file"] == ".env"


def test_the_worker_knows_every_job_of_the_clock():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
