"""A neighbourhood with an organisation in it, and the browsers of the people there."""

from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import User
from neighbourhoods.middleware import PASSED
from neighbourhoods.models import Neighbourhood
from neighbourhoods.states import Role
from partners.models import Organisation
from tests.factories import (
    MemberFactory,
    MembershipFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    UserFactory,
)


@dataclass(frozen=True)
class Place:
    """`contact` speaks for `organisation`, `member` belongs to it as well."""

    neighbourhood: Neighbourhood
    coordinator: User
    officer: User
    organisation: Organisation
    contact: User
    member: User

    @property
    def path(self) -> str:
        return self.neighbourhood.get_absolute_url()


@pytest.fixture
def place(db: None) -> Place:
    return make_place()


def make_place() -> Place:
    neighbourhood = NeighbourhoodFactory(name="Rietwijk", slug="rietwijk")
    coordinator = UserFactory(name="Carla Coördinator")
    officer = UserFactory(name="Olga Officier")
    MembershipFactory(neighbourhood=neighbourhood, person=coordinator, role=Role.COORDINATOR)
    MembershipFactory(neighbourhood=neighbourhood, person=officer)
    organisation = OrganisationFactory(
        name="De Zaanoever", slug="de-zaanoever", neighbourhood=neighbourhood
    )
    contact = UserFactory(name="Ruud Bakker", email="ruud@zaanoever.example")
    member = UserFactory(name="Mila", email="mila@zaanoever.example")
    MemberFactory(organisation=organisation, person=contact, is_contact=True)
    MemberFactory(organisation=organisation, person=member)
    return Place(neighbourhood, coordinator, officer, organisation, contact, member)


def browser_of(person: User | None = None) -> Client:
    """Signed in, second factor included."""
    client = Client()
    if person:
        client.force_login(person)
        session = client.session
        session[PASSED] = person.pk
        session.save()
    return client
