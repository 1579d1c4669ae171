from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import can_set_texts, works_in

from .models import Asset, Concern, Member, MeToo


def is_member(user: User | AnonymousUser, organisation_id: int) -> bool:
    if not user.is_authenticated:
        return False
    return Member.objects.filter(organisation_id=organisation_id, person_id=user.pk).exists()


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
