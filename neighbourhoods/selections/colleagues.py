from django.db.models import QuerySet

from accounts.models import User

from ..models import Membership, Neighbourhood


def colleagues_in(neighbourhood: Neighbourhood, *, but: User | None = None) -> QuerySet[User]:
    """Who works here for the municipality, by name; without `but`."""
    office = Membership.objects.of_office().filter(neighbourhood=neighbourhood)
    people = User.objects.filter(pk__in=office.values("person"), is_active=True)
    return (people.exclude(pk=but.pk) if but else people).order_by("name", "pk")
