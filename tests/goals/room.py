"""A neighbourhood with a running year: a corporation, a residents' team and the municipality."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from accounts.models import User
from goals.actions import contributing
from goals.actions.contributing import Done
from goals.models import Contribution, Goal, QuarterlyReview, YearPlan
from goals.states import ReviewState
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from neighbourhoods.states import Role
from partners.actions.organisations import municipality_organisation
from partners.models import Organisation
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    InitiativeFactory,
    MemberFactory,
    MembershipFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    QuarterlyReviewFactory,
    TeamFactory,
    UserFactory,
    YearPlanFactory,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 18, 12, tzinfo=AMSTERDAM)
TODAY = NOW.date()


@dataclass(frozen=True)
class Room:
    """`worker` is of the `organisation`, `neighbour` of the `team` of the `initiative`."""

    neighbourhood: Neighbourhood
    plan: YearPlan
    goal: Goal
    organisation: Organisation
    worker: User
    contact: User
    initiative: Initiative
    team: Organisation
    neighbour: User
    town: Organisation
    officer: User
    coordinator: User

    @property
    def path(self) -> str:
        return f"/doel/{self.goal.pk}/bijdrage/"

    def log(self, what: str = "Een middag spelen", **more: Any) -> Contribution:
        """Of the organisation, today, unless it is said otherwise."""
        plain: dict[str, Any] = {
            "organisation": self.organisation,
            "by": self.worker,
            "now": NOW,
            "key": uuid4(),
        }
        how: dict[str, Any] = {name: more.pop(name) for name in ("photo", *plain) if name in more}
        goal = more.pop("goal", self.goal)
        words: dict[str, Any] = {"what": what, "day": TODAY}
        done = Done(**words | more)
        return contributing.log(goal, done, **plain | how)

    def close(self, quarter: int = 4) -> QuarterlyReview:
        return QuarterlyReviewFactory(
            plan=self.plan,
            quarter=quarter,
            state=ReviewState.CLOSED,
            lacks="Er komen weinig jongeren.",
            frozen={},
            closed_at=NOW,
        )


def make_room() -> Room:
    here = NeighbourhoodFactory(name="Rietwijk", slug="rietwijk")
    officer, coordinator = UserFactory(name="Olga Officier"), UserFactory(name="Carla Coördinator")
    MembershipFactory(neighbourhood=here, person=officer)
    MembershipFactory(neighbourhood=here, person=coordinator, role=Role.COORDINATOR)
    organisation = OrganisationFactory(name="De Zaanoever", slug="de-zaanoever", neighbourhood=here)
    worker, contact = UserFactory(name="Mila"), UserFactory(name="Ruud Bakker")
    MemberFactory(organisation=organisation, person=contact, is_contact=True)
    MemberFactory(organisation=organisation, person=worker)
    team = TeamFactory(neighbourhood=here, name="Samen voor het plein")
    neighbour = UserFactory(name="Fatma")
    MemberFactory(organisation=team, person=neighbour, is_contact=True)
    initiative = InitiativeFactory(neighbourhood=here, title="Samen voor het plein", team=team)
    plan = YearPlanFactory(neighbourhood=here, begun_by=coordinator, year=2026)
    goal = GoalFactory(plan=plan, title="Samen buiten")
    GoalPartyFactory(goal=goal, organisation=organisation, by=contact)
    GoalPartyFactory(goal=goal, organisation=team, by=neighbour)
    return Room(
        neighbourhood=here,
        plan=plan,
        goal=goal,
        organisation=organisation,
        worker=worker,
        contact=contact,
        initiative=initiative,
        team=team,
        neighbour=neighbour,
        town=municipality_organisation(here.municipality),
        officer=officer,
        coordinator=coordinator,
    )
