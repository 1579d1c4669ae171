"""A year with much in it: 3 goals, 15 indicators of five years each, 2,000 contributions."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from goals.models import (
    Contribution,
    Figure,
    FigureSeries,
    Goal,
    GoalInitiative,
    GoalParty,
    GoalSupport,
    Indicator,
    Meaning,
    Measurement,
    YearPlan,
)
from goals.states import (
    Count,
    Direction,
    GoalState,
    Lead,
    Part,
    Say,
    Source,
    Theme,
    YearState,
)
from partners.models import ActiveIn, Organisation
from partners.states import Kind
from tests.bench.seed import Seeded

GOALS, PARTIES, CONTRIBUTIONS, YEARS = 3, 8, 2_000, 5
AREA = "WK999999"
Row = TypeVar("Row", bound=Model)
WORDS = "Buren kennen elkaar, en wie iets wil doen vindt snel mensen die meehelpen. " * 4


class Year(NamedTuple):
    plan: YearPlan
    goal: Goal


def fill_year(seeded: Seeded, now: datetime) -> Year:
    place, person = seeded.neighbourhood, seeded.officers[0]
    today = timezone.localdate(now)
    plan = YearPlan.objects.create(
        neighbourhood=place,
        year=today.year,
        state=YearState.RUNNING,
        begun_by=person,
        chosen_at=now - timedelta(days=300),
        why="Dit noemden de meeste mensen, en er gebeurt al veel.",
    )
    goals = _made(
        Goal(
            plan=plan,
            person=person,
            title=f"Samen buiten {number}",
            want=WORDS,
            goes_well=WORDS,
            theme=Theme.MEETING,
            lead=Lead.RESIDENTS,
            say=Say.RESIDENTS,
            say_words="Bewoners beslissen wat er gebeurt; het geld staat vast.",
            state=GoalState.CHOSEN,
            place=number,
        )
        for number in range(GOALS)
    )
    parties = _parties(seeded)
    _made(
        GoalParty(
            goal=goal, organisation=party, part=Part.JOINS, aim=WORDS, brings=WORDS, by=person
        )
        for goal in goals
        for party in parties
    )
    linked = [one for one in seeded.initiatives if one.neighbourhood_id == place.pk][:30]
    _made(
        GoalInitiative(goal=goals[turn % GOALS], initiative=one, by=person)
        for turn, one in enumerate(linked)
    )
    _made(
        GoalSupport(goal=goal, person=one, words="Omdat ik hier woon.")
        for goal in goals
        for one in seeded.residents[:200]
    )
    _made(
        Contribution(
            goal=goals[turn % GOALS],
            organisation=parties[turn % PARTIES],
            what="Een middag spelen op straat, met limonade en een ballenbak",
            day=_day(today, turn),
            hours_spent=3,
            by=person,
        )
        for turn in range(CONTRIBUTIONS)
    )
    for goal in goals:
        _figures(goal, parties[0], person, today.year)
    return Year(plan, goals[0])


def _figures(goal: Goal, party: Organisation, person: User, year: int) -> None:
    """Two official ones, two that the platform counts, one of a party; each with meaning."""
    series = _made(
        FigureSeries(
            name=f"reeks_{goal.place}_{number}",
            label="Aantal inwoners",
            unit="aantal",
            source="CBS KWB",
        )
        for number in range(2)
    )
    _made(
        Figure(series=one, area_code=AREA, division=2024, year=year - back, value=1000 + back)
        for one in series
        for back in range(YEARS)
    )
    shared: dict[str, Any] = {
        "goal": goal,
        "direction": Direction.UP,
        "added_by": person,
        "target": 20,
    }
    indicators = _made(
        [
            *(
                Indicator(
                    title=f"Inwoners {one.name}",
                    source=Source.OFFICIAL,
                    series=one,
                    area_code=AREA,
                    division=2024,
                    place=number,
                    **shared,
                )
                for number, one in enumerate(series)
            ),
            Indicator(title="Nagekomen", source=Source.PLATFORM, count=Count.KEPT, **shared),
            Indicator(title="Opgelost", source=Source.PLATFORM, count=Count.SOLVED, **shared),
            Indicator(title="Bezoekers", source=Source.PARTY, counted_by=party, **shared),
        ]
    )
    _made(
        Measurement(indicator=one, year=year - back, quarter=quarter, value=10 + quarter)
        for one in indicators[2:]
        for back in range(YEARS)
        for quarter in range(1, 5)
    )
    _made(
        Meaning(indicator=one, person=person, words="Meer mensen blijven hier wonen.")
        for one in indicators
        for _number in range(3)
    )


def _parties(seeded: Seeded) -> list[Organisation]:
    place = seeded.neighbourhood
    parties = _made(
        Organisation(
            kind=Kind.HOUSING,
            name=f"Woonstichting {number}",
            slug=f"bench-woonstichting-{number}",
            municipality_id=place.municipality_id,
            neighbourhood=place,
            is_listed=True,
        )
        for number in range(PARTIES)
    )
    _made(ActiveIn(organisation=one, neighbourhood=place) for one in parties)
    return parties


def _day(today: date, turn: int) -> date:
    """Spread over the year until today."""
    return date(today.year, 1, 1) + timedelta(days=turn % today.timetuple().tm_yday)


def _made(rows: Iterable[Row]) -> list[Row]:
    made = list(rows)
    return type(made[0])._default_manager.bulk_create(made)
