"""Who is away, and who stands in for them."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import in_words

from ..models import Absence, Membership, Neighbourhood
from ..models.neighbourhood import MembershipQuerySet
from ..states import OFFICE

# As `Absence.objects.on(today)` and `covered(today)`: the day of return and, behind a bar, the name
# of an effective stand-in. Written out, because it stands in the pages that are read most, and
# composing it took a tenth of their time.
_AWAY = """
(
    SELECT away.back_on || '|' || COALESCE((
        SELECT other.name FROM accounts_user AS other
        WHERE other.id = away.stand_in_id
            AND EXISTS (
                SELECT 1 FROM neighbourhoods_membership AS office
                WHERE office.neighbourhood_id = away.neighbourhood_id
                    AND office.person_id = other.id AND office.ended_at IS NULL
                    AND office.role IN (%s, %s)
            )
            AND NOT EXISTS (
                SELECT 1 FROM neighbourhoods_absence AS too
                WHERE too.neighbourhood_id = away.neighbourhood_id AND too.person_id = other.id
                    AND too.first_day <= %s AND too.back_on > %s
            )
    ), '')
    FROM neighbourhoods_absence AS away
    WHERE away.neighbourhood_id = neighbourhoods_membership.neighbourhood_id
        AND away.person_id = neighbourhoods_membership.person_id
        AND away.first_day <= %s AND away.back_on > %s
)
"""


def with_absence(memberships: MembershipQuerySet, today: date) -> MembershipQuerySet:
    """With until when somebody is away who is away today, and who is there instead; one query."""
    given = [*sorted(OFFICE), *[today] * 4]
    return memberships.annotate(away=RawSQL(_AWAY, given))  # noqa: S611 ours, nobody's words in it


def away_words(membership: Membership) -> str:
    """Of one that was fetched `with_absence`: until when, and who is there instead."""
    away: str | None = getattr(membership, "away", None)
    if not away:
        return ""
    back_on, _bar, stand_in = away.partition("|")
    day = in_words(date.fromisoformat(back_on), "j F")
    if stand_in:
        return _("Afwezig tot %(day)s. %(who)s neemt waar.") % {"day": day, "who": stand_in}
    return _("Afwezig tot %(day)s.") % {"day": day}


class Cover(NamedTuple):
    """Who is away from a neighbourhood, and their effective stand-in."""

    absence: Absence
    stand_in: User | None


def cover_of(person: User, neighbourhood: Neighbourhood, today: date) -> Cover | None:
    """None for who is there."""
    away = Absence.objects.on(today).filter(neighbourhood=neighbourhood, person=person)
    absence = away.select_related("stand_in").first()
    if absence is None:
        return None
    is_covered = away.covered(today).exists()
    return Cover(absence, absence.stand_in if is_covered else None)


def uncovered(today: date) -> list[Absence]:
    """Who is away while nobody stands in for them."""
    away = Absence.objects.on(today)
    covered = away.covered(today).values("pk")
    rows = away.exclude(pk__in=covered).select_related("person", "stand_in", "neighbourhood")
    return list(rows.order_by("pk"))


def away_from(neighbourhood: Neighbourhood, today: date) -> set[int]:
    """The keys of who is away today."""
    away = Absence.objects.on(today).filter(neighbourhood=neighbourhood)
    return set(away.values_list("person", flat=True))


class Away(NamedTuple):
    person: int
    name: str
    stand_in: int | None
    stand_in_name: str
    first_day: date
    back_on: date


class Place(NamedTuple):
    """Where somebody works, and who is away there today."""

    pk: int
    slug: str
    name: str
    is_public: bool
    url: str
    away: list[Away]


def places_of_work(neighbourhoods: Collection[int], today: date) -> list[Place]:
    """By name, in one query."""
    return places_in(rows_of_places(neighbourhoods, today))


def rows_of_places(
    neighbourhoods: Collection[int], today: date
) -> "QuerySet[Neighbourhood, tuple[Any, ...]]":
    """For `places_in`, so that somebody can ask for more in the same query; in no order."""
    absent = Q(absences__first_day__lte=today, absences__back_on__gt=today)
    return (
        Neighbourhood.objects.filter(pk__in=neighbourhoods)
        .annotate(absence=FilteredRelation("absences", condition=absent))
        .order_by()
        .values_list(
            "pk",
            "slug",
            "name",
            "is_public",
            "absence__person",
            "absence__person__name",
            "absence__stand_in",
            "absence__stand_in__name",
            "absence__first_day",
            "absence__back_on",
        )
    )


def places_in(rows: Iterable[tuple[Any, ...]]) -> list[Place]:
    """By name; a neighbourhood stands there once for each who is away."""
    places: dict[int, Place] = {}
    for pk, slug, name, is_public, *away in rows:
        if pk not in places:
            url = reverse("portal:neighbourhood", args=[slug])
            places[pk] = Place(pk, slug, name, bool(is_public), url, [])
        if away[0] is not None:
            places[pk].away.append(Away(*away))
    return sorted(places.values(), key=lambda place: (place.name, place.pk))


def stood_in_for(person: int, places: Iterable[Place]) -> dict[tuple[int, int], Away]:
    """Who is away and has this person as stand-in, by neighbourhood and person.

    Nobody for who is away there themselves.
    """
    return {
        (place.pk, one.person): one
        for place in places
        for one in place.away
        if one.stand_in == person and all(other.person != person for other in place.away)
    }
