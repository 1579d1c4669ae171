from accounts.models import User
from neighbourhoods.models import Neighbourhood

from ..models import AgendaItem, Barrier


def items_held(officer: User, neighbourhood: Neighbourhood | None) -> int:
    held = AgendaItem.objects.held_by(officer)
    return (held.filter(meeting__neighbourhood=neighbourhood) if neighbourhood else held).count()


def barriers_held(officer: User, neighbourhood: Neighbourhood | None) -> int:
    held = Barrier.objects.held_by(officer)
    return (held.filter(meeting__neighbourhood=neighbourhood) if neighbourhood else held).count()
