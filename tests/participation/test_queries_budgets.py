"""What the pages of the residents' budget ask of the database: for one as much as for many."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.actions import granting
from participation.models import Grant
from participation.states.budgets import RoundState
from tests.factories import BudgetProposalFactory, BudgetRoundFactory, InitiativeFactory
from tests.partners.conftest import browser_of, make_place

from .voting import a_round, cast, close

VISITOR, VOTER, TEAM, COORDINATOR = "visitor", "voter", "team", "coordinator"
MOST = 12


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_as_much_for_one_as_for_many(db, number):
    place = make_place()
    voting = a_round(*[100] * number, place=place)
    voter = cast(voting, 0)[0]
    counted = a_round(*[100] * number, place=place, title="Geld van vorig jaar")
    for _one in range(number):
        cast(counted, 0)
        BudgetRoundFactory(neighbourhood=place.neighbourhood, checker=place.organisation)
        BudgetRoundFactory(
            neighbourhood=place.neighbourhood,
            checker=place.organisation,
            state=RoundState.CHECKING,
        )
    cast(counted, *range(number))
    close(counted)
    granting.grant(counted.round, due_on=timezone.localdate(), by=place.coordinator)
    grant = Grant.objects.get(proposal=counted.proposals[0])
    for _one in range(number):
        granting.spend(
            grant,
            "Aarde",
            day=timezone.localdate(),
            amount=100,
            photo=None,
            key=uuid4(),
            by=counted.team,
        )
    collecting = a_round(*[100] * number, place=place, collecting=True, title="Geld voor spelen")
    people = {
        VISITOR: None,
        VOTER: voter,
        TEAM: counted.team,
        COORDINATOR: place.coordinator,
    }
    pages = {
        f"{place.path}budget/": {VISITOR: 3, COORDINATOR: 8},
        voting.path: {VISITOR: 3, VOTER: 9, COORDINATOR: 9},
        counted.path: {VISITOR: 5, VOTER: 11, COORDINATOR: 11},
        collecting.path: {VISITOR: 3, COORDINATOR: 10},
        f"{voting.path}stemmen/": {VOTER: 7},
        "/mijn/werk/bewonersbudget/": {COORDINATOR: 6},
        f"{counted.path}bewijs/": {VISITOR: 1},
        f"{collecting.path}voorstel/": {VOTER: 6},
        counted.proposals[0].get_absolute_url(): {VISITOR: 3, TEAM: 7},
        grant.get_absolute_url(): {VISITOR: 4, TEAM: 10},
        f"/initiatief/{counted.initiative.pk}/bewonersbudget/": {VISITOR: 3},
    }
    found = {}
    for address, pinned in pages.items():
        for who in pinned:
            client = browser_of(people[who])
            client.get(address)  # what is made ready once
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.setdefault(address, {})[who] = len(queries)
    assert found == pages
    assert max(one for each in found.values() for one in each.values()) <= MOST


@pytest.mark.django_db
def test_a_page_of_many_plans_is_paged_and_a_ballot_has_them_all():
    voting = a_round(*[10] * 3)
    for _number in range(30):
        BudgetProposalFactory(
            round=voting.round,
            initiative=InitiativeFactory(neighbourhood=voting.place.neighbourhood),
        )
    client = browser_of(voting.team)
    assert client.get(voting.path).content.decode().count("wijk-item__title") == 20
    assert client.get(f"{voting.path}?page=2").content.decode().count("wijk-item__title") == 13
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"{voting.path}stemmen/").content.decode()
    assert page.count('name="ballot"') == 33
    assert len(queries) <= MOST
    assert voting.round.state == RoundState.VOTING
