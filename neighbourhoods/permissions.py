from collections.abc import Collection, Set
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Value

from accounts.models import User

from .models import Administrator, Membership, Municipality, Neighbourhood
from .states import OFFICE, Role


class Office(NamedTuple):
    """Where somebody works for the municipality: keys of neighbourhoods and of municipalities."""

    works_in: Set[int] = frozenset()
    coordinates: Set[int] = frozenset()
    administers: Set[int] = frozenset()

    @property
    def is_held(self) -> bool:
        return bool(self.works_in or self.administers)

    def moderates(self, neighbourhood: Neighbourhood) -> bool:
        """As `can_moderate`, of what is known already."""
        return (
            neighbourhood.pk in self.works_in or neighbourhood.municipality_id in self.administers
        )


def has_role(user: User | AnonymousUser, neighbourhood: Neighbourhood, *roles: Role) -> bool:
    if not user.is_authenticated:
        return False
    return (
        Membership.objects.current()
        .filter(person_id=user.pk, neighbourhood=neighbourhood, role__in=roles)
        .exists()
    )


def works_in(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Officer or coordinator here."""
    return has_role(user, neighbourhood, *OFFICE)


def coordinates(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    return has_role(user, neighbourhood, Role.COORDINATOR)


def administers(user: User | AnonymousUser, municipality: Municipality) -> bool:
    if not user.is_authenticated:
        return False
    return Administrator.objects.filter(person_id=user.pk, municipality=municipality).exists()


def can_set_texts(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Texts, officers and hours: the coordinator's; the administrator may help."""
    return coordinates(user, neighbourhood) or administers(user, neighbourhood.municipality)


def can_see_closed(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """A neighbourhood that is not public is there only for who works in it."""
    return can_moderate(user, neighbourhood)


def can_moderate(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """By the house rules only, and apart from any answer of the municipality."""
    return works_in(user, neighbourhood) or administers(user, neighbourhood.municipality)


def roles_given_by(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> list[Role]:
    """The administrator appoints the coordinator; the coordinator the others."""
    if administers(user, neighbourhood.municipality):
        return [Role.OFFICER, Role.BUILDER, Role.COORDINATOR]
    return [Role.OFFICER, Role.BUILDER] if coordinates(user, neighbourhood) else []


def can_end(user: User, membership: Membership, *, gives: Collection[Role]) -> bool:
    """Who gives a role ends it, and everybody may lay down their own; `gives`: roles_given_by."""
    return membership.role in gives or membership.person_id == user.pk


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Officers, coordinators and administrators can see and do what others cannot."""
    return office_of(user).is_held


def office_of(user: User | AnonymousUser) -> Office:
    """All of it in one query, for the pages that show what somebody may do."""
    if not user.is_authenticated:
        return Office()
    administered = Administrator.objects.filter(person_id=user.pk)
    rows = (
        Membership.objects.of_office()
        .filter(person_id=user.pk)
        .values_list("role", "neighbourhood")
        .union(administered.values_list(Value(""), "municipality"), all=True)
    )
    held = list(rows)
    return Office(
        works_in={key for role, key in held if role},
        coordinates={key for role, key in held if role == Role.COORDINATOR},
        administers={key for role, key in held if not role},
    )
