"""A report that is being made or is published, and the people around it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from neighbourhoods.states import Role
from reports.content import Content, Facts, to_plain
from reports.models import Making, Report
from reports.states.reports import MakingState, Period, ReportState
from tests.factories import MembershipFactory, NeighbourhoodFactory, UserFactory

NOW = datetime(2026, 10, 5, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))


@dataclass(frozen=True)
class Telling:
    report: Report
    place: Neighbourhood
    coordinator: User

    @property
    def path(self) -> str:
        return f"/verslag/{self.report.pk}/"


def facts_of(place: Neighbourhood) -> Facts:
    return Facts(
        neighbourhood=place.name,
        municipality=place.municipality.name,
        kind=Period.QUARTER,
        year=2026,
        quarter=3,
        first_day=date(2026, 7, 1),
        last_day=date(2026, 9, 30),
        made_on=date(2026, 10, 1),
    )


def telling(*, published: bool = False, at: datetime = NOW) -> Telling:
    """Of the third quarter of 2026; `at` is when it was published."""
    place = NeighbourhoodFactory(is_public=True)
    coordinator = UserFactory(name="Emre Yildiz")
    MembershipFactory(neighbourhood=place, person=coordinator, role=Role.COORDINATOR)
    report = Report.objects.create(neighbourhood=place, kind=Period.QUARTER, year=2026, quarter=3)
    facts = facts_of(place)
    Making.objects.create(
        report=report, state=MakingState.DONE, percent=100, facts=to_plain(facts), made_at=at
    )
    if published:
        publish(report, coordinator, at)
    return Telling(report, place, coordinator)


def publish(report: Report, by: User, at: datetime = NOW) -> None:
    """As if somebody had finished it."""
    facts = facts_of(report.neighbourhood)
    report.state, report.published_by, report.published_at = ReportState.PUBLISHED, by, at
    report.frozen = to_plain(Content(facts=facts, words={"lacks": "Jongeren doen te weinig mee."}))
    report.save()


def story(**more: str) -> dict[str, str]:
    return {
        "key": str(uuid4()),
        "title": "Een bankje bij het water",
        "words": "Vier jaar vroegen wij erom. Nu zit er elke dag iemand.",
        "signed": "Fatma",
    } | more


LATER = NOW + timedelta(weeks=7)
