"""A quarterly review in the house of a drill, made in a process of that house."""

import json
from uuid import uuid4

from accounts.models import User
from goals.models import Goal, GoalParty, QuarterlyReview, YearPlan
from goals.states import ReviewState
from neighbourhoods.models import Neighbourhood
from neighbourhoods.states import Role
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    MembershipFactory,
    OrganisationFactory,
    QuarterlyReviewFactory,
    UserFactory,
    YearPlanFactory,
)

from .people import _session


def begin(quarter: int) -> None:
    """Prints the review that is talked about, its goals and partner, and two coordinators."""
    place = Neighbourhood.objects.get(slug="rietwijk")
    plan = YearPlan.objects.filter(neighbourhood=place).first()
    if plan is None:
        by = _somebody()
        plan = YearPlanFactory(neighbourhood=place, year=2026, begun_by=by)
        for number in range(3):
            goal = GoalFactory(plan=plan, title=f"Doel {number}", person=by)
            partner = OrganisationFactory(neighbourhood=place)
            GoalPartyFactory(goal=goal, organisation=partner, by=by)
    review: QuarterlyReview = QuarterlyReviewFactory(
        plan=plan, quarter=quarter, state=ReviewState.IN_SESSION
    )
    coordinators = [_somebody(), _somebody()]
    for person in coordinators:
        MembershipFactory(neighbourhood=place, person=person, role=Role.COORDINATOR)
    goals = Goal.objects.filter(plan=plan).order_by("pk")
    partners = GoalParty.objects.filter(goal__in=goals).values_list("organisation", flat=True)
    print(
        json.dumps(
            {
                "review": review.pk,
                "token": review.token,
                "goals": [goal.pk for goal in goals],
                "partners": list(partners),
                "coordinators": [_session(person) for person in coordinators],
            }
        )
    )


def _somebody() -> User:
    """The factory counts anew in each process of the house, and an address is there once."""
    person: User = UserFactory(email=f"{uuid4()}@voorbeeld.example")
    return person
