"""Dutch words as search sees them: folded, with their stems, and how near one is to another.

Made here and not by a database, so that both databases find the same.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

LONGEST = 40  # of a word; beyond that nothing is a word
MOST_ASKED = 8  # words of one question
READ = 500  # signs of one question
SHORTEST_CONTAINED = 4
SHORTEST_PART = 4
SHORTEST_MISTYPED = 5  # one sign may be wrong
LONG = 8  # from here two may be, and one wrong is hardly ever another word


def set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What says nothing about what a text is about.
STOP_WORDS = set_of(
    "aan al alle als altijd bij dan dat de deze die dit doen door dus een en er ga gaan geen haar "
    "had hebben heeft hem het hier hij hoe hun ik in is ja je jij jou jullie kan kom kunnen maar "
    "me meer men met mij mijn naar niet nog nu of om omdat ons onze ook op over s samen t te tot u "
    "uit uw van veel voor waar was wat we wel wij wil willen worden wordt ze zich zij zijn zo zou "
    "zullen"
)
INFLECTIONS = set_of("e en er ers eren s je jes tje tjes pje pjes etje etjes n t")
# "vergeten" is no compound of "eten".
PREFIXES = set_of("be ge her ont ver")
_WORD = re.compile(r"[^\W_]+")
_DOUBLED = re.compile(r"([aeou])\1")
_MARKS = {ord(sign): None for sign in "'’‘`´\0"}


class Nearness(IntEnum):
    """How a word that is known answers a word that was asked; the nearest first."""

    SAME = 0  # or another form of it
    COMPOUND = 1  # it is part of it: "zwerfafval" in "zwerfafvalmeldingen"
    NEAR = 2  # one sign differs in a long word
    LOOSE = 3  # a typing error in a short word, two in a long one, or only a part of what was asked


class Asked(NamedTuple):
    """A word of a question, and in which forms it may stand in a text."""

    text: str
    keys: frozenset[str]
    base: str
    parts: frozenset[str]  # what it may be compounded of


def fold(text: str) -> str:
    """Small letters without accents: "Één café" is "een cafe"."""
    letters = unicodedata.normalize("NFKD", text).casefold().translate(_MARKS)
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """In the order of the text; a word of more than forty signs is cut."""
    return [word[:LONGEST] for word in _WORD.findall(fold(text))]


def telling(words: Iterable[str]) -> list[str]:
    """Those that say what a text is about, each once; all of them when none does."""
    each = list(dict.fromkeys(words))
    return [word for word in each if word not in STOP_WORDS] or each


def asked(text: str) -> list[Asked]:
    """What is asked for; nothing when the text holds no word."""
    return [_asked(word) for word in telling(words_of(text[:READ]))[:MOST_ASKED]]


@lru_cache(maxsize=32_768)  # of the words of texts; a text has each of its words many times
def stem(word: str) -> str:
    """What two stemmers leave that is most of a word: "boom" of "bomen", "veilig" of "veilige".

    The first knows vowels and diminutives, and now and then takes too much; the second does not.
    """
    first, second = _stems(word)
    return first if word.endswith(("je", "jes")) else max(first, second, key=len)


def nearness(wanted: Asked, word: str, word_stem: str) -> Nearness | None:
    """How `word`, of which `word_stem` is the stem, answers what is wanted; None: not at all."""
    if word in wanted.keys or word_stem in wanted.keys:
        return Nearness.SAME
    for core in (wanted.text, wanted.base):
        before, found, after = word.partition(core)
        if not found:
            continue
        if not before:
            if after in INFLECTIONS:
                return Nearness.SAME
            if len(core) >= SHORTEST_CONTAINED - 1:
                return Nearness.COMPOUND
        elif _is_compound(before, core, after):
            return Nearness.COMPOUND
    mistakes = _mistakes(wanted, word, word_stem)
    if mistakes == 1 and len(wanted.text) >= LONG:
        return Nearness.NEAR
    return Nearness.LOOSE if mistakes or word in wanted.parts else None


def cores(wanted: Asked) -> tuple[str, ...]:
    """Where none of these stands in a folded text, no word of that answers what is wanted, but by
    a typing error; where one does, `nearness` says. Much quicker than that for many texts.

    "boom" gives "bom" as well, for "bomen", and "huis" only "hui", for "huizen".
    """
    found = set()
    for core in wanted.keys:
        stays = core[:-1] if core[-1] in "fvsz" and len(core) > SHORTEST_CONTAINED - 1 else core
        if len(stays) >= SHORTEST_CONTAINED - 1:
            found |= {stays, _DOUBLED.sub(r"\1", stays)}
    return tuple(
        core for core in sorted(found) if not any(other in core for other in found - {core})
    )


def distance(one: str, other: str, most: int) -> int:
    """Signs wrong, missing, too many or swapped; `most + 1` for whatever is farther apart."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        before, previous, row = row, before, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != its))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == its:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _asked(word: str) -> Asked:
    base = stem(word)
    keys = {word, base, *(one for one in _stems(word) if len(one) >= SHORTEST_CONTAINED)}
    parts = {
        part for cut in range(SHORTEST_PART, len(word) - 2) for part in (word[:cut], word[-cut:])
    }
    return Asked(word, frozenset(keys), base, frozenset(parts))


def _is_compound(before: str, core: str, after: str) -> bool:
    if len(core) < SHORTEST_CONTAINED or len(before) < 3 or before in PREFIXES:
        return False
    return not after or after in INFLECTIONS or len(after) >= 3


def _mistakes(wanted: Asked, word: str, word_stem: str) -> int:
    """How many signs are mistyped, 0 when it is another word altogether."""
    length = len(wanted.text)
    if length < SHORTEST_MISTYPED or not wanted.text.isalpha():
        return 0
    most = 2 if length >= LONG else 1
    found = min(distance(wanted.text, word, most), distance(wanted.base, word_stem, most))
    return found if 0 < found <= most else 0


class _Stemmers(threading.local):
    """A stemmer holds the word that it works on, so each thread has its own."""

    def __init__(self) -> None:
        self.both = [snowballstemmer.stemmer(name) for name in ("dutch", "dutch_porter")]


_stemmers = _Stemmers()


def _stems(word: str) -> tuple[str, str]:
    first, second = _stemmers.both
    return first.stemWord(word) or word, second.stemWord(word) or word
