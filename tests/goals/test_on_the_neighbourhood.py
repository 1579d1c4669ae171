"""The goals of the year on the page of the neighbourhood."""

import pytest
from django.test import Client

from goals.models import Goal
from goals.states import GoalState, YearState
from partners.states import Visibility
from tests.factories import GoalFactory, NeighbourhoodFactory, YearPlanFactory

pytestmark = pytest.mark.django_db
SAID = "Hier werken wij dit jaar samen aan"


@pytest.fixture
def plan():
    return YearPlanFactory(neighbourhood=NeighbourhoodFactory(slug="rietwijk"), year=2026)


def page() -> str:
    return Client().get("/wijk/rietwijk/").content.decode()


def test_what_a_neighbourhood_works_on_stands_on_its_page(plan):
    goal = GoalFactory(plan=plan, title="Samen buiten")

    html = page()

    assert SAID in html
    assert f'<a href="/doel/{goal.pk}/" dir="auto">Samen buiten</a>' in html


@pytest.mark.parametrize("state", [GoalState.STOPPED, GoalState.NOT_CHOSEN, GoalState.PROPOSED])
def test_what_is_not_in_force_does_not(plan, state):
    GoalFactory(plan=plan, state=state, reason="Het kost te veel.", possible="Volgend jaar weer.")

    assert SAID not in page()


def test_what_is_hidden_does_not(plan):
    Goal.objects.filter(pk=GoalFactory(plan=plan).pk).update(
        visibility=Visibility.HIDDEN, hidden_reason="Er stond een naam in."
    )

    assert SAID not in page()


def test_of_two_years_that_run_the_newest_counts(plan):
    GoalFactory(plan=plan, title="Van dit jaar")
    old = YearPlanFactory(neighbourhood=plan.neighbourhood, year=2025)
    GoalFactory(plan=old, title="Van vorig jaar")
    before = YearPlanFactory(neighbourhood=plan.neighbourhood, year=2024, state=YearState.CLOSED)
    GoalFactory(plan=before, title="Van lang geleden")

    html = page()

    assert "Van dit jaar" in html
    assert "Van vorig jaar" not in html
    assert "Van lang geleden" not in html
