"""Who may do what for the goals of a neighbourhood. Callers pass what they found already."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import coordinates, works_in
from partners.models import Organisation
from partners.permissions import is_member
from partners.states import Kind


def can_run(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Opens, chooses and closes a year and its reviews: the coordinator."""
    return coordinates(user, neighbourhood)


def can_take_part(user: User | AnonymousUser) -> bool:
    """Proposes a goal, weighs, gives a voice: whoever has an account."""
    return user.is_authenticated


def speaks_for(
    user: User | AnonymousUser, organisation: Organisation, neighbourhood: Neighbourhood
) -> bool:
    """Says in its name what it aims at and contributes, here: its members, and for the municipality
    who works in this neighbourhood."""
    if organisation.kind == Kind.MUNICIPALITY:
        return organisation.municipality_id == neighbourhood.municipality_id and works_in(
            user, neighbourhood
        )
    return is_member(user, organisation.pk)


def can_sign(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Puts their name under the goals of a year (O84): a resident, so not who works here for the
    municipality."""
    return user.is_authenticated and not works_in(user, neighbourhood)
