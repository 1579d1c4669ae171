"""The library of lessons: what is in it, what is found, and what may help who starts something."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.dutch import Nearness
from goals.selections.speaking import spoken_for
from initiatives.selections.finding import FAINT
from initiatives.states import THEME_ICONS, Theme
from neighbourhoods.models import Neighbourhood, Word
from neighbourhoods.selections.words import Meant, groups, understand
from partners.models import Organisation
from partners.states import Kind as Sort

from ..models import Lesson, Method
from ..models.lessons import LessonQuerySet
from ..states.lessons import KIND_ICONS, Kind

MOST = 500  # nobody turns more pages than these fill
OFFERED = 3
MOST_READ = 200  # of those with a word of a title
MOST_FORMS = 40  # of one word
LONGEST = 160  # of the one sentence on a card
QUESTIONS = (  # as history asks them of an initiative
    ("helped", _("Wat hielp")),
    ("otherwise", _("Wat we anders zouden doen")),
    ("brought", _("Wat het ons bracht")),
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")


class Found(NamedTuple):
    """Keys, the best first; `resembling`: nothing has all the words, these have one of them."""

    keys: list[int]
    resembling: bool = False


class Card(NamedTuple):
    """One sentence, what it is of, and where that is; `said` is what the sentence answers."""

    url: str
    title: str
    sentence: str
    said: str
    kind: str
    icon: str
    place: str
    theme: str
    theme_icon: str


class Said(NamedTuple):
    """A question of looking back, and the answer."""

    question: str
    answer: str


def library(place: Neighbourhood | None, theme: str) -> LessonQuerySet:
    """Of all neighbourhoods or of one, about everything or one theme: what everybody may read."""
    found = Lesson.objects.shown()
    if place:
        found = found.filter(neighbourhood=place)
    return found.filter(theme=theme) if theme in Theme.values else found


def find(lessons: LessonQuerySet, question: str) -> Found:
    """Those that hold every word of the question, in the title first; at most three queries."""
    meant = understand(question, Word.Kind.LESSON)
    wanted = groups(meant, Nearness.NEAR)
    if wanted and all(wanted):
        titled = Case(
            When(pk__in=Lesson.objects.titled(wanted).values("pk"), then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        rows = lessons.having(wanted).order_by(titled, "-at", "-pk")
        if keys := list(rows.values_list("pk", flat=True)[:MOST]):
            return Found(keys)
    anyone = [sorted({word for words in groups(meant, Nearness.LOOSE) for word in words})]
    if not anyone[0]:
        return Found([])
    rows = lessons.having(anyone).newest_first()
    return Found(list(rows.values_list("pk", flat=True)[:MOST]), resembling=True)


def like(title: str) -> list[Card]:
    """What others learned from something like it, for who types a title; at most three queries."""
    telling = [one for one in understand(title, Word.Kind.LESSON) if one.asked.text not in FAINT]
    variants = [set(_forms(one)) for one in telling]
    anyone = sorted(set().union(*variants))
    if not anyone:
        return []
    rows = Lesson.objects.shown().having([anyone]).newest_first()[:MOST_READ]
    worth = {
        pk: _worth(variants, set(titled.split()), set(words.split()))
        for pk, titled, words in rows.values_list("pk", "title", "words")
    }
    good = [pk for pk, number in worth.items() if 2 * number >= len(variants)]  # half of it
    best = sorted(good, key=lambda pk: (-worth[pk], -pk))[:OFFERED]
    return cards_of(best)


def cards_of(keys: Iterable[int]) -> list[Card]:
    """In the order of the keys; one query."""
    wanted = list(keys)
    rows = {row.pk: row for row in Lesson.objects.for_cards().filter(pk__in=wanted)}
    return [card(rows[key]) for key in wanted if key in rows]


def card(lesson: Lesson) -> Card:
    (title, said), theme, place = _of(lesson), Theme(lesson.theme), lesson.neighbourhood
    return Card(
        url=lesson.get_absolute_url(),
        title=title,
        sentence=first_sentence(said.answer),
        said=said.question,
        kind=str(Kind(lesson.kind).label).capitalize(),
        icon=KIND_ICONS[Kind(lesson.kind)],
        place=f"{place.name}, {place.municipality.name}",
        theme=str(theme.label),
        theme_icon=THEME_ICONS[theme],
    )


def first_sentence(words: str) -> str:
    """Of a text, and not more than fits on a card."""
    sentence = _SENTENCE.split(words.strip(), maxsplit=1)[0]
    if len(sentence) <= LONGEST:
        return sentence
    return sentence[:LONGEST].rsplit(" ", 1)[0] + "…"


def answers(told: Any) -> list[Said]:
    """Of a look back, those that were given."""
    return [
        Said(str(question), getattr(told, name))
        for name, question in QUESTIONS
        if getattr(told, name)
    ]


def whom_to_ask(method: Method) -> str:
    """The page through which one asks who did it (rule R12): a team on that of its initiative,
    an organisation on its own, and otherwise who is here for the neighbourhood."""
    of = method.organisation
    if of is not None and of.kind == Sort.RESIDENTS_TEAM:
        return str(of.initiative.get_absolute_url())
    if of is not None and of.slug and of.is_listed and of.kind != Sort.MUNICIPALITY:
        return reverse("partners:write", args=[of.slug])
    return reverse("portal:about", args=[method.neighbourhood.slug])


def writes_for(user: User, place: Neighbourhood) -> list[Organisation]:
    """In whose name somebody can write a method here."""
    return spoken_for(user, place)


def _of(lesson: Lesson) -> tuple[str, Said]:
    """Its title, and what is said first."""
    if lesson.method is not None:
        return lesson.method.title, Said("", lesson.method.what)
    if lesson.look_back is not None:
        return lesson.look_back.initiative.title, answers(lesson.look_back)[0]
    assert lesson.goal_look_back is not None
    return lesson.goal_look_back.goal.title, answers(lesson.goal_look_back)[0]


def _forms(meant: Meant) -> list[str]:
    return meant.up_to(Nearness.NEAR)[:MOST_FORMS]


def _worth(variants: list[set[str]], titled: set[str], words: set[str]) -> int:
    """Twice for a word of the title that stands in a title, once where it stands elsewhere."""
    return sum(2 if one & titled else 1 if one & words else 0 for one in variants)
