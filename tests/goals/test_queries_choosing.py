"""What the pages of a year ask of the database: for one as much as for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goals.actions import problems, proposing, years
from goals.models import GoalInitiative
from goals.states import GoalState, YearState
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    InitiativeFactory,
    ReviewFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.partners.conftest import browser_of, make_place

TODAY = timezone.localdate()
THIS, NEXT = TODAY.year, TODAY.year + 1
VISITOR, RESIDENT, COORDINATOR = "visitor", "resident", "coordinator"
PAGES = {
    f"/wijk/rietwijk/doelen/{THIS}/": {VISITOR: 8, RESIDENT: 12, COORDINATOR: 12},
    f"/wijk/rietwijk/doelen/{NEXT}/": {VISITOR: 7, RESIDENT: 11, COORDINATOR: 11},
    f"/wijk/rietwijk/doelen/{NEXT}/wat-speelt-er/": {VISITOR: 7, RESIDENT: 12},
    f"/wijk/rietwijk/doelen/{NEXT}/voorstellen/": {VISITOR: 1, RESIDENT: 6},
    f"/wijk/rietwijk/doelen/{NEXT}/voorbereiden/": {COORDINATOR: 10},
    f"/wijk/rietwijk/doelen/{NEXT}/kiezen/": {COORDINATOR: 9},
}


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_as_much_for_one_as_for_many(db, number, django_assert_num_queries):
    place, now = make_place(), timezone.now()
    this = YearPlanFactory(neighbourhood=place.neighbourhood)
    coming = YearPlanFactory(
        neighbourhood=place.neighbourhood, year=NEXT, state=YearState.PREPARING
    )
    GoalFactory(plan=this)
    proposed = GoalFactory(plan=coming, state=GoalState.PROPOSED)
    resident = UserFactory()
    for each in range(number):
        goal = GoalFactory(plan=this)
        GoalFactory(plan=this, state=GoalState.NOT_CHOSEN, reason="Vol", possible="Later")
        GoalPartyFactory(goal=goal, part="leads")
        initiative = InitiativeFactory(neighbourhood=place.neighbourhood)
        ReviewFactory(initiative=initiative)
        GoalInitiative.objects.create(goal=goal, initiative=initiative, by=resident)
        years.sign(this, by=UserFactory())
        GoalFactory(plan=coming, state=GoalState.PROPOSED)
        person = resident if each == 0 else UserFactory()
        proposing.support(proposed, "Ja!", by=person, now=now)
        problem = problems.add(coming, f"Iets {each}", key=goal.key, by=person, now=now)
        problems.pick(problem, by=resident, now=now)
    people = {VISITOR: None, RESIDENT: resident, COORDINATOR: place.coordinator}
    for address, pinned in PAGES.items():
        for who, queries in pinned.items():
            client = browser_of(people[who])
            with django_assert_num_queries(queries, info=f"{who} at {address}"):
                assert client.get(address).status_code == 200


def test_a_goal_that_many_find_important_asks_as_much_as_one_that_one_does(db):
    """Whatever else stands on its page."""
    place, now = make_place(), timezone.now()
    plan = YearPlanFactory(neighbourhood=place.neighbourhood, year=NEXT, state=YearState.PREPARING)
    goal, resident = GoalFactory(plan=plan, state=GoalState.PROPOSED), UserFactory()
    proposing.support(goal, "Ja!", by=resident, now=now)
    few = [asked(goal.get_absolute_url(), one) for one in (None, resident, place.coordinator)]
    for number in range(8):
        proposing.support(goal, f"Ja {number}!", by=UserFactory(), now=now)
    many = [asked(goal.get_absolute_url(), one) for one in (None, resident, place.coordinator)]

    assert many == few


def asked(address, person):
    client = browser_of(person)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
