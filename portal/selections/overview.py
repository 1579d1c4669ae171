"""The neighbourhoods of a municipality side by side, by name: no totals, no order but the
alphabet (nobody is set above another)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, FilteredRelation, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.tables import Table
from goals.models import QuarterlyReview, YearPlan
from goals.models.goal import address_of
from goals.quarters import over
from goals.states import WAS_CHOSEN, Lead, ReviewState, YearState
from neighbourhoods.models import Neighbourhood
from neighbourhoods.working_days import AMSTERDAM
from partners.states import Visibility

from . import owed
from .owed import Stuck
from .promises import Numbers, counted, promised

MOST_STUCK = 500  # over all neighbourhoods of a page
FIRST = 3  # of what is late, in one neighbourhood


class GoalLink(NamedTuple):
    title: str
    url: str


class Answers(NamedTuple):
    """Whose date was in the year: how many came in time, how many late, and how many are late and
    not there yet."""

    in_time: int = 0
    late: int = 0
    waits: int = 0

    @property
    def total(self) -> int:
        return sum(self)


class Year(NamedTuple):
    """The goals of a neighbourhood in a year, how many of them residents lead, and how many of the
    quarterly reviews that were due have been held."""

    url: str
    goals: list[GoalLink]
    by_residents: int
    held: int
    due: int


class Row(NamedTuple):
    """One neighbourhood; `late` are the first of `number_late`."""

    name: str
    slug: str
    year: Year | None
    answers: Answers
    promises: Numbers
    late: list[Stuck]
    number_late: int
    is_all: bool


def rows(places: Sequence[Neighbourhood], year: int, *, now: datetime) -> list[Row]:
    """In three queries, however many there are. What is late is late now, whatever the year."""
    keys = [one.pk for one in places]
    years, numbers, late = _years(keys, year, now), _numbers(places, year, now), _late(keys, now)
    is_all = sum(map(len, late.values())) < MOST_STUCK
    return [
        Row(
            one.name,
            one.slug,
            years.get(one.pk),
            *numbers[one.pk],
            late[one.pk][:FIRST],
            len(late[one.pk]),
            is_all,
        )
        for one in places
    ]


def sheet(found: Sequence[Row], title: str) -> Table:
    return Table(
        title,
        [
            _("Wijk"), _("Doelen"), _("Doelen die bewoners trekken"),
            _("Kwartaalgesprekken gehouden"), _("Kwartaalgesprekken die er moesten zijn"),
            _("Antwoorden op tijd"), _("Antwoorden te laat"), _("Antwoorden die er nog niet zijn"),
            _("Afspraken nagekomen"), _("Afspraken niet nagekomen"),
            _("Afspraken met een nieuwe datum"), _("Afspraken te laat"),
            _("Afspraken die op bevestiging wachten"), _("Afspraken die nog lopen"),
            _("Nu te laat"),
        ],
        [
            [
                one.name,
                "; ".join(goal.title for goal in one.year.goals) if one.year else "",
                one.year.by_residents if one.year else None,
                one.year.held if one.year else None,
                one.year.due if one.year else None,
                *one.answers,
                *one.promises,
                one.number_late,
            ]
            for one in found
        ],
    )  # fmt: skip


def _years(places: Collection[int], year: int, now: datetime) -> dict[int, Year]:
    """With the goals that everybody reads; one query."""
    closed = QuarterlyReview.objects.filter(plan=OuterRef("pk"), state=ReviewState.CLOSED)
    number = closed.order_by().values("plan").annotate(n=Count("pk")).values("n")
    shown = Q(goals__state__in=WAS_CHOSEN, goals__visibility=Visibility.PUBLIC)
    plans = (
        YearPlan.objects.public()
        .filter(neighbourhood__in=places, year=year)
        .exclude(state=YearState.PREPARING)
        .annotate(goal=FilteredRelation("goals", condition=shown))
        .annotate(held=Coalesce(Subquery(number), 0))
        .order_by("goal__place", "goal__pk")
        .values_list(
            "neighbourhood", "neighbourhood__slug", "chosen_at", "held", "goal__pk", "goal__title",
            "goal__lead",
        )
    )  # fmt: skip
    found: dict[int, Year] = {}
    for place, slug, chosen_at, held, key, title, lead in plans:
        if place not in found:
            due = over(year, since=timezone.localdate(chosen_at), now=now)
            url = reverse("goals:year", args=[slug, year])
            found[place] = Year(url, [], 0, held, max(held, len(due)))
        if key is not None:
            one = found[place]
            goals = [*one.goals, GoalLink(title, address_of(key))]
            led = one.by_residents + (lead == Lead.RESIDENTS)
            found[place] = one._replace(goals=goals, by_residents=led)
    return found


def _numbers(
    places: Sequence[Neighbourhood], year: int, now: datetime
) -> dict[int, tuple[Answers, Numbers]]:
    """Answers and promises of a year; one query."""
    zone = AMSTERDAM
    begin, end = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    nothing = {f"none_{number}": Value(0, IntegerField()) for number in range(3)}
    told = [
        one.annotate(**nothing, is_promise=Value(0, IntegerField()))
        for one in owed.answered([one.pk for one in places], begin, end, now=now)
    ]
    made = (
        promised(places, year)
        .order_by()
        .values("neighbourhood")
        .annotate(**counted(timezone.localdate(now)))
        .values_list("neighbourhood", *Numbers._fields)
        .annotate(is_promise=Value(1, IntegerField()))
    )
    answers: dict[int, list[Any]] = defaultdict(lambda: [0, 0, 0])
    promises: dict[int, Numbers] = {}
    first, *others = told
    for place, *numbers, is_promise in first.union(*others, made, all=True):
        if is_promise:
            promises[place] = Numbers(*numbers)
        else:
            answers[place] = [sum(pair) for pair in zip(answers[place], numbers[:3], strict=True)]
    return {one.pk: (_answers(*answers[one.pk]), promises.get(one.pk, Numbers())) for one in places}


def _answers(given: int, after: int, waits: int) -> Answers:
    return Answers(given - after, after, waits)


def _late(places: Collection[int], now: datetime) -> dict[int, list[Stuck]]:
    """One query."""
    found: dict[int, list[Stuck]] = defaultdict(list)
    for one in owed.lines(owed.stuck(places, now=now)[:MOST_STUCK]):
        found[one.place].append(one)
    return found
