"""What looks like an initiative."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User

from ..models import Initiative, Resemblance
from ..states import Visibility

MOST = 20


class Alike(NamedTuple):
    pk: int
    title: str
    url: str
    place: str


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
