"""Initiatives by what they say: what somebody looks for, and what resembles a title."""

from collections.abc import Iterable
from functools import reduce
from operator import add, or_
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, F, IntegerField, QuerySet, Value, When, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import RowNumber

from core.dutch import STOP_WORDS, Nearness, set_of
from neighbourhoods.models import Neighbourhood, Word
from neighbourhoods.selections.words import Meant, groups, understand

from ..models import Initiative, SearchText
from ..models.initiative import InitiativeQuerySet, address_of
from ..models.search import SearchTextQuerySet
from ..states import Stage

MOST = 500  # nobody turns more pages than these fill
MOST_RESEMBLING = 20
SIMILAR = 3
MOST_FORMS = 40  # of one word of a title: itself, and the shortest compounds with it
LEAST_ALIKE = 0.5  # of what a title says
# They are in so many titles that they make none alike.
FAINT = STOP_WORDS | set_of(
    "samen buurt wijk straat bewoners bewoner buren buur nieuw nieuwe meer mooi mooie mooier "
    "project initiatief idee plan groep leuk leuke elkaar iedereen mensen maken kinderen jongeren "
    "ouderen vrouwen mannen ouders maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
)


# No index has this order: a database that walks through the newest, looking into each for the
# words, is much slower than one that first looks up which have them.
NEWEST = -F("pk")
STRICT = (Nearness.SAME, Nearness.COMPOUND, Nearness.NEAR)


class Found(NamedTuple):
    """Keys, the best first; `resembling`: nothing has the words, these look most like it."""

    keys: list[int]
    more: bool = False
    resembling: bool = False


class Alike(NamedTuple):
    title: str
    url: str
    where: str
    stage: str
    stage_label: str


class Similar(NamedTuple):
    """In the neighbourhood itself, and elsewhere as inspiration."""

    here: list[Alike]
    elsewhere: list[Alike]


def find(initiatives: InitiativeQuerySet, question: str) -> Found:
    """Of these initiatives those that hold every word of the question; at most four queries.

    Those that have them in the title go first; in both a word itself goes before a compound with
    it, and that before one that differs by a sign. What looks less like it comes only instead of
    nothing.
    """
    meant = understand(question, Word.Kind.INITIATIVE)
    if not any(groups(meant, Nearness.LOOSE)):
        return Found([])
    keys = _titled(initiatives, meant)
    if len(keys) <= MOST:
        keys = list(dict.fromkeys(keys + _having(initiatives, meant)))
    if keys:
        return Found(keys[:MOST], more=len(keys) > MOST)
    return Found(_resembling(initiatives, meant), resembling=True)


def similar(title: str, neighbourhood: Neighbourhood) -> Similar:
    """What everybody may see and has much of this title in its own; at most two queries."""
    meant = understand(title, Word.Kind.INITIATIVE)
    if not any(_variants(one) for one in meant):
        return Similar([], [])
    rows = [(row[0], _alike(*row)) for row in _most_alike(meant, neighbourhood)]
    return Similar(
        here=[alike for is_here, alike in rows if is_here],
        elsewhere=[alike for is_here, alike in rows if not is_here],
    )


def _titled(initiatives: InitiativeQuerySet, meant: list[Meant]) -> list[int]:
    """Sorted by what search knows, before anything is read of the initiatives themselves."""
    *levels, wanted = (groups(meant, level) for level in STRICT)
    tiers = [SearchText.objects.titled(level) for level in levels if level != wanted]
    found = SearchText.objects.titled(wanted).filter(pk__in=initiatives.values("pk"))
    return list(found.order_by(_rank(tiers), NEWEST).values_list("pk", flat=True)[: MOST + 1])


def _having(initiatives: InitiativeQuerySet, meant: list[Meant]) -> list[int]:
    """Sorted here: of the newest that are shown at all it is quicker than of every one there is."""
    levels = [[set(words) for words in groups(meant, level)] for level in STRICT]
    found = SearchText.objects.having(levels[-1]).filter(pk__in=initiatives.values("pk"))
    newest = found.order_by(NEWEST).values_list("pk", "words")[: MOST + 1]
    tiers = [(_tier(set(words.split()), levels), pk) for pk, words in newest]
    return [pk for _tier, pk in sorted(tiers, key=lambda one: one[0])]


