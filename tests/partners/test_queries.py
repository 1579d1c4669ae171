"""What the pages of organisations ask of the database: for one as much as for three."""

from uuid import uuid4

import pytest
from django.utils import timezone

from partners.actions import affiliations, assignments
from partners.models import ActiveIn, Reached
from partners.states import Kind
from tests.factories import (
    MemberFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    ProgrammeFactory,
    UserFactory,
)
from tests.partners.conftest import browser_of

VISITOR, RESIDENT, MEMBER, OFFICER = "visitor", "resident", "member", "officer"
PAGES = {
    "/wijk/rietwijk/organisaties/": {VISITOR: 4, RESIDENT: 8, OFFICER: 8},
    "/wijk/rietwijk/programmas/": {VISITOR: 2, RESIDENT: 6, OFFICER: 6},
    "/organisatie/de-zaanoever/": {VISITOR: 7, RESIDENT: 12, MEMBER: 11, OFFICER: 12},
    "/organisatie/de-zaanoever/initiatieven/": {VISITOR: 5, RESIDENT: 9},
    "/organisatie/de-zaanoever/mensen/": {MEMBER: 12},
    "/organisatie/de-zaanoever/samen/": {MEMBER: 9},
}


def enrich(place, number):
    """So many of everything that a page of organisations shows."""
    here, organisation, now = place.neighbourhood, place.organisation, timezone.now()
    today = timezone.localdate(now)
    for each in range(number):
        other = OrganisationFactory(neighbourhood=here, kind=Kind.COALITION)
        Reached.objects.create(organisation=other, word="tr")
        Reached.objects.create(organisation=organisation, word=["tr", "women", "youth"][each])
        MemberFactory(organisation=organisation)
        ProgrammeFactory(organisation=organisation)
        ProgrammeFactory(organisation=other)
        ActiveIn.objects.create(
            organisation=organisation,
            neighbourhood=NeighbourhoodFactory(municipality=here.municipality),
        )
        asked = affiliations.ask(other, organisation, by_coalition=True, by=place.contact, now=now)
        affiliations.accept(asked, by=place.contact, now=now)
        terms = assignments.Terms("Groen", "Snoeien", today, today)
        made = assignments.propose(organisation, terms, key=uuid4(), by=place.officer, now=now)
        assignments.confirm(made, by=place.contact, now=now)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_as_much_for_one_as_for_many(place, number, django_assert_num_queries):
    enrich(place, number)
    people = {
        VISITOR: None,
        RESIDENT: UserFactory(),
        MEMBER: place.contact,
        OFFICER: place.officer,
    }
    for address, pinned in PAGES.items():
        for who, queries in pinned.items():
            client = browser_of(people[who])
            with django_assert_num_queries(queries, info=f"{who} at {address}"):
                assert client.get(address).status_code == 200
