from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import administers, can_moderate, can_set_texts

from .models import Member, Organisation
from .states import ADDED, OF_RESIDENTS, Kind


class Standing(NamedTuple):
    """What somebody is to an organisation. `speaks`: as its contact, or where that one is gone.

    `is_left`: nobody is there any more, or nobody has come yet.
    """

    is_member: bool = False
    speaks: bool = False
    is_left: bool = False


def stand(user: User | AnonymousUser, members: Iterable[Member]) -> Standing:
    """Of what is known already: `members` are those who are still here."""
    here = list(members)
    mine = [one for one in here if one.person_id == user.pk]
    has_contact = any(one.is_contact for one in here)
    return Standing(
        is_member=bool(mine),
        speaks=bool(mine) and (mine[0].is_contact or not has_contact),
        is_left=not here,
    )


def standing(user: User | AnonymousUser, organisation: Organisation) -> Standing:
    members = Member.objects.filter(organisation=organisation).still_here()
    return stand(user, members)


def is_member(user: User | AnonymousUser, organisation_id: int) -> bool:
    if not user.is_authenticated:
        return False
    return Member.objects.filter(organisation_id=organisation_id, person_id=user.pk).exists()


def runs(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Coordinator or administrator of where it is at home."""
    if organisation.neighbourhood is None:
        return administers(user, organisation.municipality)
    return can_set_texts(user, organisation.neighbourhood)


def can_edit(
    user: User | AnonymousUser, organisation: Organisation, known: Standing | None = None
) -> bool:
    """Its members: texts, programmes, and asking people in. Where nobody is, who runs the
    neighbourhood helps."""
    found = known or standing(user, organisation)
    return found.is_member or (found.is_left and runs(user, organisation))


def speaks_for(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Who says yes or no in its name: to people, coalitions and assignments."""
    return standing(user, organisation).speaks


def can_answer_people(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Who asks to join is answered by the contact, or by who helps where nobody is."""
    found = standing(user, organisation)
    return found.speaks or (found.is_left and runs(user, organisation))


def can_ask_to_join(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Who works for a municipality is given a role there, and asks nobody."""
    return organisation.kind != Kind.MUNICIPALITY and not is_member(user, organisation.pk)


def can_add(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Any organisation: who runs the neighbourhood."""
    return can_set_texts(user, neighbourhood)


def kinds_added_by(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> list[Kind]:
    """Residents register what is theirs, and ask nobody."""
    return ADDED if can_add(user, neighbourhood) else OF_RESIDENTS


def can_assign(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Who works for the municipality where the organisation is at home."""
    if organisation.neighbourhood is None:
        return False
    return can_moderate(user, organisation.neighbourhood)
