"""What somebody means: each word of a question in all the forms that texts know it in."""

from collections.abc import Sequence
from typing import NamedTuple

from core.dutch import Asked, Nearness, asked, nearness, stem, words_of

from ..models import Word

# Of a short word there are very many compounds; the shortest are nearest to it.
MOST = {Nearness.SAME: 40, Nearness.COMPOUND: 160, Nearness.NEAR: 20, Nearness.LOOSE: 20}


class Meant(NamedTuple):
    """An asked word, and the words that answer it, the nearest first."""

    asked: Asked
    answers: dict[Nearness, list[str]]

    def up_to(self, nearness: Nearness) -> list[str]:
        return [word for level in Nearness if level <= nearness for word in self.answers[level]]


def understand(question: str, kind: Word.Kind) -> list[Meant]:
    """Per telling word of the question; one query, and none for a question without words."""
    words = asked(question)
    known = _known(words, kind) if words else []
    return [_meant(one, known) for one in words]


def groups(meant: Sequence[Meant], nearness: Nearness) -> list[list[str]]:
    """For `has`: of each asked word the words that answer it so well, or better."""
    return [one.up_to(nearness) for one in meant]


def answer(words: Sequence[Asked], name: str) -> Nearness | None:
    """How well a short text that is at hand answers all these words; None: not all of them."""
    known = [(word, stem(word)) for word in words_of(name)]
    best = [_best(one, known) for one in words]
    return None if None in best else max((one for one in best if one is not None), default=None)


def _best(wanted: Asked, known: Sequence[tuple[str, str]]) -> Nearness | None:
    each = (nearness(wanted, word, word_stem) for word, word_stem in known)
    return min((one for one in each if one is not None), default=None)


def _known(words: Sequence[Asked], kind: Word.Kind) -> list[tuple[str, str]]:
    rows = Word.objects.likely(words, kind)
    return list(rows.values_list("text", "stem"))


def _meant(wanted: Asked, known: Sequence[tuple[str, str]]) -> Meant:
    answers: dict[Nearness, list[str]] = {level: [] for level in Nearness}
    for text, text_stem in known:
        level = nearness(wanted, text, text_stem)
        if level is not None and len(answers[level]) < MOST[level]:
            answers[level].append(text)
    return Meant(wanted, answers)
