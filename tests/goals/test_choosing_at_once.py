"""Several who press at the same moment: never a fourth goal, and numbers that are right."""

from uuid import uuid4

import pytest
from django.utils import timezone

from goals.actions import choosing, problems, proposing, years
from goals.actions.choosing import No
from goals.actions.proposing import Proposal
from goals.models import Goal, GoalSupport, ProblemRank, ResidentInput, YearPlan
from goals.states import GoalState, Refused, YearState
from tests.factories import GoalFactory, UserFactory, YearPlanFactory
from tests.partners.conftest import make_place
from tests.threads import at_once

TODAY = timezone.localdate()
NO = No("Niet nu.", "Als initiatief.")


@pytest.fixture
def place(transactional_db):
    return make_place()


@pytest.fixture
def plan(place):
    return YearPlanFactory(
        neighbourhood=place.neighbourhood, year=TODAY.year + 1, state=YearState.PREPARING
    )


def choose(plan, chosen, others, by):
    return choosing.choose(
        plan,
        chosen,
        why="Daarom.",
        others=dict.fromkeys(others, NO),
        explanation="Er was niemand.",
        by=by,
        now=timezone.now(),
    )


def test_two_coordinators_choose_otherwise_at_once_and_one_choice_stands(place, plan):
    keys = [GoalFactory(plan=plan, state=GoalState.PROPOSED).pk for _number in range(6)]
    both = at_once(
        [
            lambda: choose(plan, keys[:3], keys[3:], place.coordinator),
            lambda: choose(plan, keys[3:], keys[:3], place.officer),
        ]
    )
    assert sorted(type(one).__name__ for one in both) == ["Refused", "YearPlan"]
    assert Goal.objects.filter(plan=plan).in_force().count() == 3
    assert Goal.objects.filter(plan=plan, state=GoalState.NOT_CHOSEN).count() == 3


def test_a_free_place_is_given_once(place):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    for _number in range(2):
        GoalFactory(plan=plan)
    waiting = [
        GoalFactory(plan=plan, state=GoalState.NOT_CHOSEN, reason="Vol", possible="Later")
        for _number in range(3)
    ]
    now = timezone.now()
    made = at_once(
        [
            lambda one=one: choosing.choose_later(one, "Nu wel", by=place.coordinator, now=now)
            for one in waiting
        ]
    )
    assert sum(isinstance(one, Goal) for one in made) == 1
    assert {one.reason for one in made if isinstance(one, Refused)} == {"fourth"}
    assert Goal.objects.filter(plan=plan).in_force().count() == 3


def test_all_who_support_at_once_are_counted_once_each(place, plan):
    goal = GoalFactory(plan=plan, state=GoalState.PROPOSED, person=place.coordinator)
    people, now = [UserFactory() for _number in range(5)], timezone.now()
    at_once([lambda one=one: proposing.support(goal, "", by=one, now=now) for one in people * 2])

    assert GoalSupport.objects.count() == 5
    assert ResidentInput.objects.get().residents == 5


def test_one_proposal_pressed_many_times_is_one_goal(place, plan):
    key, by, now = uuid4(), UserFactory(), timezone.now()
    words = Proposal("a", "b", "c", "youth", "residents", "work_along", "d")
    made = at_once([lambda: proposing.propose(plan, words, key=key, by=by, now=now)] * 5)
    assert len({one.pk for one in made}) == 1


def test_a_year_begun_twice_at_once_is_one_year(place):
    now = timezone.now()
    made = at_once(
        [lambda: years.begin(place.neighbourhood, TODAY.year + 1, by=place.coordinator, now=now)]
        * 4
    )
    assert len({one.pk for one in made}) == 1
    assert YearPlan.objects.count() == 1


def test_an_ongoing_goal_goes_along_once(place, plan):
    goal = GoalFactory(plan=YearPlanFactory(neighbourhood=place.neighbourhood), is_ongoing=True)
    now = timezone.now()
    at_once([lambda: choosing.carry_over(goal, plan, by=place.coordinator, now=now)] * 4)
    assert Goal.objects.filter(carried_from=goal).count() == 1


def test_somebody_who_picks_at_once_on_two_phones_has_three(place, plan):
    now, person = timezone.now(), UserFactory()
    made = [
        problems.add(plan, f"Iets {number}", key=uuid4(), by=UserFactory(), now=now)
        for number in range(6)
    ]
    at_once([lambda one=one: problems.pick(one, by=person, now=now) for one in made])
    assert list(
        ProblemRank.objects.filter(person=person).order_by("place").values_list("place", flat=True)
    ) == [1, 2, 3]
