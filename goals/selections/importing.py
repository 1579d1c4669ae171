"""What a municipality's own list of figures says, row by row: what is right, and what is not with
its reason. Nothing is written here."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.numbers import decimal_sign, read_number
from core.sheets import Sheet
from neighbourhoods.models import Area, Municipality

from ..models import Figure, FigureImport, FigureSeries
from ..states import Direction

FIRST_YEAR, LAST_YEAR = 1950, 2100
NAME, LABEL, UNIT, THEME, SOURCE, METHOD = 60, 120, 40, 40, 120, 60  # signs that fit
AS_IT_IS = "origineel"  # of a figure that was not computed
HEADER_WITHIN = 10  # rows: above the names of the columns there may stand a title
_YEAR = re.compile(r"[0-9]{4}")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")

# How columns are called, in small letters without signs.
COLUMNS: dict[str, frozenset[str]] = {
    "code": frozenset({"wijkcode", "gebiedscode", "gebied", "code", "cbscode", "gwbcode"}),
    "name": frozenset({"indicator", "cijfer", "graadmeter", "onderwerp", "naam"}),
    "year": frozenset({"periode", "jaar", "peiljaar"}),
    "value": frozenset({"waarde", "aantal", "getal", "score"}),
    "label": frozenset({"label", "omschrijving", "titel"}),
    "unit": frozenset({"eenheid"}),
    "theme": frozenset({"thema"}),
    "direction": frozenset({"gunstigerichting", "richting"}),
    "source": frozenset({"bron"}),
    "method": frozenset({"methode"}),
}
NEEDED = ("code", "name", "year", "value")
DIRECTIONS = {"hoger": Direction.UP, "meer": Direction.UP, "lager": Direction.DOWN,
              "minder": Direction.DOWN}  # fmt: skip


class Wrong(TextChoices):
    """Why a row is left out; the label says what to do."""

    NO_CODE = "no_code", _("Er staat geen code van een wijk, zoals WK047911.")
    OTHER_AREA = "other_area", _("Dit is geen wijk van deze gemeente.")
    NO_NAME = "no_name", _("Er staat niet welk cijfer het is.")
    LONG_NAME = "long_name", _("De naam van het cijfer is te lang: er passen 60 tekens.")
    NO_YEAR = "no_year", _("De periode is geen jaar, zoals 2024.")
    NO_VALUE = "no_value", _("De waarde is geen getal, of is te groot.")
    TWO_WAYS = (
        "two_ways",
        _("Dit getal kan op twee manieren gelezen worden. Schrijf 1234 of 1,234."),
    )
    OTHER_UNIT = "other_unit", _("De eenheid is een andere dan bij dit cijfer hierboven.")
    DOUBLE = "double", _("Dit cijfer van deze wijk en dit jaar staat er al, hoger in de lijst.")


class Line(NamedTuple):
    """A row that is right, as it is kept until somebody confirms it."""

    code: str
    name: str
    year: int
    value: str
    source: str
    method: str


class Refused(NamedTuple):
    """A row that is left out: its number in the file, what stood there, and why."""

    number: int
    words: str
    reason: str


class Read(NamedTuple):
    lines: list[Line]
    refused: list[Refused]
    series: dict[str, dict[str, str]]


class Preview(NamedTuple):
    """What confirming will do. `there` says which figures are new to this municipality."""

    new: int
    changed: int
    same: int
    series: list[str]
    wijken: int


def columns_of(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """In which row the columns are named, and where each is; some may be missing."""
    best: tuple[int, dict[str, int]] = (0, {})
    for at, (_number, cells) in enumerate(sheet.rows[:HEADER_WITHIN]):
        words = [_key(cell) for cell in cells]
        found = {
            name: next(nth for nth, word in enumerate(words) if word in known)
            for name, known in COLUMNS.items()
            if any(word in known for word in words)
        }
        if len(found) > len(best[1]):
            best = at, found
    return best


def missing_columns(sheet: Sheet) -> list[str]:
    _at, found = columns_of(sheet)
    return [name for name in NEEDED if name not in found]


def read(sheet: Sheet, municipality: Municipality, *, source: str) -> Read:
    """`source` is that of rows that name none."""
    at, columns = columns_of(sheet)
    wijken = set(
        Area.objects.wijken().filter(municipality=municipality).values_list("code", flat=True)
    )
    rows = [(number, _cells(cells, columns)) for number, cells in sheet.rows[at + 1 :]]
    sign = decimal_sign(cells["value"] for _number, cells in rows)
    lines: dict[tuple[str, str, int], Line] = {}
    refused: list[Refused] = []
    series: dict[str, dict[str, str]] = {}
    for number, cells in rows:
        line = _line(cells, wijken, series, sign, source)
        if isinstance(line, Line) and (line.name, line.code, line.year) in lines:
            line = Wrong.DOUBLE
        if isinstance(line, Line):
            lines[line.name, line.code, line.year] = line
            series.setdefault(line.name, _about(cells))
        else:
            refused.append(Refused(number, _words(cells), line.value))
    return Read(list(lines.values()), refused, series)


def preview(found: FigureImport, division: int) -> Preview:
    """Seen from what stands now."""
    ours = FigureSeries.objects.filter(municipality=found.municipality_id, name__in=found.series)
    standing = {
        (name, code, year): value
        for name, code, year, value in Figure.objects.filter(
            series__in=ours, division=division
        ).values_list("series__name", "area_code", "year", "value")
    }
    lines = [Line(*row) for row in found.rows]
    before = [standing.get((one.name, one.code, one.year)) for one in lines]
    new = sum(value is None for value in before)
    same = sum(
        value is not None and value == Decimal(one.value)
        for one, value in zip(lines, before, strict=True)
    )
    return Preview(
        new=new,
        changed=len(lines) - new - same,
        same=same,
        series=[about["label"] for about in found.series.values()],
        wijken=len({one.code for one in lines}),
    )


def _line(
    cells: Mapping[str, str],
    wijken: set[str],
    series: Mapping[str, Mapping[str, str]],
    sign: str,
    source: str,
) -> Line | Wrong:
    code, name = cells["code"].upper(), cells["name"]
    if not code:
        return Wrong.NO_CODE
    if code not in wijken:
        return Wrong.OTHER_AREA
    if not name:
        return Wrong.NO_NAME
    if len(name) > NAME:
        return Wrong.LONG_NAME
    year = cells["year"]
    if not _YEAR.fullmatch(year) or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return Wrong.NO_YEAR
    value = read_number(cells["value"], sign)
    if value is None:
        either = read_number(cells["value"]) is not None
        return Wrong.TWO_WAYS if either else Wrong.NO_VALUE
    if name in series and series[name]["unit"] != _about(cells)["unit"]:
        return Wrong.OTHER_UNIT
    method = "" if cells["method"].lower() == AS_IT_IS else cells["method"][:METHOD]
    return Line(code, name, int(year), str(value), (cells["source"] or source)[:SOURCE], method)


def _about(cells: Mapping[str, str]) -> dict[str, str]:
    """What the list says of a figure, in its first row."""
    name = cells["name"]
    unit = cells["unit"][:UNIT]
    return {
        "label": (cells["label"] or name.replace("_", " ").capitalize())[:LABEL],
        "unit": "" if unit.lower() == "aantal" else unit,
        "theme": cells["theme"][:THEME],
        "direction": DIRECTIONS.get(cells["direction"].lower(), ""),
    }


def _cells(cells: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    """In one line each, empty where there is no such column."""
    found = {name: cells[columns[name]] if name in columns else "" for name in COLUMNS}
    return {name: " ".join(text.split()) for name, text in found.items()}


def _words(cells: Mapping[str, str]) -> str:
    parts: Iterable[str] = (cells[name][:60] for name in NEEDED)
    return ", ".join(part for part in parts if part)


def _key(text: str) -> str:
    return _NOT_A_LETTER.sub("", text.lower())
