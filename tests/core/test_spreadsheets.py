"""What others open in their spreadsheet: the same in three kinds of file, and harmless."""

import csv
import io
import zipfile
from datetime import date

import pytest
from odfdo import Document
from openpyxl import load_workbook

from core.sheets import read_sheet
from core.spreadsheets import LONGEST, TYPES, Format, Sheet, download, written

COLUMNS = ["Afspraak", "Hoeveel", "Uiterlijk"]
DAY = date(2026, 3, 1)


def sheet(*rows):
    return Sheet("Afspraken: 2026/2027", COLUMNS, rows)


def opened(content, kind):
    """The cells as somebody sees them: texts, numbers, days."""
    if kind == Format.CSV:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    if kind == Format.XLSX:
        tab = load_workbook(io.BytesIO(content)).active
        assert not any(cell.data_type == "f" for row in tab.iter_rows() for cell in row)
        return [list(row) for row in tab.iter_rows(values_only=True)]
    tab = Document(io.BytesIO(content)).body.tables[0]
    assert b"table:formula" not in zipfile.ZipFile(io.BytesIO(content)).read("content.xml")
    return [list(row) for row in tab.iter_values()]


@pytest.mark.parametrize("kind", Format)
def test_what_stands_in_it_is_read_back(kind):
    rows = opened(written(sheet(["Bankjes & “bomen”\nen meer", 3, DAY]), kind), kind)

    assert rows[0] == COLUMNS
    text, number, day = rows[1]
    assert text == "Bankjes & “bomen”\nen meer"
    assert str(number) == "3"
    assert str(day).startswith("2026-03-01")


@pytest.mark.parametrize("kind", Format)
@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n="])
def test_no_text_is_a_formula(kind, first):
    formula = f'{first}HYPERLINK("https://kwaad.example";"x")'
    text = opened(written(sheet([formula, -3, None]), kind), kind)[1][0]

    assert "HYPERLINK" in text
    if kind == Format.CSV:
        assert text.startswith("'")


def test_a_negative_number_stays_a_number():
    assert opened(written(sheet(["a", -3, None]), Format.CSV), Format.CSV)[1] == ["a", "-3", ""]


@pytest.mark.parametrize("kind", Format)
def test_what_no_file_can_hold_is_gone_and_what_is_cut_says_so(kind):
    cells = opened(
        written(sheet(["a\x00\x0bb\x1f\ud800\uffff", 1, DAY], ["x" * 40_000, 1, DAY]), kind), kind
    )

    assert cells[1][0] == "ab"
    assert len(cells[2][0]) == LONGEST
    assert cells[2][0].endswith("[…]")


@pytest.mark.parametrize("kind", Format)
def test_an_empty_list_is_a_file_with_names_of_columns(kind):
    assert opened(written(sheet(), kind), kind) == [COLUMNS]


@pytest.mark.parametrize("kind", [Format.CSV, Format.XLSX])
def test_our_own_reader_reads_it(kind):
    found = read_sheet(io.BytesIO(written(sheet(["Bankjes", 3, DAY]), kind)))

    assert [cells for _number, cells in found.rows] == [COLUMNS, ["Bankjes", "3", "2026-03-01"]]


@pytest.mark.parametrize("kind", Format)
def test_it_is_kept_under_its_own_name(kind):
    answer = download(sheet(), kind, "afspraken-2026")

    assert answer["Content-Disposition"] == f'attachment; filename="afspraken-2026.{kind}"'
    assert answer["Content-Type"] == TYPES[kind]
