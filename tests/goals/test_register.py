"""The register of agreements, by the goal for which they were made (issue 4)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from goals.models import Goal, GoalAgreement
from partners.actions.agreements import agree
from partners.models import Agreement, Party
from partners.states import Visibility
from tests.factories import GoalFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal() -> Goal:
    return GoalFactory(title="Samen buiten", plan__neighbourhood__slug="rietwijk")


def promised(goal: Goal, text: str) -> Agreement:
    place = goal.plan.neighbourhood
    return agree(
        text,
        maker=Party(OrganisationFactory(neighbourhood=place)),
        receiver=Party(OrganisationFactory(neighbourhood=place)),
        due_on=timezone.localdate() + timedelta(days=9),
        neighbourhood=place,
        key=uuid4(),
        by=UserFactory(),
    )


def register(**chosen: int) -> str:
    return Client().get("/wijk/rietwijk/afspraken/", chosen).content.decode()


def test_the_register_shows_what_was_agreed_for_a_goal(goal):
    GoalAgreement.objects.create(goal=goal, agreement=promised(goal, "Een bank op het plein"))
    promised(goal, "Een lamp bij de brug")

    assert "Samen buiten" in register()
    found = register(doel=goal.pk)

    assert "Een bank op het plein" in found
    assert "Een lamp bij de brug" not in found


def test_without_an_agreement_for_a_goal_there_is_no_goal_to_choose(goal):
    promised(goal, "Een lamp bij de brug")

    assert "Voor welk doel" not in register()
    assert "Een lamp bij de brug" in register(doel=goal.pk)


def test_a_hidden_goal_is_not_offered(goal):
    GoalAgreement.objects.create(goal=goal, agreement=promised(goal, "Een bank op het plein"))
    Goal.objects.filter(pk=goal.pk).update(
        visibility=Visibility.HIDDEN, hidden_reason="Er stond een naam in."
    )

    assert "Samen buiten" not in register(doel=goal.pk)
