import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.actions.people import erase
from neighbourhoods import permissions
from neighbourhoods.models import Membership
from neighbourhoods.states import Role
from tests.factories import (
    AdministratorFactory,
    MembershipFactory,
    NeighbourhoodFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return NeighbourhoodFactory()


def somebody(here, role):
    return MembershipFactory(neighbourhood=here, role=role).person


def test_a_role_is_a_role_somewhere(here):
    officer = somebody(here, Role.OFFICER)

    assert permissions.works_in(officer, here)
    assert not permissions.works_in(officer, NeighbourhoodFactory(municipality=here.municipality))


@pytest.mark.parametrize(
    ("role", "works", "coordinates", "needs_more"),
    [
        (Role.RESIDENT, False, False, False),
        (Role.BUILDER, False, False, False),
        (Role.OFFICER, True, False, True),
        (Role.COORDINATOR, True, True, True),
    ],
)
def test_what_a_role_gives(here, role, works, coordinates, needs_more):
    person = somebody(here, role)

    assert permissions.works_in(person, here) is works
    assert permissions.coordinates(person, here) is coordinates
    assert permissions.can_set_texts(person, here) is coordinates
    assert permissions.needs_second_factor(person) is needs_more


def test_a_role_that_ended_gives_nothing(here):
    coordinator = somebody(here, Role.COORDINATOR)
    Membership.objects.update(ended_at=timezone.now())

    assert not permissions.works_in(coordinator, here)
    assert not permissions.can_set_texts(coordinator, here)
    assert not permissions.needs_second_factor(coordinator)


def test_an_administrator_runs_all_of_the_municipality_and_answers_nothing(here):
    administrator = AdministratorFactory(municipality=here.municipality).person

    assert permissions.can_set_texts(administrator, here)
    assert not permissions.can_set_texts(administrator, NeighbourhoodFactory())
    assert not permissions.works_in(administrator, here)
    assert permissions.needs_second_factor(administrator)


def test_who_is_erased_has_no_role_left(here):
    person = AdministratorFactory(municipality=here.municipality).person
    MembershipFactory(neighbourhood=here, person=person)
    erase(person, now=timezone.now())

    assert not permissions.administers(person, here.municipality)
    assert not permissions.works_in(person, here)


def test_a_visitor_may_nothing(here):
    visitor = AnonymousUser()

    assert not permissions.works_in(visitor, here)
    assert not permissions.administers(visitor, here.municipality)
    assert not permissions.can_set_texts(visitor, here)
    assert not permissions.needs_second_factor(visitor)
    assert permissions.roles_given_by(visitor, here) == []


def test_only_an_administrator_makes_coordinators(here):
    administrator = AdministratorFactory(municipality=here.municipality).person

    assert Role.COORDINATOR in permissions.roles_given_by(administrator, here)
    assert permissions.roles_given_by(somebody(here, Role.COORDINATOR), here) == [
        Role.OFFICER,
        Role.BUILDER,
    ]
    for person in (somebody(here, Role.OFFICER), somebody(here, Role.BUILDER), UserFactory()):
        assert permissions.roles_given_by(person, here) == []


def test_who_gives_a_role_ends_it_and_everybody_lays_down_their_own(here):
    coordinator = MembershipFactory(neighbourhood=here, role=Role.COORDINATOR)
    another = MembershipFactory(neighbourhood=here, role=Role.COORDINATOR)
    officer = MembershipFactory(neighbourhood=here)
    gives = permissions.roles_given_by(coordinator.person, here)

    assert permissions.can_end(coordinator.person, officer, gives=gives)
    assert permissions.can_end(coordinator.person, coordinator, gives=gives)
    assert not permissions.can_end(coordinator.person, another, gives=gives)


def test_a_closed_neighbourhood_is_there_for_who_works_in_it(here):
    administrator = AdministratorFactory(municipality=here.municipality).person

    for person in (administrator, somebody(here, Role.OFFICER), somebody(here, Role.COORDINATOR)):
        assert permissions.can_see_closed(person, here)
    for person in (somebody(here, Role.BUILDER), UserFactory(), AnonymousUser()):
        assert not permissions.can_see_closed(person, here)
