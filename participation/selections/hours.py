"""Question hours as pages show them, and what who refreshes every few seconds asks."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import Count, Q

from accounts.models import User
from core.paging import Page, page
from goals.selections.voices import mine as of_this_one

from ..models import HourQuestion, HourSupport, QuestionHour
from ..states.hours import When

ANSWERED = "antwoord"  # in the address: which questions one reads
FRESH = 1  # seconds that a version is believed; more than one a second nobody sees


class Known(NamedTuple):
    """What is known of an hour without asking the database again."""

    version: int
    begins_at: datetime
    ends_at: datetime
    closed_at: datetime | None

    def when(self, now: datetime) -> When:
        row = QuestionHour(begins_at=self.begins_at, ends_at=self.ends_at, closed_at=self.closed_at)
        return row.when(now)


class Live(NamedTuple):
    """The questions of one page; `supported` are the keys of those that who looks supports."""

    page: Page[HourQuestion]
    answered: int
    waiting: int
    supported: frozenset[int]


def known(pk: int) -> Known | None:
    """None when it is not there, or its neighbourhood is not public."""
    key = f"question-hour:{pk}"
    found = cache.get(key)
    if found is None:
        rows = QuestionHour.objects.public().filter(pk=pk)
        row = rows.values_list("version", "begins_at", "ends_at", "closed_at").first()
        if row is None:
            return None
        found = tuple(row)
        cache.set(key, found, FRESH)
    return Known(*found)


def word_for(version: int, when: When) -> str:
    """Another word as soon as there is something new to show."""
    return f"{version}-{when}"


def mine(user: User | AnonymousUser | None, browser: str) -> Q:
    return of_this_one(user, browser)


def questions(
    hour: QuestionHour,
    *,
    answered: bool,
    number: str | None,
    user: User | AnonymousUser,
    browser: str,
) -> Live:
    """Three queries; the best supported first, of those that are answered the newest first."""
    shown = HourQuestion.objects.filter(hour=hour).shown()
    sums = shown.aggregate(all=Count("pk"), answered=Count("answered_at"))
    waiting = sums["all"] - sums["answered"]
    rows = shown.filter(answered_at__isnull=not answered).select_related("answered_for")
    order = ("-answered_at", "pk") if answered else ("-supports", "pk")
    found = page(rows.order_by(*order), number, total=sums["answered"] if answered else waiting)
    return Live(found, sums["answered"], waiting, _supported(found.rows, user, browser))


def _supported(
    rows: list[HourQuestion], user: User | AnonymousUser, browser: str
) -> frozenset[int]:
    if not browser and not user.is_authenticated:
        return frozenset()
    supports = HourSupport.objects.filter(mine(user, browser), question__in=rows)
    return frozenset(supports.values_list("question_id", flat=True))
