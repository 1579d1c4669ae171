"""What looks like an initiative."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.db.models.expressions import RawSQL

from accounts.models import User

from ..models import Initiative, Resemblance
from ..models.initiative import InitiativeQuerySet, address_of
from ..states import Visibility

MOST = 20
# As `Resemblance.objects.shown()`, key and title of the first. By hand, because the page of an
# initiative is read more than any other, and composing this took a tenth of its time.
_FIRST = """
(
    SELECT (other.id || ':' || other.title)
    FROM initiatives_resemblance AS alike
    JOIN initiatives_initiative AS other ON other.id = alike.other_id
    JOIN neighbourhoods_neighbourhood AS place ON place.id = other.neighbourhood_id
    WHERE alike.initiative_id = initiatives_initiative.id
        AND alike.ended_at IS NULL AND other.visibility = %s AND place.is_public = %s
    ORDER BY alike.id
    LIMIT 1
)
"""


class Alike(NamedTuple):
    pk: int
    title: str
    url: str
    place: str


def with_alike(initiatives: InitiativeQuerySet) -> InitiativeQuerySet:
    """With the first one that looks like it, so that a page need not ask for it apart."""
    return initiatives.annotate(alike=RawSQL(_FIRST, [Visibility.PUBLIC.value, True]))  # noqa: S611 ours, nobody's words in it


def first_alike(initiative: Initiative) -> Alike | None:
    """Of one that was fetched `with_alike`."""
    found: str | None = getattr(initiative, "alike", None)
    if not found:
        return None
    key, _, title = found.partition(":")
    return Alike(int(key), title, address_of(int(key), title), "")


def alike(initiative: Initiative) -> list[Alike]:
    """All that look like it and are there for everybody; one query."""
    rows = Resemblance.objects.shown().filter(initiative=initiative)
    found = rows.select_related("other__neighbourhood").order_by("pk")[:MOST]
    return [_alike(row.other) for row in found]


def candidates(initiative: Initiative, words: str, user: User | AnonymousUser) -> list[Alike]:
    """What may look like it, in this neighbourhood first: by words in the title."""
    known = Resemblance.objects.filter(initiative=initiative, ended_at=None).values("other")
    found = (
        Initiative.objects.visible_to(user)
        .filter(visibility=Visibility.PUBLIC, neighbourhood__is_public=True)
        .exclude(pk=initiative.pk)
        .exclude(pk__in=known)
        .filter(neighbourhood__municipality=initiative.neighbourhood.municipality_id)
    )
    for word in words.split()[:8]:
        found = found.filter(title__icontains=word)
    here = Q(neighbourhood=initiative.neighbourhood_id)
    rows = found.select_related("neighbourhood").annotate(is_here=here).order_by("-is_here", "-pk")
    return [_alike(one) for one in rows[:MOST]]


def _alike(initiative: Initiative) -> Alike:
    return Alike(
        initiative.pk,
        initiative.title,
        initiative.get_absolute_url(),
        initiative.neighbourhood.name,
    )
