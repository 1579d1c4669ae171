from django.contrib.auth.models import AnonymousUser

from accounts.models import User

from .models import Administrator, Membership, Municipality, Neighbourhood
from .states import OFFICE, Role


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


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Officers, coordinators and administrators can see and do what others cannot."""
    if not user.is_authenticated:
        return False
    return (
        Membership.objects.of_office().filter(person_id=user.pk).exists()
        or Administrator.objects.filter(person_id=user.pk).exists()
    )