def _tier(words: set[str], levels: list[list[set[str]]]) -> int:
    """How many levels it takes before each asked word is answered."""
    return sum(any(group.isdisjoint(words) for group in level) for level in levels)


def _resembling(initiatives: InitiativeQuerySet, meant: list[Meant]) -> list[int]:
    """However the words are typed: first what has all of them but one, then what has one in its
    title, then what has one at all; the newest first."""
    each = [words for words in groups(meant, Nearness.LOOSE) if words]
    anyone = [sorted({word for words in each for word in words})]
    tiers = [SearchText.objects.titled(anyone)]
    if len(each) > 2:
        all_but_one = (each[:at] + each[at + 1 :] for at in range(len(each)))
        tiers.insert(0, reduce(or_, map(SearchText.objects.having, all_but_one)))
    found = SearchText.objects.having(anyone).filter(pk__in=initiatives.values("pk"))
    ranked = found.order_by(_rank(tiers), NEWEST).values_list("pk", flat=True)
    return list(ranked[:MOST_RESEMBLING])


def _rank(tiers: list[SearchTextQuerySet]) -> Case:
    """Of the first of these in which it is; of none of them, the last."""
    return Case(
        *(When(pk__in=tier.values("pk"), then=Value(at)) for at, tier in enumerate(tiers)),
        default=Value(len(tiers)),
        output_field=IntegerField(),
    )


def _most_alike(meant: list[Meant], neighbourhood: Neighbourhood) -> "QuerySet[Any, Any]":
    """A word counts half where only a part of it is there, and hardly when it is in very many."""
    any_of = sorted({word for one in meant for word in _variants(one)})
    most = sum(_weight(one) for one in meant)
    visible = Initiative.objects.visible_to(AnonymousUser())
    return (
        SearchText.objects.titled([any_of])
        .filter(pk__in=visible.values("pk"))
        .annotate(alike=_sum(_worth_of_title(one) for one in meant))
        .filter(alike__gte=LEAST_ALIKE * most)
        .annotate(
            is_here=Case(When(initiative__neighbourhood=neighbourhood, then=True), default=False)
        )
        .annotate(
            standing=Window(
                RowNumber(), partition_by=F("is_here"), order_by=[F("alike").desc(), F("pk").desc()]
            )
        )
        .filter(standing__lte=SIMILAR)
        .order_by("standing")
        .values_list(
            "is_here",
            "pk",
            "initiative__title",
            "initiative__stage",
            "initiative__place",
            "initiative__neighbourhood__name",
        )
    )


def _alike(is_here: bool, pk: int, title: str, stage: str, place: str, wijk: str) -> Alike:
    return Alike(
        title=title,
        url=address_of(pk, title),
        where=place if is_here else wijk,
        stage=stage,
        stage_label=str(Stage(stage).label).capitalize(),
    )


def _worth_of_title(meant: Meant) -> Case:
    weight, parts = _weight(meant), _parts(meant)
    whole = SearchText.objects.titled([_whole(meant)])
    part = SearchText.objects.titled([parts])
    return Case(
        When(pk__in=whole.values("pk"), then=Value(weight)),
        *([When(pk__in=part.values("pk"), then=Value(weight // 2))] if parts else []),
        default=Value(0),
        output_field=IntegerField(),
    )


def _weight(meant: Meant) -> int:
    return 1 if meant.asked.text in FAINT else 6


def _variants(meant: Meant) -> list[str]:
    """None of what is in very many titles: it would bring them all."""
    return [] if meant.asked.text in FAINT else _whole(meant) + _parts(meant)


def _whole(meant: Meant) -> list[str]:
    return meant.up_to(Nearness.NEAR)[:MOST_FORMS]


def _parts(meant: Meant) -> list[str]:
    return [word for word in meant.answers[Nearness.LOOSE] if word in meant.asked.parts]


def _sum(worths: Iterable[Case]) -> Combinable:
    return reduce(add, worths)
