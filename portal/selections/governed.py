"""What an administrator sees to: that somebody answers in every neighbourhood (Mijn werk)."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef

from accounts.models import User
from neighbourhoods.models import Membership, Municipality, Neighbourhood


class Gap(NamedTuple):
    """A neighbourhood in which somebody is missing."""

    slug: str
    name: str
    has_coordinator: bool
    has_officer: bool


class Governed(NamedTuple):
    municipality: Municipality
    number: int
    gaps: list[Gap]


def governed_by(user: User) -> list[Governed]:
    """The municipalities that this person administers; one query, two for who has any."""
    municipalities = list(Municipality.objects.filter(administrators__person=user).by_name())
    if not municipalities:
        return []
    here = Membership.objects.filter(neighbourhood=OuterRef("pk"))
    rows = (
        Neighbourhood.objects.filter(municipality__in=municipalities)
        .annotate(
            has_coordinator=Exists(here & Membership.objects.coordinators()),
            has_officer=Exists(here & Membership.objects.officers()),
        )
        .order_by("name", "pk")
        .values_list("municipality", "slug", "name", "has_coordinator", "has_officer")
    )
    places: dict[int, list[Gap]] = {one.pk: [] for one in municipalities}
    for municipality, slug, name, coordinator, officer in rows:
        places[municipality].append(Gap(slug, name, coordinator, officer))
    return [
        Governed(
            one,
            len(places[one.pk]),
            [gap for gap in places[one.pk] if not (gap.has_coordinator and gap.has_officer)],
        )
        for one in municipalities
    ]
