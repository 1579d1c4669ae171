from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.permissions import administers, can_moderate, can_set_texts, works_in

from .models import (
    Agreement,
    Asset,
    Concern,
    Letter,
    Member,
    MeToo,
    Organisation,
    Party,
    Post,
)
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


def can_read(user: User | AnonymousUser, letter: Letter) -> bool:
    """Its writer, and who belongs to the organisation."""
    return letter.author_id == user.pk or is_member(user, letter.organisation_id)


def keeps(user: User | AnonymousUser, agreement: Agreement) -> bool:
    """Who made it, or whoever speaks for the organisation that did."""
    return _is_side(user, agreement, agreement.maker_party)


def receives(user: User | AnonymousUser, agreement: Agreement) -> bool:
    """To whom it was made: they say whether it was kept."""
    return _is_side(user, agreement, agreement.receiver_party)


def can_put_first(user: User | AnonymousUser, agreement: Agreement) -> bool:
    """The coordinator says what comes before new promises (O26)."""
    return can_set_texts(user, agreement.neighbourhood)


def _is_side(user: User | AnonymousUser, agreement: Agreement, party: Party) -> bool:
    if party.organisation is None:
        return party.person == user
    if party.organisation.kind == Kind.MUNICIPALITY:
        return works_in(user, agreement.neighbourhood)
    return is_member(user, party.organisation.pk)


def can_answer_concern(user: User | AnonymousUser, concern: Concern) -> bool:
    """Who works here for the municipality, and the organisation that has it."""
    if works_in(user, concern.neighbourhood):
        return True
    return concern.organisation_id is not None and is_member(user, concern.organisation_id)


def can_route_concerns(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    return can_set_texts(user, neighbourhood)


def is_bothered(user: User | AnonymousUser, concern: Concern) -> bool:
    """Reported it, or said "me too": they say whether it is solved."""
    if not user.is_authenticated:
        return False
    if concern.reporter_id == user.pk:
        return True
    return MeToo.objects.filter(concern=concern, person_id=user.pk).exists()


def can_change_asset(user: User | AnonymousUser, asset: Asset) -> bool:
    """Whose it is, their organisation, or who put it there for the neighbourhood."""
    if not user.is_authenticated:
        return False
    if asset.organisation_id:
        return is_member(user, asset.organisation_id)
    return user.pk == (asset.person_id or asset.put_by_id)


def acts_for(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Tells the neighbourhood something in its name: its people, and of a municipality who works
    in one of its neighbourhoods."""
    if organisation.kind != Kind.MUNICIPALITY:
        return can_edit(user, organisation)
    office = Membership.objects.of_office().filter(person_id=user.pk)
    return office.filter(neighbourhood__municipality=organisation.municipality_id).exists()


def can_change_post(user: User | AnonymousUser, post: Post) -> bool:
    if not user.is_authenticated:
        return False
    return Post.objects.of_somebody(user).filter(pk=post.pk).exists()


def can_ask_to_pass_on(user: User | AnonymousUser, post: Post) -> bool:
    """Who posted it, and who works here."""
    return can_change_post(user, post) or works_in(user, post.neighbourhood)
