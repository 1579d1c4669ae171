"""What search knows of initiatives, written with them; doing it again changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import F

from core.dutch import telling, words_of
from core.fulltext import Has
from neighbourhoods.actions.words import learn, unlearn
from neighbourhoods.models import Area, Neighbourhood, Word

from ..models import Initiative, SearchText
from ..states import Visibility

AT_ONCE = 500


@transaction.atomic
def index(initiatives: Sequence[Initiative]) -> None:
    """Search finds them by what they say now; of those that are gone, or go on in
    another one, it forgets all.

    The action that changes a text calls this, in its own transaction. Six queries for as many
    as there are, and one more per word that some of them no longer have.
    """
    keys = [one.pk for one in initiatives]
    before = _words_of_rows(SearchText.objects.filter(pk__in=keys))
    there = [one for one in initiatives if _stands(one)]
    buurten, places = _buurten(there), _places(there)
    rows = [_row(one, buurten, places) for one in there]
    SearchText.objects.filter(pk__in=set(keys) - {row.pk for row in rows}).delete()
    SearchText.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["initiative"],
        update_fields=["title", "words"],
        batch_size=AT_ONCE,
    )
    now = {word for row in rows for word in row.words.split()}
    learn(now - before, Word.Kind.INITIATIVE)
    unlearn(_unused(before - now), Word.Kind.INITIATIVE)


def index_missing() -> int:
    """Those that came in by a way around the actions; how many there were."""
    missing = Initiative.objects.standing().filter(search=None)
    number = 0
    for some in _batches(missing.order_by("pk").values_list("pk", flat=True).iterator()):
        index(list(Initiative.objects.filter(pk__in=some)))
        number += len(some)
    return number


def index_all() -> int:
    """All anew: after a change in how words are read."""
    SearchText.objects.all().delete()
    Word.objects.filter(kind=Word.Kind.INITIATIVE).delete()
    return index_missing()


def _stands(initiative: Initiative) -> bool:
    return initiative.visibility != Visibility.GONE and initiative.merged_into_id is None


def _row(initiative: Initiative, buurten: dict[int, str], places: dict[int, str]) -> SearchText:
    """Also by where it is: "moestuin slotervaart" is a question."""
    title = list(dict.fromkeys(words_of(initiative.title)))
    where = f"{buurten.get(initiative.buurt_id or 0, '')} {places[initiative.neighbourhood_id]}"
    rest = words_of(f"{initiative.place} {where} {initiative.plan} {initiative.needs}")
    words = dict.fromkeys([*title, *telling(rest)])
    return SearchText(initiative=initiative, title=" ".join(title), words=" ".join(words))


def _buurten(initiatives: Iterable[Initiative]) -> dict[int, str]:
    keys = {one.buurt_id for one in initiatives if one.buurt_id}
    if not keys:
        return {}
    return dict(Area.objects.filter(pk__in=keys).values_list("pk", "short_name"))


def _places(initiatives: Iterable[Initiative]) -> dict[int, str]:
    """The neighbourhood and its municipality, by the key of the first."""
    keys = {one.neighbourhood_id for one in initiatives}
    rows = Neighbourhood.objects.filter(pk__in=keys) if keys else Neighbourhood.objects.none()
    return {
        pk: f"{name} {municipality}"
        for pk, name, municipality in rows.values_list("pk", "name", "municipality__name")
    }


def _words_of_rows(rows: Iterable[SearchText]) -> set[str]:
    return {word for row in rows for word in row.words.split()}


def _unused(words: set[str]) -> list[str]:
    """A name that somebody took out of a text is not kept as a word either."""
    return [
        word for word in words if not SearchText.objects.filter(Has(F("words"), [[word]])).exists()
    ]


def _batches(keys: Iterator[int]) -> Iterator[list[int]]:
    while some := list(islice(keys, AT_ONCE)):
        yield some
