"""A spreadsheet from anybody's computer becomes rows of clean text, or a sentence that says why."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple, Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core import lazily
from core.text import clean

openpyxl = lazily.module("openpyxl")  # ten megabytes

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 60
MAX_CELL = 10_000  # characters
MAX_TEXT = 8_000_000  # characters, of all cells together
# An xlsx is a zip: so much may come out of it, in so many files.
MAX_UNZIPPED = 40 * 1024 * 1024
MAX_FILES = 500
SNIFFED = 64_000  # characters that tell which delimiter it is
DELIMITERS = ";,\t"

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# How files begin that somebody takes for a spreadsheet, or calls one.
NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z")
NO_TABLES_IN_WORDS = ("<!doctype", "<html", "<?xml", "{", "[{")


class Refusal(TextChoices):
    """Why a file is no list that we can read; the label tells its sender what to do instead."""

    TOO_MANY_BYTES = (
        "too_many_bytes",
        _("Dit bestand is groter dan 5 MB. Verdeel de lijst over meer bestanden."),
    )
    TOO_MUCH_INSIDE = (
        "too_much_inside",
        _(
            "Uitgepakt is dit bestand veel te groot. "
            "Bewaar alleen het blad met de lijst, en kies dat."
        ),
    )
    TOO_MANY_ROWS = (
        "too_many_rows",
        _("Deze lijst heeft meer dan 10.000 rijen. Verdeel haar over meer bestanden."),
    )
    TOO_MANY_COLUMNS = (
        "too_many_columns",
        _("Deze lijst heeft meer dan 60 kolommen. Haal weg wat u niet nodig heeft."),
    )
    CELL_TOO_LONG = (
        "cell_too_long",
        _(
            "In een van de vakjes staat een tekst van meer dan 10.000 tekens, "
            "of er staat een aanhalingsteken te veel. Maak dat vakje korter."
        ),
    )
    EMPTY = ("empty", _("Dit bestand is leeg. Kies een bestand met een lijst erin."))
    ONLY_A_HEADER = (
        "only_a_header",
        _("Er staat maar één rij in dit bestand: de namen van de kolommen. De lijst is leeg."),
    )
    OLD_EXCEL = (
        "old_excel",
        _(
            "Dit is een oud Excel-bestand (.xls), of er zit een wachtwoord op. "
            "Bewaar het in Excel als .xlsx of als CSV, zonder wachtwoord, en kies dat."
        ),
    )
    OTHER_OFFICE = (
        "other_office",
        _("Dit is geen Excel-bestand. Bewaar de lijst als .xlsx of als CSV, en kies dat."),
    )
    NO_TABLE = (
        "no_table",
        _("Dit is geen lijst. Kies een bestand uit Excel (.xlsx) of een CSV-bestand."),
    )
    CORRUPT = (
        "corrupt",
        _("Dit bestand is beschadigd: wij kunnen het niet lezen. Bewaar het opnieuw."),
    )
    UNREADABLE = (
        "unreadable",
        _("Wij kunnen de letters in dit bestand niet lezen. Bewaar het als CSV UTF-8 of .xlsx."),
    )


class SheetRefused(Exception):
    """The file is not read; `reason.label` says why to the person who chose it."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.name)
        self.reason = reason


