from accounts.models import User
from neighbourhoods.models import Neighbourhood

from ..models import Agreement, Concern


def agreements_held(officer: User, neighbourhood: Neighbourhood | None) -> int:
    """How many promises of the municipality this officer still sees to: here, or anywhere."""
    held = Agreement.objects.held_by(officer)
    return (held.filter(neighbourhood=neighbourhood) if neighbourhood else held).count()


def concerns_held(officer: User, neighbourhood: Neighbourhood | None) -> int:
    held = Concern.objects.held_by(officer)
    return (held.in_neighbourhood(neighbourhood) if neighbourhood else held).count()


def nothing_waits(officer: User, neighbourhood: Neighbourhood | None) -> int:
    """Of what only says who gets what comes."""
    return 0
