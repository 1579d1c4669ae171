from datetime import date

from accounts.models import User

from ..holdings import held_by
from ..models import Administrator, Membership, Neighbourhood
from .absences import away_from


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
    if len(people) == 1:
        return people[0]
    return min(people, key=held_by, default=None)


def coordinators_of(neighbourhood: Neighbourhood) -> list[User]:
    """Who sees to it that answers come; the administrators where nobody coordinates."""
    office = Membership.objects.coordinators().filter(neighbourhood=neighbourhood)
    people = list(User.objects.filter(pk__in=office.values("person")).order_by("pk"))
    if people:
        return people
    administrators = Administrator.objects.filter(municipality=neighbourhood.municipality_id)
    return list(User.objects.filter(pk__in=administrators.values("person")).order_by("pk"))