class Sheet(NamedTuple):
    """Rows as text, each with its number in the file; what has no text at all is left out.

    All rows are as wide as the widest. `name` is that of the tab in a workbook with more of them.
    """

    rows: list[tuple[int, list[str]]]
    name: str = ""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def read_sheet(file: Readable) -> Sheet:
    """Read a CSV or XLSX by its content; anything else raises `SheetRefused`.

    A formula is read as the value that was last seen in it; a date as `2022-05-03`.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise SheetRefused(Refusal.TOO_MANY_BYTES)
    if content.startswith(OLD_OFFICE):
        raise SheetRefused(Refusal.OLD_EXCEL)
    if content.lstrip().startswith(NO_TABLES):
        raise SheetRefused(Refusal.NO_TABLE)
    sheet = _workbook(content) if content.startswith(ZIP) else Sheet(_rows(_lines(content)))
    if not sheet.rows:
        raise SheetRefused(Refusal.EMPTY)
    if len(sheet.rows) == 1:
        raise SheetRefused(Refusal.ONLY_A_HEADER)
    width = max(len(cells) for _number, cells in sheet.rows)
    rows = [(number, cells + [""] * (width - len(cells))) for number, cells in sheet.rows]
    return sheet._replace(rows=rows)


def _rows(lines: Iterable[tuple[int, Iterable[object]]]) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    letters = 0
    for number, line in lines:
        cells = [_text(cell) for cell in line]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(rows) > MAX_ROWS:  # the first holds the names of the columns
            raise SheetRefused(Refusal.TOO_MANY_ROWS)
        if len(cells) > MAX_COLUMNS:
            raise SheetRefused(Refusal.TOO_MANY_COLUMNS)
        if max(map(len, cells)) > MAX_CELL:
            raise SheetRefused(Refusal.CELL_TOO_LONG)
        letters += sum(map(len, cells))
        if letters > MAX_TEXT:
            raise SheetRefused(Refusal.TOO_MUCH_INSIDE)
        rows.append((number, cells))
    return rows


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, date):
        return cell.isoformat()
    return clean(str(cell).replace("\r\n", "\n").replace("\r", "\n")).strip()


# --- CSV


def _lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    words = _decoded(content)
    if words.lstrip()[:20].lower().startswith(NO_TABLES_IN_WORDS):
        raise SheetRefused(Refusal.NO_TABLE)
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=_delimiter(words))
    try:
        yield from enumerate(reader, 1)  # as a spreadsheet numbers its rows
    except csv.Error as problem:  # of one field that has no end
        raise SheetRefused(Refusal.CELL_TOO_LONG) from problem


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _by("utf-16", content)
    if b"\x00" in content:
        raise SheetRefused(Refusal.NO_TABLE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _by("cp1252", content)


def _by(encoding: str, content: bytes) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise SheetRefused(Refusal.UNREADABLE) from problem


def _delimiter(words: str) -> str:
    """That which cuts the first lines into most cells, the same number in each."""
    begin = words[:SNIFFED]
    return max(DELIMITERS, key=lambda delimiter: _evenness(begin, delimiter))


def _evenness(begin: str, delimiter: str) -> tuple[bool, float, int]:
    try:
        lines = list(csv.reader(io.StringIO(begin, newline=""), delimiter=delimiter))
    except csv.Error:
        return False, 0, 0
    widths = [len(line) for line in lines[:50] if any(line)]
    if not widths or max(widths) == 1:
        return False, 0, 0
    usual = max(set(widths), key=widths.count)
    return usual > 1, widths.count(usual) / len(widths), usual


# --- XLSX


def _workbook(content: bytes) -> Sheet:
    _check_zip(content)
    try:
        return _first_filled(content)
    except SheetRefused:
        raise
    except Exception as problem:  # the library may raise anything at a broken file
        raise SheetRefused(Refusal.CORRUPT) from problem


def _check_zip(content: bytes) -> None:
    """Before anything is unpacked; a file that is longer than it says is cut there by zipfile."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = archive.infolist()
    # A zip of a later kind than zipfile knows is NotImplementedError.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise SheetRefused(Refusal.CORRUPT) from problem
    if len(files) > MAX_FILES or sum(file.file_size for file in files) > MAX_UNZIPPED:
        raise SheetRefused(Refusal.TOO_MUCH_INSIDE)
    if not any(file.filename.startswith("xl/") for file in files):
        raise SheetRefused(Refusal.OTHER_OFFICE)


def _first_filled(content: bytes) -> Sheet:
    """The first tab that holds a list."""
    book = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    try:
        tabs = [tab for tab in book.worksheets if tab.sheet_state == "visible"]
        first = Sheet([])
        for tab in tabs:
            tab.reset_dimensions()  # what it says of its own size may be untrue
            # One column and some rows more than there may be, so that it is seen when there are.
            values = tab.iter_rows(
                max_row=MAX_ROWS + 100, max_col=MAX_COLUMNS + 1, values_only=True
            )
            found = Sheet(_rows(enumerate(values, 1)), tab.title if len(tabs) > 1 else "")
            if len(found.rows) > 1:
                return found
            first = first if first.rows else found
        return first
    finally:
        book.close()
