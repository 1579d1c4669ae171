"""What the pages of contributions ask of the database: for one row as much as for fifty."""

import pytest
import time_machine

from tests.factories import (
    ContributionFactory,
    GoalFactory,
    InitiativeFactory,
    MemberFactory,
    OrganisationFactory,
)
from tests.goals.room import NOW, make_room
from tests.partners.conftest import browser_of

VISITOR, WORKER, OFFICER = "visitor", "worker", "officer"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOW, tick=True):
        yield


def pages(room):
    made = room.log(initiative=room.initiative)
    return {
        f"/doel/{room.goal.pk}/bijdragen/": {VISITOR: 6, WORKER: 11},
        made.get_absolute_url(): {VISITOR: 3, WORKER: 9, OFFICER: 8},
        room.path: {WORKER: 10, OFFICER: 10},
        "/wijk/rietwijk/doelen/bijdrage/": {WORKER: 11},
        "/wijk/rietwijk/doelen/bijdragen/nieuw/": {WORKER: 8},
        f"{made.get_absolute_url()}aanpassen/": {WORKER: 10},
        f"/wijk/rietwijk/doelen/{room.plan.year}/bijdragen/": {VISITOR: 3, WORKER: 8},
        "/organisatie/de-zaanoever/bijdragen/": {VISITOR: 3, WORKER: 7},
    }


@pytest.mark.parametrize("number", [1, 3, 50])
def test_pages_ask_as_much_for_one_as_for_many(db, number, django_assert_num_queries):
    room = make_room()
    addresses = pages(room)
    for each in range(number):
        InitiativeFactory(neighbourhood=room.neighbourhood)
        other = OrganisationFactory(neighbourhood=room.neighbourhood)
        for party in (other, room.organisation):
            ContributionFactory(
                goal=room.goal,
                organisation=party,
                by=room.worker,
                approach=each % 5 + 1,
                hours_spent=1,
            )
        if each < 2:
            GoalFactory(plan=room.plan)
            MemberFactory(organisation=other, person=room.worker)
    people = {
        VISITOR: None,
        WORKER: room.worker,
        OFFICER: room.officer,
    }
    for address, pinned in addresses.items():
        for who, queries in pinned.items():
            client = browser_of(people[who])
            with django_assert_num_queries(queries, info=f"{who} at {address}"):
                assert client.get(address).status_code == 200
