"""Finding one's neighbourhood by postcode, place or name."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from core.dutch import Nearness, distance

from ..models import Word
from ..models.geography import Area, AreaLevel, Municipality, PostcodeArea, search_key
from .words import Meant, understand

# "1504", "1504ab", "1504 AB Zaandam"; after search_key.
POSTCODE = re.compile(r"([0-9]{4})(?: ?[a-z]{2}(?: .*)?)?")
SHORTEST_CONTAINED = 3
MOST_WORDS = 6
# From so many signs on a name is still told from other words with one sign wrong, or two.
MISTYPED_ONCE = 6
MISTYPED_TWICE = 10
# Several buurten lead to one wijk, so more rows are read than are shown.
ROWS_PER_RESULT = 5


class PlaceKind(models.TextChoices):
    MUNICIPALITY = "gemeente", _("gemeente")
    WIJK = "wijk", _("wijk")


class Place(NamedTuple):
    kind: PlaceKind
    pk: int  # of the Area, or of the Municipality
    code: str
    label: str
    municipality: str
    municipality_slug: str
    via: str  # the buurt by whose name a wijk was found
    share: float | None  # the part of the postcode's residents who live here, 0 to 1
    neighbourhood: str | None  # slug of the neighbourhood that runs here
    neighbourhood_name: str


class Places(NamedTuple):
    query: str  # as it was understood, fit to be shown again
    postcode: str  # the four digits, when a postcode was asked
    results: tuple[Place, ...]
    more: bool
    read_as: str = ""  # where the question itself gave nothing: without its typing errors

    @property
    def unknown_postcode(self) -> bool:
        return bool(self.postcode) and not self.results


class _Running(NamedTuple):
    slug: str
    name: str


def find_places(query: str, limit: int = 20) -> Places:
    """Exact names before beginnings before parts of names; among equals what runs, then the
    largest. At most three queries, and four more to forgive typing errors."""
    shown = "".join(sign if sign.isprintable() else " " for sign in query[:100]).strip()
    key = search_key(query)
    postcode = POSTCODE.fullmatch(key)
    if postcode:
        found = _by_postcode(postcode[1])
        return Places(shown, postcode[1], tuple(found[:limit]), len(found) > limit)
    found, read_as = _by_words(key, limit) if key else [], ""
    if not found and key and (read_as := _without_mistakes(key)):
        found = _by_words(read_as, limit)
    return Places(shown, "", tuple(found[:limit]), len(found) > limit, read_as if found else "")


def _by_postcode(postcode: str) -> list[Place]:
    rows = (
        PostcodeArea.objects.filter(postcode=postcode)
        .select_related("area__municipality")
        .defer("area__boundary", "area__search_places")
        .order_by("-share", "rank", "pk")
    )
    running = _running(row.area_id for row in rows)
    return [_place(row.area, running, share=row.share) for row in rows]


def _by_words(key: str, limit: int) -> list[Place]:
    municipalities = list(
        Municipality.objects.current()
        .filter(_matches(key, "search_name") | _matches(key, "search_alias"))
        .annotate(nearness=_nearness(key, "search_name", "search_alias"))
        .order_by("nearness", F("residents").desc(nulls_last=True), "pk")[: limit + 1]
    )
    is_municipality = any(_rank(row) == 0 for row in municipalities)
    areas = list(_areas(key, with_places=not is_municipality)[: (limit + 1) * ROWS_PER_RESULT])
    running = _running(area.wijk_id for area in areas)
    ranked: list[tuple[int, bool, Place]] = [
        (_rank(row), False, _municipality_place(row)) for row in municipalities
    ]
    seen = set()
    for area in areas:
        if area.wijk_id in seen:
            continue
        seen.add(area.wijk_id)
        ranked.append((_rank(area), area.wijk_id not in running, _place(area, running)))
    # The sort keeps the order of the queries among equals.
    return [place for *_key, place in sorted(ranked, key=lambda entry: entry[:2])]


def _without_mistakes(key: str) -> str:
    """Each word that is in no name as the name that is nearest to it; nothing when one has none."""
    meant = {one.asked.text: _nearest(one) for one in understand(key, Word.Kind.PLACE)}
    return " ".join(meant.get(word, word) for word in key.split()) if all(meant.values()) else ""


def _nearest(meant: Meant) -> str:
    """The word itself where it is a name, or begins one; else the name that differs the least.

    A name has no forms, so it is compared as it stands; its first sign is hardly ever mistyped.
    """
    word = meant.asked.text
    if any(one.startswith(word) for one in meant.up_to(Nearness.COMPOUND)):
        return word
    most = (len(word) >= MISTYPED_ONCE) + (len(word) >= MISTYPED_TWICE)
    alike = (one for words in meant.answers.values() for one in words if one[0] == word[0])
    each = ((distance(word, one, most), one) for one in alike)
    return min(((far, one) for far, one in each if far <= most), default=(0, ""))[1]


def _areas(key: str, *, with_places: bool) -> "models.QuerySet[Area]":
    """Wijken and buurten by their own name; without a municipality of that name also wijken by
    their place ("zaandam"), and both by name and place together ("poelenburg zaandam")."""
    wanted = _matches(key, "search_name")
    at_place = Q(search_places__contains=f"|{key}|", level=AreaLevel.WIJK)
    if with_places:
        wanted |= at_place
    if with_places and len(key) >= SHORTEST_CONTAINED:
        wanted |= _name_and_place(key.split()[:MOST_WORDS])
    runs = Area.objects.filter(neighbourhoods__is_public=True)
    return (
        Area.objects.filter(wanted)
        .filter(Q(is_current=True) | Q(pk__in=runs.values("pk")))
        .select_related("municipality", "parent")
        .defer("boundary", "search_places", "parent__boundary", "parent__search_places")
        .annotate(nearness=_nearness(key, "search_name", also=[When(at_place, then=Value(1))]))
        .order_by("nearness", "-level", F("residents").desc(nulls_last=True), "pk")
    )


def _name_and_place(words: Sequence[str]) -> Q:
    """Each word begins a word of the name or of a place."""
    each = [
        Q(search_name__startswith=word)
        | Q(search_name__contains=f" {word}")
        | Q(search_places__contains=f"|{word}")
        | Q(search_places__contains=f" {word}")
        for word in words
    ]
    return Q(*each)


def _matches(key: str, field: str) -> Q:
    """A key of one or two signs is the beginning of a name only: half the country has an "a"."""
    how = "contains" if len(key) >= SHORTEST_CONTAINED else "startswith"
    return Q((f"{field}__{how}", key))


def _nearness(key: str, *fields: str, also: Sequence[When] = ()) -> Case:
    """0 the name itself, 1 what `also` says, 2 it begins so, 3 a word of it does, 4 it is
    part of it, 5 found otherwise."""
    return Case(
        When(_any([Q((field, key)) for field in fields]), then=Value(0)),
        *also,
        When(_any([Q((f"{field}__startswith", key)) for field in fields]), then=Value(2)),
        When(_any([Q((f"{field}__contains", f" {key}")) for field in fields]), then=Value(3)),
        When(_any([Q((f"{field}__contains", key)) for field in fields]), then=Value(4)),
        default=Value(5),
        output_field=IntegerField(),
    )


def _rank(row: models.Model) -> int:
    """The annotation `nearness`, which a model does not have for mypy."""
    return int(vars(row)["nearness"])


def _any(conditions: Iterable[Q]) -> Q:
    return Q.create(list(conditions), connector=Q.OR)


def _running(wijken: Iterable[int]) -> dict[int, _Running]:
    """The public neighbourhood per wijk, by its key; one query."""
    rows = (
        Area.objects.filter(pk__in=set(wijken), neighbourhoods__is_public=True)
        .order_by("neighbourhoods__opened_at", "neighbourhoods__pk")
        .values_list("pk", "neighbourhoods__slug", "neighbourhoods__name")
    )
    return {pk: _Running(slug, name) for pk, slug, name in rows}


def _place(area: Area, running: dict[int, _Running], share: float | None = None) -> Place:
    wijk = area if area.parent is None else area.parent
    here = running.get(wijk.pk)
    return Place(
        kind=PlaceKind.WIJK,
        pk=wijk.pk,
        code=wijk.code,
        label=wijk.short_name,
        municipality=area.municipality.name,
        municipality_slug=area.municipality.slug,
        via="" if area is wijk else area.short_name,
        share=share,
        neighbourhood=here.slug if here else None,
        neighbourhood_name=here.name if here else "",
    )


def _municipality_place(municipality: Municipality) -> Place:
    return Place(
        kind=PlaceKind.MUNICIPALITY,
        pk=municipality.pk,
        code=municipality.code,
        label=municipality.name,
        municipality=municipality.name,
        municipality_slug=municipality.slug,
        via="",
        share=None,
        neighbourhood=None,
        neighbourhood_name="",
    )
