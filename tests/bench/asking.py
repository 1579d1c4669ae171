"""An online question hour in the database of a bench run."""

from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.models import HourQuestion, QuestionHour
from tests.bench.hour import QUESTIONS, WORD
from tests.bench.seed import Seeded


def fill_hour(made: Seeded) -> dict[str, object]:
    """An hour that goes on, with its questions; and how many queries each refresh takes."""
    now = timezone.now()
    hour = QuestionHour.objects.create(
        neighbourhood=made.neighbourhood,
        title="Vragen over de renovatie",
        begins_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=12),
        begun_by=made.officers[0],
    )
    questions = HourQuestion.objects.bulk_create(
        HourQuestion(hour=hour, words=f"Wanneer begint de renovatie van blok {number}?")
        for number in range(QUESTIONS)
    )
    return {
        "path": f"/vragenuur/{hour.pk}/",
        "questions": [one.pk for one in questions],
        "queries": _queries(f"/vragenuur/{hour.pk}/stand/", made),
    }


def _queries(path: str, made: Seeded) -> dict[str, int]:
    """Of a visitor and of somebody signed in: with something new, and without."""
    member = Client(SERVER_NAME="127.0.0.1")
    member.force_login(made.residents[0])
    found: dict[str, int] = {}
    for who, browser in (("visitor", Client(SERVER_NAME="127.0.0.1")), ("signed in", member)):
        cache.clear()
        new, answer = _ask(browser, f"{path}?gezien=oud&stand=open")
        word = WORD.findall(answer)[0]
        nothing, _answer = _ask(browser, f"{path}?gezien={word}&stand=open")
        found |= {f"{who}, new": new, f"{who}, nothing new": nothing}
    return found


def _ask(browser: Client, path: str) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(path, headers={"HX-Request": "true", "HX-Target": "live"})
    return len(queries), answer.content.decode()
