"""A report on the wall: the year in pictures, on one A3 (O35); with what does not work yet (R9)."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from core.documents import Picture, Quote, Text, Wall
from core.numbers import say_number

from .. import words
from ..content import Content, Facts, Line
from ..models import Report
from ..states.reports import Chapter
from .documents import picture_of, title_of
from .pictures import code_picture, map_picture, shown_address

MOST_PICTURES = 9
MOST_FACTS = 6
# Of what was counted what says most; a promise that was broken stands beside those that were kept.
COUNTED = (
    "initiatives_new", "initiatives_running", "contributions", "kept", "broken", "own", "solved",
    "hours",
)  # fmt: skip


def wall_of(report: Report, content: Content) -> Wall:
    """No queries: `report` comes with its neighbourhood and municipality."""
    facts = content.facts
    address, url = shown_address(report.get_absolute_url())
    honest = content.words.get(Chapter.LACKS, "")
    return Wall(
        title=title_of(report),
        language=(get_language() or "nl")[:2],
        place=f"{facts.neighbourhood}, {facts.municipality}",
        pictures=_pictures(report, facts),
        facts=_counted(facts),
        words=_quote(facts),
        honest=Text(Truncator(honest).chars(260), gettext("Wat (nog) niet werkt")),
        code=code_picture(url),
        scan=gettext("Scan de code, en lees het hele verslag."),
        address=address,
        url=url,
        author=facts.municipality,
    )


def _pictures(report: Report, facts: Facts) -> list[Picture]:
    """One of each thing; without any the map of the neighbourhood."""
    found: list[Picture] = []
    for line in _with_pictures(facts):
        if len(found) == MOST_PICTURES:
            break
        if made := picture_of(line.pictures[0], line.title, width=1.0):
            found.append(replace(made, caption=Truncator(line.title).chars(60)))
    if not found and (drawn := map_picture(report.neighbourhood)):
        found = [replace(drawn, caption=facts.neighbourhood)]
    return found


def _with_pictures(facts: Facts) -> Iterator[Line]:
    seen: set[str] = set()
    lines = [*facts.stories.lines, *(one for goal in facts.goals for one in goal.newest)]
    for line in [*lines, *facts.own.lines]:
        if line.pictures and line.pictures[0].key not in seen and line.title not in seen:
            seen |= {line.pictures[0].key, line.title}
            yield line


def _counted(facts: Facts) -> list[tuple[str, str]]:
    by_code = {one.code: one.value for one in facts.numbers if one.value}
    return [
        (say_number(Decimal(str(by_code[code]))), str(words.NUMBERS[code][0]))
        for code in COUNTED
        if code in by_code
    ][:MOST_FACTS]


def _quote(facts: Facts) -> Quote | None:
    """Somebody's own words: what people saw change, or else of a team."""
    for line in [*facts.said.lines, *facts.stories.lines]:
        if line.text:
            return Quote(Truncator(line.text).chars(220), line.who or line.title)
    return None
