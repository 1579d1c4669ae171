"""What stands round the list of Mijn werk."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BooleanField, CharField, DateField, IntegerField, Value

from accounts.models import User
from initiatives.models import SavedFilter
from neighbourhoods.selections.absences import Place, places_in, rows_of_places


class Saved(NamedTuple):
    """A choice that somebody keeps under a name."""

    pk: int
    query: str
    name: str


class Desk(NamedTuple):
    places: list[Place]
    saved: list[Saved]


def desk_of(user: User, works_in: Collection[int], today: date) -> Desk:
    """Where somebody works, who is away there, and the choices they keep.

    One query for both: this page is opened all day, and each of them is a few rows.
    """
    kept = SavedFilter.objects.filter(person=user).values_list(
        "pk",
        "query",
        "name",
        Value(None, BooleanField()),
        Value(None, IntegerField()),
        Value("", CharField()),
        Value(None, IntegerField()),
        Value("", CharField()),
        Value(None, DateField()),
        Value(None, DateField()),
    )
    rows: list[tuple[Any, ...]] = list(rows_of_places(works_in, today).union(kept, all=True))
    saved = [Saved(*row[:3]) for row in rows if row[3] is None]
    return Desk(
        places_in(row for row in rows if row[3] is not None),
        sorted(saved, key=lambda one: (one.name.lower(), one.pk)),
    )
