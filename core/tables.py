"""Figures that people keep: the same plain table becomes CSV, Excel and OpenDocument.

No cell is ever a formula: words from anybody go in as words (CWE-1236).
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.documents import LONGEST, made_apart
from core.text import clean

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MOST = 32_000  # characters in a cell: Excel takes 32,767
WIDEST = 60  # letters of a column

Cell = str | int | float | Decimal | date | None

_NO_XML = re.compile(r"[\ufffe\uffff]")
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NO_NAME = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Table:
    """`header` names the columns; each row has as many cells. `name` stands on its tab."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def as_csv(table: Table) -> bytes:
    """As a Dutch Excel opens it with two presses: UTF-8 with its mark, semicolons, a comma in
    numbers. What a spreadsheet would take for a formula begins with an apostrophe."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_in_csv(one) for one in table.header])
    writer.writerows([_in_csv(one) for one in row] for row in table.rows)
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(tables: Sequence[Table], *, title: str) -> bytes:
    """A tab for each table, its header in view when one scrolls."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = words(title)
    for table in tables:
        _fill(book.create_sheet(tab_name(table.name)), table)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def as_ods(tables: Sequence[Table], *, title: str, language: str, longest: int = LONGEST) -> bytes:
    """The same, by the maker of documents. Raises core.documents.NotMade."""
    sheets = [
        asdict(table)
        | {
            "name": tab_name(table.name),
            "header": [words(one) for one in table.header],
            "rows": [[_in_ods(one) for one in row] for row in table.rows],
        }
        for table in tables
    ]
    plain = {"title": words(title), "language": language, "tables": sheets}
    return made_apart("ods", plain, longest=longest)


def words(text: str) -> str:
    """What a cell can hold; of what is longer it says that it was cut."""
    whole = _NO_XML.sub("", clean(str(text)))
    if len(whole) <= MOST:
        return whole
    cut = gettext("(ingekort: de hele tekst staat op de site)")
    return f"{whole[: MOST - len(cut) - 2]}… {cut}"


def tab_name(name: str) -> str:
    """As Excel takes it: at most 31 letters, of which two are left to tell tabs apart."""
    return _NO_NAME.sub(" ", words(name)).strip()[:29] or "1"


def _in_csv(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value).replace(".", ",")
    told = words(value)
    return f"'{told}" if told.lstrip(" ").startswith(_BEGINS) else told


def _in_ods(value: Cell) -> dict[str, Any]:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if value is None or isinstance(value, str):
        return {"words": words(value or "")}
    return {"number": str(value)}


def _fill(sheet: Worksheet, table: Table) -> None:
    for number, row in enumerate([table.header, *table.rows], 1):
        for column, value in enumerate(row, 1):
            _set(sheet.cell(number, column), value)
            if number == 1:
                sheet.cell(number, column).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, name in enumerate(table.header):
        longest = max([len(name), *(len(str(row[column] or "")) for row in table.rows)])
        letter = get_column_letter(column + 1)
        sheet.column_dimensions[letter].width = min(longest, WIDEST) + 2


def _set(cell: Any, value: Cell) -> None:
    assert isinstance(cell, ExcelCell), "no cells are merged"
    if isinstance(value, str):
        cell.value = words(value)
        cell.data_type = "s"  # also what begins as a formula does
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.value = value
