"""What of a report is no longer there for everybody: hidden by the house rules, or taken away."""

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Any

from django.db.models import CharField, QuerySet, Value

from core.photos import PhotoState
from goals.models import Contribution, ContributionPhoto, Goal, Meaning, Voice
from initiatives.models import (
    Answer,
    Experiment,
    Initiative,
    LookBack,
    Obstacle,
    Photo,
    SupportRequest,
    Update,
)
from initiatives.states import NewsState
from partners.models import Agreement
from partners.states import Visibility

OF_PUBLIC = {"initiative__visibility": Visibility.PUBLIC}
# Of each kind the rows that everybody may read. What is in no such kind is never hidden.
PUBLIC: dict[str, Callable[[], QuerySet[Any]]] = {
    "update": lambda: Update.objects.filter(state=NewsState.PUBLIC, **OF_PUBLIC),
    "photo": lambda: Photo.objects.public().filter(state=PhotoState.READY, **OF_PUBLIC),
    "contributionphoto": lambda: ContributionPhoto.objects.filter(
        contribution__removed_at=None, contribution__organisation__hidden_reason=""
    ),
    "initiative": Initiative.objects.public,
    "lookback": lambda: LookBack.objects.filter(**OF_PUBLIC),
    "experiment": lambda: Experiment.objects.filter(**OF_PUBLIC),
    "answer": lambda: Answer.objects.filter(review__initiative__visibility=Visibility.PUBLIC),
    "supportrequest": lambda: SupportRequest.objects.filter(**OF_PUBLIC),
    "agreement": Agreement.objects.public,
    "goal": Goal.objects.shown,
    "contribution": Contribution.objects.of_shown_parties,
    "obstacle": lambda: Obstacle.objects.filter(visibility=Visibility.PUBLIC),
    "voice": lambda: Voice.objects.filter(visibility=Visibility.PUBLIC),
    "meaning": Meaning.objects.shown,
}


def hidden_among(keys: Collection[str]) -> set[str]:
    """Those of these keys (`update:12`) that not everybody may read any more: one query."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        kind, _colon, number = key.partition(":")
        if kind in PUBLIC:
            by_kind[kind].append(int(number))
    asked = [
        PUBLIC[kind]()
        .filter(pk__in=numbers)
        .order_by()
        .annotate(of_kind=Value(kind, output_field=CharField()))
        .values_list("of_kind", "pk")
        for kind, numbers in sorted(by_kind.items())
    ]
    if not asked:
        return set()
    first, *others = asked
    there = {f"{kind}:{number}" for kind, number in first.union(*others, all=True)}
    return {f"{kind}:{one}" for kind, numbers in by_kind.items() for one in numbers} - there
