"""Who may do what with reports. Callers pass what they found already."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import coordinates


def can_edit(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Begins, finishes and publishes its reports: the coordinator."""
    return coordinates(user, neighbourhood)
