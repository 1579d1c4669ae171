"""Figures to keep: the same words in CSV, Excel and OpenDocument, and never a formula."""

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from core.tables import MOST, Cell, Table, as_csv, as_ods, as_xlsx

BAD = ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "\tstil", " =1+1", "\r=1"]
FORMULAS: list[list[Cell]] = [[one, 3, None] for one in BAD]
ROWS: list[list[Cell]] = [
    *FORMULAS,
    ['Een bankje; "mooi"\nen nieuw', Decimal("3.5"), date(2026, 5, 4)],
    ["met \x00\x07 en \ufffe erin", -2.25, None],
    ["w" * (MOST + 50), 1, None],
]
TABLE = Table("Cijfers: [2026] van de wijk Poelenburg-West", ["Wat", "Getal", "Dag"], ROWS)


def test_a_csv_opens_in_a_dutch_spreadsheet_and_runs_nothing():
    made = as_csv(TABLE)
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["Wat", "Getal", "Dag"]
    assert all(row[0].startswith("'") for row in rows[1 : len(BAD) + 1])
    assert rows[len(BAD) + 1] == ['Een bankje; "mooi"\nen nieuw', "3,5", "2026-05-04"]
    assert rows[len(BAD) + 2] == ["met  en  erin", "-2,25", ""], "a number below zero stays one"
    assert rows[-1][0].endswith("… (ingekort: de hele tekst staat op de site)")
    assert len(rows[-1][0]) == MOST


def test_a_workbook_holds_words_and_numbers_and_no_formula():
    book = load_workbook(io.BytesIO(as_xlsx([TABLE, TABLE], title="Cijfers")))
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert sheet.cell(2, 1).value == BAD[0]
    assert sheet.cell(len(BAD) + 2, 2).value == 3.5
    assert len(sheet.cell(sheet.max_row, 1).value) == MOST
    assert len(sheet.title) <= 31
    assert sheet.freeze_panes == "A2"
    assert len({tab.title for tab in book.worksheets}) == 2


def test_an_opendocument_holds_the_same_and_no_formula():
    file = zipfile.ZipFile(io.BytesIO(as_ods([TABLE], title="Cijfers & meer", language="nl")))
    assert file.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
    content = file.read("content.xml").decode()
    assert "table:formula" not in content
    assert 'office:value="3.5"' in content
    assert 'office:value="-2.25"' in content
    assert 'office:date-value="2026-05-04"' in content
    assert content.count("table:table-header-rows") == 2  # begin and end
    assert "ingekort" in content
    assert "Cijfers &amp; meer" in file.read("meta.xml").decode()
    assert re.search(r"<text:p>=HYPERLINK", content)


@pytest.mark.parametrize("name", ["", "///", "'", "x" * 80])
def test_any_name_can_stand_on_a_tab(name):
    table = Table(name, ["Wat"], [])
    assert load_workbook(io.BytesIO(as_xlsx([table], title=name))).worksheets[0].max_row == 1
    assert as_ods([table], title=name, language="nl")
