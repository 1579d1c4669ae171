"""The words that search knows: by these it understands compounds and forgives typing errors."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Length

from core.dutch import LONGEST, SHORTEST_CONTAINED, SHORTEST_MISTYPED, Asked
from core.fulltext import Begins, Contains, Resembles

MOST_LIKELY = 2000


class WordQuerySet(models.QuerySet["Word"]):
    def likely(self, asked: Iterable[Asked], kind: "Word.Kind") -> "WordQuerySet":
        """All that may answer one of these, the shortest first; core.dutch says which do.

        The kind is asked of each that is found, and not first: else SQLite reads all of a kind.
        """
        wanted = Q.create([_likely(one, kind) for one in asked], connector=Q.OR)
        found = self.annotate(of_kind=Concat("kind", Value(""))).filter(wanted, of_kind=kind)
        return found.order_by(Length("text"), "text")[:MOST_LIKELY]


class Word(models.Model):
    """A word of some text that can be searched, with its stem; each kind of text has its own.

    On SQLite triggers keep `neighbourhoods_word_fts` beside it (migration 0004): who changes this
    table in a migration makes them anew.
    """

    class Kind(models.TextChoices):
        PLACE = "place"
        INITIATIVE = "initiative"
        LESSON = "lesson"

    kind = models.CharField(max_length=12, choices=Kind)
    text = models.CharField(max_length=LONGEST)
    stem = models.CharField(max_length=LONGEST)

    objects = WordQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="word_once", fields=["kind", "text"])]
        indexes = [models.Index(name="word_by_stem", fields=["kind", "stem"])]

    def __str__(self) -> str:
        return self.text


def _likely(asked: Asked, kind: Word.Kind) -> Q:
    """Each by an index of its own."""
    likely = Q(kind=kind, stem__in=asked.keys) | Q(kind=kind, text__in=asked.keys | asked.parts)
    for core in {asked.text, asked.base}:
        if len(core) >= SHORTEST_CONTAINED:
            likely |= Q(Contains(F("text"), core))
        elif len(core) == SHORTEST_CONTAINED - 1:
            likely |= Q(Begins(F("text"), core))
    if len(asked.text) >= SHORTEST_MISTYPED and asked.text.isalpha():
        likely |= Q(Resembles(F("text"), asked.text))
    return likely
