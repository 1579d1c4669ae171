"""What the pages of who does what ask of the database: for two as much as for many."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from goals.actions import linking, pledges
from goals.actions.pledges import Pledge
from goals.models import Goal
from goals.states import Part
from initiatives.actions import requests
from initiatives.states import AskedOf, Help
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    OrganisationFactory,
    ProgrammeFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.goals.test_parties import team_here
from tests.partners.conftest import Place, browser_of, make_place

VISITOR, MEMBER, TEAM, OFFICER = "visitor", "member", "team", "officer"
PAGES = {
    "/doel/{goal}/": {VISITOR: 6, MEMBER: 11, TEAM: 11, OFFICER: 11},
    "/doel/{goal}/hoe-het-gaat/": {VISITOR: 3, MEMBER: 8, TEAM: 8, OFFICER: 8},
    "/doel/{goal}/partij/{organisation}/": {MEMBER: 9},
    "/doel/{goal}/toezeggen/": {MEMBER: 7, TEAM: 7},
    "/doel/{goal}/afspraken/": {VISITOR: 3},
    "/doel/{goal}/initiatieven/": {TEAM: 7},
    "/initiatief/{initiative}/doelen/": {VISITOR: 2, TEAM: 8},
    "/wijk/rietwijk/doelen/{year}/wie-doet-wat/": {VISITOR: 8, MEMBER: 12},
}


@pytest.fixture
def place(db) -> Place:
    return make_place()


def enrich(place: Place, goals: list[Goal], number: int, fatma) -> None:
    """So many parties, promises and initiatives of each goal, and as many empty places."""
    now = timezone.now()
    day = timezone.localdate(now) + timedelta(days=30)
    for each in range(number):
        team = team_here(place, fatma, f"Moestuin {each}")
        OrganisationFactory(neighbourhood=place.neighbourhood)
        requests.ask(
            team.initiative,
            Help.HANDS,
            "Wie helpt met spitten?",
            asked_of=AskedOf.NEIGHBOURS,
            organisation=None,
            wanted_on=None,
            key=uuid4(),
            by=fatma,
            now=now,
        )
        for goal in goals:
            party = GoalPartyFactory(goal=goal, organisation=team, part=Part.LEADS)
            party.programmes.add(ProgrammeFactory(organisation=place.organisation))
            linking.link(goal, team.initiative, by=fatma, now=now)
            what = Pledge(f"Een hek {each}", place.organisation, team, day)
            pledges.pledge(goal, what, key=uuid4(), by=place.member)


@pytest.mark.parametrize("number", [2, 3, 20])
def test_pages_ask_as_much_for_two_as_for_many(place, number, django_assert_num_queries):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    goals = GoalFactory.create_batch(min(number, 3), plan=plan)
    fatma = UserFactory()
    enrich(place, goals, number, fatma)
    people = {VISITOR: None, MEMBER: place.member, TEAM: fatma, OFFICER: place.officer}
    of = {
        "goal": goals[0].pk,
        "organisation": place.organisation.pk,
        "initiative": goals[0].initiatives.first().initiative_id,
        "year": plan.year,
    }
    for address, pinned in PAGES.items():
        for who, queries in pinned.items():
            client = browser_of(people[who])
            with django_assert_num_queries(queries, info=f"{who} at {address}"):
                assert client.get(address.format(**of)).status_code == 200
