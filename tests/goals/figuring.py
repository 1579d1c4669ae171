"""A neighbourhood of one wijk with a chosen goal, its coordinator, and who counts for it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from activity.actions import Side
from goals.actions import indicators
from goals.actions.indicators import Wanted
from goals.models import Figure, FigureSeries, Goal, Indicator
from goals.states import Count, Direction, Source
from neighbourhoods.models import Area, Neighbourhood
from tests.factories import AreaFactory, FigureSeriesFactory, GoalFactory, YearPlanFactory
from tests.partners.conftest import Place, browser_of, make_place

__all__ = ["browser_of"]


@dataclass(frozen=True)
class Home:
    place: Place
    area: Area
    goal: Goal

    @property
    def neighbourhood(self) -> Neighbourhood:
        return self.place.neighbourhood

    @property
    def coordinator(self) -> User:
        return self.place.coordinator

    @property
    def new(self) -> str:
        return f"/doel/{self.goal.pk}/cijfers/nieuw/"


def make_home() -> Home:
    place = make_place()
    area = AreaFactory(
        municipality=place.neighbourhood.municipality, code="WK001400", short_name="Rietwijk"
    )
    place.neighbourhood.areas.add(area)
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    opened = datetime(plan.year - 1, 5, 1, tzinfo=UTC)
    Neighbourhood.objects.filter(pk=place.neighbourhood.pk).update(opened_at=opened)
    plan.neighbourhood.refresh_from_db()
    return Home(place, area, GoalFactory(plan=plan, title="Samen buiten"))


def series_of(home: Home, values: dict[int, str], **more: object) -> FigureSeries:
    """Official figures of the wijk, by year."""
    series = FigureSeriesFactory(**more)
    for year, value in values.items():
        Figure.objects.create(
            series=series,
            area_code=home.area.code,
            division=2024,
            year=year,
            value=value,
            source=f"CBS KWB {year}",
            method="" if year == 2024 else "1-op-1 (gebied)",
        )
    return series


def official(home: Home, series: FigureSeries, **more: Any) -> Wanted:
    return Wanted(
        source=Source.OFFICIAL,
        title=series.label,
        direction=Direction.DOWN,
        unit=series.unit,
        series=series,
        area_code=home.area.code,
        division=2024,
        **more,
    )


def of_site(count: Count) -> Wanted:
    return Wanted(
        source=Source.PLATFORM, title=str(count.label), direction=Direction.UP, count=count
    )


def of_party(home: Home, title: str = "Kinderen bij de huiswerkclub", unit: str = "") -> Wanted:
    return Wanted(
        source=Source.PARTY,
        title=title,
        direction=Direction.UP,
        unit=unit,
        counted_by=home.place.organisation,
    )


def follow(home: Home, wanted: Wanted, *, key=None, now=None) -> Indicator:
    return indicators.add(
        home.goal,
        wanted,
        key=key or uuid4(),
        by=home.coordinator,
        side=Side.MUNICIPALITY,
        now=now or timezone.now(),
    )
