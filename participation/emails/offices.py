from activity.actions import Reason
from activity.selections import People
from neighbourhoods.models import Membership, Neighbourhood


def office_of(place: Neighbourhood) -> People:
    """Who works there for the municipality."""
    found = Membership.objects.of_office().filter(neighbourhood=place).select_related("person")
    return [(one.person, Reason.ROLE) for one in found.order_by("pk")]
