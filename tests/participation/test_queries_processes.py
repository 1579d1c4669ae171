"""What the pages of a process ask of the database: for one as much as for many."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from participation.actions import processes
from participation.actions.processes import Promise
from participation.states.processes import PhaseKind
from participation.states.rules import RULES
from tests.factories import MeetingFactory, ProcessFactory, RoundFactory, UserFactory
from tests.partners.conftest import browser_of

from .running import NOW, Running, answer, close, running, say, to_the_end

pytestmark = pytest.mark.django_db

VISITOR, RESIDENT, OFFICER, COORDINATOR = "visitor", "resident", "officer", "coordinator"
PAGES = {
    "/wijk/rietwijk/meedoen/": {VISITOR: 8, RESIDENT: 12, COORDINATOR: 12},
    "/traject/{process}/": {VISITOR: 6, RESIDENT: 12, OFFICER: 11, COORDINATOR: 11},
    "/traject/{process}/vuistregels/": {VISITOR: 3, COORDINATOR: 7},
    "/traject/{process}/bijeenkomsten/": {VISITOR: 2, RESIDENT: 8, COORDINATOR: 8},
    "/traject/{process}/inbreng/": {VISITOR: 4, RESIDENT: 10, OFFICER: 9},
    "/traject/{process}/gehoord/": {OFFICER: 7},
    "/traject/{process}/verder/": {COORDINATOR: 9},
    "/traject/{process}/afspreken/": {COORDINATOR: 8},
    "/traject/{process}/aanpassen/": {COORDINATOR: 10},
    "/traject/{process}/document/": {VISITOR: 7},
    "/mijn/bezwaren/": {OFFICER: 6},
}


def enrich(this: Running, number: int) -> None:
    by, due = this.place.coordinator, timezone.localdate() + timedelta(days=9)
    for each in range(number):
        answer(this, say(this, kind="idea"))
        say(this, kind="objection")
        RoundFactory(process=this.process, where=f"Plek {each}")
        what = Promise(f"Iets {each}", this.town, this.place.organisation, due)
        processes.promise(this.process, what, key=uuid4(), by=by)
        rule = RULES[PhaseKind.PREPARATION][each].key
        processes.tick(this.phase(), rule, "Gedaan.", by=by, now=NOW)
        ProcessFactory(neighbourhood=this.place.neighbourhood, asked_by=this.town)
        MeetingFactory(neighbourhood=this.place.neighbourhood, process=this.process)
        over = Running(
            this.place,
            ProcessFactory(neighbourhood=this.place.neighbourhood, asked_by=this.town),
            this.town,
        )
        to_the_end(over)
        close(over, explanation="Niemand.")


@pytest.mark.parametrize("number", [1, 5])
@pytest.mark.parametrize("path", PAGES)
def test_queries_are_the_same_for_one_and_for_many(django_assert_num_queries, path, number):
    this = running()
    enrich(this, number)
    people = {
        VISITOR: None,
        RESIDENT: UserFactory(),
        OFFICER: this.place.officer,
        COORDINATOR: this.place.coordinator,
    }
    address = path.format(process=this.process.pk)
    for role, queries in PAGES[path].items():
        client = browser_of(people[role])
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
