"""What the pages of meetings ask of the database: for one as much as for many."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from neighbourhoods.states import Role
from participation.actions import inviting, minutes, registering
from participation.actions.minutes import Point
from participation.models import AttendedBy, Barrier, CalendarLink
from partners.states import Group
from tests.factories import (
    AgendaItemFactory,
    BarrierFactory,
    MembershipFactory,
    OrganisationFactory,
    PostFactory,
    UserFactory,
)
from tests.goals.test_parties import team_here
from tests.partners.conftest import Place, browser_of, make_place

from .hosting import meeting_of

VISITOR, RESIDENT, BUILDER, PARTNER, OFFICER, HOST = (
    "visitor", "resident", "builder", "partner", "officer", "host",
)  # fmt: skip
PAGES = {
    "/wijk/rietwijk/agenda/": {VISITOR: 4, RESIDENT: 10, BUILDER: 10, OFFICER: 10},
    "/wijk/rietwijk/agenda/geweest/": {VISITOR: 4, OFFICER: 8},
    "/wijk/rietwijk/agenda/nieuw/": {BUILDER: 9, PARTNER: 9, HOST: 11},
    "/wijk/rietwijk/agenda.ics": {VISITOR: 4},
    "/bijeenkomst/{coming}/": {VISITOR: 6, RESIDENT: 11, PARTNER: 12, OFFICER: 12, HOST: 12},
    "/bijeenkomst/{past}/": {VISITOR: 6, RESIDENT: 11, PARTNER: 12, OFFICER: 12, HOST: 12},
    "/bijeenkomst/{coming}/aanpassen/": {HOST: 9},
    "/bijeenkomst/{coming}/aanmelden/": {RESIDENT: 6},
    "/bijeenkomst/{coming}/agenda/": {HOST: 6},
    "/bijeenkomst/{coming}/agendapunt/": {RESIDENT: 5},
    "/bijeenkomst/{coming}/uitnodigen/": {HOST: 6},
    "/bijeenkomst/{coming}/antwoord/": {PARTNER: 7},
    "/bijeenkomst/{coming}/ik-kan-niet/": {VISITOR: 1, RESIDENT: 5},
    "/bijeenkomst/{past}/verslag/": {BUILDER: 10, HOST: 6},
    "/bijeenkomst/{past}/verslag/versies/": {BUILDER: 10, HOST: 7},
    "/bijeenkomst/{past}/actiepunt/": {HOST: 6},
    "/bijeenkomst/{past}/wie-er-was/": {HOST: 7},
    "/agendapunt/{item}/antwoord/": {OFFICER: 8},
    "/kan-niet/{barrier}/antwoord/": {OFFICER: 8},
    "/mijn/agenda/": {RESIDENT: 10, HOST: 10},
    "/mijn/werk/bijeenkomsten/": {OFFICER: 6},
    "/agenda/{token}.ics": {VISITOR: 6},
}


@pytest.fixture
def place(db) -> Place:
    return make_place()


def enrich(place: Place, meetings, people, number: int) -> None:
    """So many of all that can stand in an agenda and on a meeting."""
    now, today = timezone.now(), timezone.localdate()
    coming, past = meetings
    for _each in range(number):
        for meeting in meetings:
            AgendaItemFactory(meeting=meeting, officer=place.officer)
            BarrierFactory(
                meeting=meeting, answered_at=now, answer="Beneden.", answered_by=place.officer
            )
            meeting_of(place, part_of=meeting)
            registering.register(meeting, by=UserFactory(), now=meeting.begins_at - timedelta(1))
            other = OrganisationFactory(neighbourhood=place.neighbourhood)
            inviting.invite(
                meeting, [other], by=place.coordinator, now=meeting.begins_at - timedelta(1)
            )
        BarrierFactory(meeting=coming)
        AttendedBy.objects.create(attendance=past.attendance, organisation=other)
        past.refresh_from_db(fields=["minutes_version"])
        minutes.write(past, f"{other}", seen=past.minutes_version, by=people[BUILDER], now=now)
        minutes.promise(
            past,
            Point("Een bank", place.organisation, other, today + timedelta(days=30)),
            key=uuid4(),
            by=place.coordinator,
            now=now,
        )
        mine = meeting_of(place, days=3)
        registering.register(mine, by=people[RESIDENT], now=now)
        meeting_of(place, days=-3)
        PostFactory(
            organisation=place.organisation,
            neighbourhood=place.neighbourhood,
            day=today,
            begins=time(12),
            place="De Poort",
            group=Group.EVERYBODY,
        )


def counted(client, address: str) -> int:
    client.get(address)  # what is asked once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


def test_no_page_asks_more_when_there_is_more(place):
    people = {
        VISITOR: None,
        RESIDENT: UserFactory(),
        BUILDER: UserFactory(),
        PARTNER: place.member,
        OFFICER: place.officer,
        HOST: place.coordinator,
    }
    MembershipFactory(neighbourhood=place.neighbourhood, person=people[BUILDER], role=Role.BUILDER)
    team_here(place, UserFactory())
    coming, past = meeting_of(place, places=2), meeting_of(place, days=-1)
    now = timezone.now()
    inviting.invite(coming, [place.organisation], by=place.coordinator, now=now)
    minutes.attend(past, residents=3, others=1, organisations=[], by=place.coordinator, now=now)
    enrich(place, (coming, past), people, 1)
    keys = {
        "coming": coming.pk,
        "past": past.pk,
        "item": AgendaItemFactory(meeting=coming).pk,
        "barrier": Barrier.objects.filter(answered_at=None).earliest("pk").pk,
        "token": CalendarLink.objects.create(person=people[RESIDENT]).token,
    }
    clients = {who: browser_of(person) for who, person in people.items()}
    asked = [(page.format(**keys), page, who) for page, whom in PAGES.items() for who in whom]

    first = {(page, who): counted(clients[who], address) for address, page, who in asked}
    enrich(place, (coming, past), people, 2)
    then = {(page, who): counted(clients[who], address) for address, page, who in asked}

    assert then == first
    found = {page: {who: first[page, who] for who in whom} for page, whom in PAGES.items()}
    assert found == PAGES, found
