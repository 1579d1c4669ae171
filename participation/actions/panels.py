"""The panel of a neighbourhood: in and out with one press. Callers have checked who may."""

from django.db import transaction

from accounts.models import User
from neighbourhoods.models import Neighbourhood

from ..models import PanelMember


@transaction.atomic
def join(neighbourhood: Neighbourhood, *, by: User) -> PanelMember:
    member, _is_new = PanelMember.objects.get_or_create(neighbourhood=neighbourhood, person=by)
    return member


def leave(neighbourhood: Neighbourhood, *, by: User) -> None:
    """No history is written of who was in it."""
    PanelMember.objects.filter(neighbourhood=neighbourhood, person=by).delete()
