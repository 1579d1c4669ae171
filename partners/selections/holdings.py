from accounts.models import User
from neighbourhoods.models import Neighbourhood

from ..models import Agreement


def agreements_held(officer: User, neighbourhood: Neighbourhood | None) -> int:
    """How many promises of the municipality this officer still sees to: here, or anywhere."""
    held = Agreement.objects.held_by(officer)
    return (held.filter(neighbourhood=neighbourhood) if neighbourhood else held).count()
