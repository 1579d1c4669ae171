"""What a chapter is while the coordinator works on it."""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from ..content import Content, Line
from ..models import LeftOut, Report, ReportWords
from ..states.reports import Chapter
from .composing import facts_of, in_order, lines_of


class Edited(NamedTuple):
    """`lines` are all that there are, also those that are left out; `why` is the reason for those,
    and `seen` goes into the form, so that nobody overtakes another unseen."""

    words: str
    lines: list[Line]
    left_out: frozenset[str]
    why: str
    seen: str


class ChapterLine(NamedTuple):
    """A chapter in the list of what one works on."""

    chapter: Chapter
    label: str
    lines: int
    left_out: int
    has_words: bool


def edited(report: Report, chapter: Chapter) -> Edited:
    facts = facts_of(report)
    lines = lines_of(facts, chapter) if facts else []
    if chapter == Chapter.STORIES:
        lines = in_order(lines, report.story_order)
    rows = LeftOut.objects.filter(report=report, chapter=chapter).order_by("line")
    left = list(rows.values_list("line", "why"))
    words = ReportWords.objects.filter(report=report, chapter=chapter)
    return Edited(
        words=words.values_list("words", flat=True).first() or "",
        lines=lines,
        left_out=frozenset(line for line, _why in left),
        why=next((why for _line, why in left if why), ""),
        seen=seen_of(report, chapter),
    )


def seen_of(report: Report, chapter: Chapter) -> str:
    """The same for the same words, lines that are left out, and order."""
    words = ReportWords.objects.filter(report=report, chapter=chapter)
    left = LeftOut.objects.filter(report=report, chapter=chapter)
    return mark_of(
        words.values_list("words", flat=True).first() or "",
        left.values_list("line", "why"),
        report.story_order if chapter == Chapter.STORIES else [],
    )


def mark_of(words: str, left_out: Iterable[tuple[str, str]], order: Iterable[str]) -> str:
    whole = repr([words, sorted(left_out), list(order)])
    return sha256(whole.encode()).hexdigest()[:32]


def chapters_of(report: Report, content: Content) -> list[ChapterLine]:
    left = LeftOut.objects.filter(report=report).values_list("chapter", flat=True)
    gone = list(left)
    return [
        ChapterLine(
            chapter,
            str(chapter.label),
            len(lines_of(content.facts, chapter)),
            gone.count(chapter.value),
            bool(content.words.get(chapter)),
        )
        for chapter in Chapter
    ]
