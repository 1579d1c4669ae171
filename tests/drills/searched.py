"""Fills a house with initiatives to look for, and measures the looking; run inside the house."""

import json
import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from initiatives.actions import finding
from initiatives.models import Initiative, Review
from initiatives.selections.finding import find, similar
from initiatives.states import Stage, Theme
from neighbourhoods.models import Municipality, Neighbourhood
from partners.models import Organisation
from partners.states import Kind
from tests.drills.wording import ASKED, Words

PLACES = 200
AT_ONCE = 2_000


def fill(number: int, seed: int) -> None:
    """So many more, spread over two hundred neighbourhoods; other words for another seed."""
    places = list(Neighbourhood.objects.order_by("pk")) or _places()
    words, now = Words(seed), timezone.now()
    themes, stages = list(Theme), list(Stage)
    for start in range(0, number, AT_ONCE):
        turns = range(start, min(start + AT_ONCE, number))
        where = [places[turn % len(places)] for turn in turns]
        teams = Organisation.objects.bulk_create(
            Organisation(
                kind=Kind.RESIDENTS_TEAM,
                name="Team",
                neighbourhood=place,
                municipality_id=place.municipality_id,
            )
            for place in where
        )
        made = Initiative.objects.bulk_create(
            Initiative(
                neighbourhood=place,
                title=words.title(),
                plan=words.plan(),
                place="bij de brug",
                theme=themes[turn % len(themes)],
                stage=stages[turn % len(stages)],
                team=team,
                sent_at=now - timedelta(hours=turn),
            )
            for turn, place, team in zip(turns, where, teams, strict=True)
        )
        Review.objects.bulk_create(Review(initiative=one, due_at=now) for one in made)
        finding.index(made)


def settle() -> None:
    """What PostgreSQL does by itself after a while, and SQLite never."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measure(rounds: int) -> None:
    """Prints per question how many milliseconds the database had, and what came of it."""
    everywhere = Initiative.objects.visible_to(AnonymousUser())
    here = Neighbourhood.objects.order_by("pk")[0]
    nearby = everywhere.in_neighbourhood(here)
    found = {}
    for words, _why in ASKED:
        found[words] = {
            "everywhere": _milliseconds(lambda: find(everywhere, words), rounds),  # noqa: B023
            "here": _milliseconds(lambda: find(nearby, words), rounds),  # noqa: B023
            "similar": _milliseconds(lambda: similar(words, here), rounds),  # noqa: B023
            "found": len(find(everywhere, words).keys),
        }
    print(json.dumps(found))


def _milliseconds(look: Callable[[], Any], rounds: int) -> float:
    """The median of the time that the database itself was busy with all queries of one look."""
    if connection.vendor == "postgresql":
        return sorted(_explained(look) for _ in range(rounds))[rounds // 2]
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        look()
        took.append((time.perf_counter() - start) * 1000)
    return sorted(took)[rounds // 2]


def _explained(look: Callable[[], Any]) -> float:
    """Planning and running, as PostgreSQL says it of each query."""
    asked: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        look()
    total = 0.0
    for sql, params in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {sql}", params)
            said = "\n".join(row[0] for row in cursor.fetchall())
        total += sum(float(ms) for ms in re.findall(r"(?:Planning|Execution) Time: ([\d.]+)", said))
    return total


def _places() -> list[Neighbourhood]:
    municipality = Municipality.objects.create(
        code="GM9999", name="Waterstad", slug="waterstad", longitude=4.8, latitude=52.4
    )
    return Neighbourhood.objects.bulk_create(
        Neighbourhood(name=f"Rietwijk {n}", slug=f"rietwijk-{n}", municipality=municipality)
        for n in range(PLACES)
    )
