from accounts.models import User
from neighbourhoods.models import Membership, Neighbourhood

from ..models import Review


def officer_for(neighbourhood: Neighbourhood, keep: User | None = None) -> User | None:
    """`keep` while they are officer here, else who has the least to answer; None without any."""
    officers = Membership.objects.officers().filter(neighbourhood=neighbourhood)
    people = [membership.person for membership in officers.select_related("person").order_by("pk")]
    if keep in people:
        return keep
    open_reviews = list(
        Review.objects.open().filter(officer__in=people).values_list("officer", flat=True)
    )
    return min(people, key=lambda person: open_reviews.count(person.pk), default=None)
