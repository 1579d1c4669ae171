"""For operators: does the process live, and can it do its work."""

import logging
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import cache

from celery import current_app
from django.core.cache import cache as pages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)
PATIENCE = 2  # seconds


class Unfit(Exception):
    """A part answered, and not as it should."""


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives. Asks nothing of others: a slow database is no reason to restart it."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    answers = {name: _rooms[name].submit(check) for name, check in CHECKS.items()}
    wait(answers.values(), timeout=PATIENCE)
    parts = {name: _outcome(name, answer) for name, answer in answers.items()}
    ready = set(parts.values()) == {"ok"}
    return JsonResponse({"ready": ready, "parts": parts}, status=200 if ready else 503)


def missing_migrations() -> set[tuple[str, str]]:
    """The last migrations of apps that this program knows and this database does not."""
    return set(_last_migrations()) - set(MigrationRecorder(connection).applied_migrations())


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def _outcome(name: str, answer: "Future[None]") -> str:
    """One word: what is wrong exactly is for the log, not for who asks from outside."""
    if not answer.done():
        answer.cancel()
        log.warning("not ready: %s does not answer", name)
        return "slow"
    if error := answer.exception():
        log.warning("not ready: %s (%s)", name, type(error).__name__)
        return "failed"
    return "ok"


def _database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()


def _migrations() -> None:
    try:
        if missing_migrations():
            raise Unfit
    finally:
        connection.close()


def _cache() -> None:
    key = f"ready:{uuid.uuid4()}"
    pages.set(key, "yes", timeout=10)
    if pages.get(key) != "yes":
        raise Unfit


def _broker() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)


CHECKS: Mapping[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "broker": _broker,
}
# One thread each: a database that hangs must not hide that the cache is well.
_rooms = {name: ThreadPoolExecutor(1, thread_name_prefix=f"ready-{name}") for name in CHECKS}
