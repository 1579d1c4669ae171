"""One question, and what there is to it: neighbourhoods, organisations and initiatives."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from core.dutch import asked
from core.paging import Page, page
from initiatives.models import Initiative
from initiatives.selections.cards import Card, cards
from initiatives.selections.finding import find
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.words import answer
from partners.models import Organisation
from partners.states import Kind

SHOWN = 5
MOST_READ = 3_000  # names; each is read in some twenty microseconds
NEIGHBOURHOOD = "neighbourhood"  # where an organisation has its kind


class Named(NamedTuple):
    """Something that is found by its name, and its page."""

    kind: str  # in words; nothing for a neighbourhood
    name: str
    place: str
    url: str


class Answers(NamedTuple):
    """`resembling` and `more` are of the initiatives (initiatives.selections.finding.Found)."""

    page: Page[Card]
    resembling: bool
    more: bool
    neighbourhoods: list[Named]
    organisations: list[Named]

    @property
    def is_empty(self) -> bool:
        return not (self.page.total or self.neighbourhoods or self.organisations)


def search(question: str, user: User | AnonymousUser, number: str | None) -> Answers:
    """What is found by its name stands on the first page only."""
    visible = Initiative.objects.visible_to(user)
    found = find(visible, question)
    keys = page(found.keys, number)
    rows = visible.for_cards().filter(pk__in=keys.rows).annotate(wijk=F("neighbourhood__name"))
    by_key = {row.pk: row for row in rows}
    shown = [by_key[key] for key in keys.rows if key in by_key]
    named = _named(question) if keys.number == 1 else []
    return Answers(
        page=Page(_with_wijk(shown), keys.number, keys.last, keys.total),
        resembling=found.resembling and bool(shown),
        more=found.more,
        neighbourhoods=[one for one in named if not one.kind][:SHOWN],
        organisations=[one for one in named if one.kind][:SHOWN],
    )


def _with_wijk(rows: list[Initiative]) -> list[Card]:
    """Among those of other neighbourhoods a card says in which it is."""
    return [
        card._replace(where=", ".join(part for part in (card.where, vars(row)["wijk"]) if part))
        for card, row in zip(cards(rows), rows, strict=True)
    ]


def _named(question: str) -> list[Named]:
    """Neighbourhoods that run and organisations that are listed, the nearest first; one query.

    They are few and their names short, so they are read one by one.
    """
    words = asked(question)
    if not words:
        return []
    neighbourhoods = Neighbourhood.objects.public().values_list(
        Value(NEIGHBOURHOOD), "name", "municipality__name", "slug"
    )
    organisations = Organisation.objects.public().values_list(
        "kind", "name", Coalesce("neighbourhood__name", "municipality__name"), "slug"
    )
    rows = neighbourhoods.union(organisations, all=True)[:MOST_READ]
    found = [(answer(words, name), name, row) for row in rows if (name := row[1])]
    ranked = sorted((level, name, row) for level, name, row in found if level is not None)
    return [_as_named(*row) for _level, _name, row in ranked]


def _as_named(kind: str, name: str, place: str, slug: str) -> Named:
    if kind == NEIGHBOURHOOD:
        return Named("", name, place, reverse("portal:neighbourhood", args=[slug]))
    words = str(Kind(kind).label).capitalize()
    return Named(words, name, place, reverse("partners:organisation", args=[slug]))
