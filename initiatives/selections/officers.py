from datetime import date

from accounts.models import User
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.selections.absences import away_from

from ..models import Review


def officer_for(
    neighbourhood: Neighbourhood, *, today: date, keep: User | None = None
) -> User | None:
    """`keep` while they are officer here, else who has the least to answer; None without any.

    Something new goes to somebody who is there, when there is somebody.
    """
    officers = Membership.objects.officers().filter(neighbourhood=neighbourhood)
    people = [membership.person for membership in officers.select_related("person").order_by("pk")]
    if keep in people:
        return keep
    away = away_from(neighbourhood, today)
    people = [person for person in people if person.pk not in away] or people
    open_reviews = list(
        Review.objects.open().filter(officer__in=people).values_list("officer", flat=True)
    )
    return min(people, key=lambda person: open_reviews.count(person.pk), default=None)
