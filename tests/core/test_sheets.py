"""Lists from anybody's computer: each shape is read alike, each bad file gets a clear sentence."""

import io
import struct
import time
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.sheets import (
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNZIPPED,
    Refusal,
    SheetRefused,
    read_sheet,
)

PLAIN = [["Nr", "Titel", "Kosten"], ["1", "Wilde bloemen, blije bijen", "€ 40.000,00"]]
WITH_COMMA = 'Nr,Titel,Kosten\n1,"Wilde bloemen, blije bijen","€ 40.000,00"\n'
WITH_SEMICOLON = "Nr;Titel;Kosten\r\n1;Wilde bloemen, blije bijen;€ 40.000,00\r\n"
AFTERNOON = datetime(2022, 5, 3, 14, 30)  # noqa: DTZ001 a spreadsheet knows no zones
WITH_TAB = "Nr\tTitel\tKosten\n1\tWilde bloemen, blije bijen\t€ 40.000,00\n"


def read(content: bytes) -> list[list[str]]:
    return [cells for _number, cells in read_sheet(io.BytesIO(content)).rows]


def refused(content: bytes) -> Refusal:
    with pytest.raises(SheetRefused) as caught:
        read(content)
    assert str(caught.value.reason.label)
    return caught.value.reason


def xlsx(*rows, more=None) -> bytes:
    book = Workbook()
    tab = book.worksheets[0]
    for row in rows:
        tab.append(row)
    if more:
        more(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


WORKBOOK = xlsx(*PLAIN)


@pytest.mark.parametrize(
    "content",
    [
        WITH_COMMA.encode(),
        WITH_SEMICOLON.encode("utf-8-sig"),
        WITH_SEMICOLON.encode("cp1252"),
        WITH_TAB.encode("utf-16"),
        WITH_TAB.replace("\n", "\r").encode(),
        b"\n\n" + WITH_SEMICOLON.encode() + b";;\n\n",
        xlsx(*PLAIN),
        xlsx(["Nr", "Titel", "Kosten", None], [1.0, *PLAIN[1][1:]], [None, "  ", ""]),
    ],
    ids=["utf-8", "bom", "windows", "unicode text", "old mac", "empty lines", "xlsx", "xlsx wide"],
)
def test_every_shape_of_the_same_list_is_read_alike(content):
    assert read(content) == PLAIN


def test_rows_are_numbered_as_a_spreadsheet_numbers_them():
    sheet = read_sheet(io.BytesIO(b'a;b\n\n"een\ntwee";2\n;\n3;4\n'))

    assert [number for number, _cells in sheet.rows] == [1, 3, 5]
    assert sheet.rows[1][1] == ["een\ntwee", "2"]


def test_what_a_spreadsheet_knows_of_a_cell_becomes_plain_words():
    content = xlsx(
        ["dag", "moment", "getal", "heel", "waar", "fout"],
        [date(2022, 5, 3), AFTERNOON, 2.5, 7.0, True, "#N/B"],
    )

    assert read(content)[1] == ["2022-05-03", "2022-05-03", "2.5", "7", "ja", "#N/B"]


def test_a_formula_is_read_as_its_value_and_never_as_a_formula():
    content = xlsx(["titel", "som"], ["Tuin", "=1+1"])

    assert read(content)[1] == ["Tuin", ""]  # nobody opened it, so it has no value yet


def test_what_looks_like_a_formula_in_a_text_stays_a_text():
    assert read(b"titel;plan\n@En Route;=samen\n")[1] == ["@En Route", "=samen"]


def test_of_several_tabs_the_first_that_holds_a_list_is_read():
    def more(book):
        book.active.title = "Voorblad"
        hidden = book.create_sheet("Weg")
        hidden.sheet_state = "hidden"
        hidden.append(["geheim"])
        hidden.append(["1"])
        tab = book.create_sheet("Lijst")
        for row in PLAIN:
            tab.append(row)

    content = xlsx(["Initiatieven"], more=more)

    sheet = read_sheet(io.BytesIO(content))
    assert sheet.name == "Lijst"
    assert [cells for _number, cells in sheet.rows] == PLAIN


def test_control_characters_do_not_reach_a_database():
    assert read(b"titel;plan\nTu\x01in;re\x7fgel\n") == [
        ["titel", "plan"],
        ["Tuin", "regel"],
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b"\xef\xbb\xbf", Refusal.EMPTY),
        (b" \n;;\n\n", Refusal.EMPTY),
        (xlsx(), Refusal.EMPTY),
        (b"nr;titel\n", Refusal.ONLY_A_HEADER),
        (xlsx(["nr", "titel"]), Refusal.ONLY_A_HEADER),
        (b"%PDF-1.7\n1 0 obj", Refusal.NO_TABLE),
        (b"\x89PNG\r\n\x1a\n", Refusal.NO_TABLE),
        (b"\xff\xd8\xff\xe0 foto", Refusal.NO_TABLE),
        (b"<!DOCTYPE html><table><tr><td>a</td></tr></table>", Refusal.NO_TABLE),
        (b'{"type": "FeatureCollection"}', Refusal.NO_TABLE),
        (b"nr;titel\n1;Tu\x00in\n", Refusal.NO_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal.OLD_EXCEL),
        (b"nr;titel\n1;\x81\x8d\x8f\n", Refusal.UNREADABLE),
        (b"\xff\xfen", Refusal.UNREADABLE),
        (b"a" * (MAX_BYTES + 1), Refusal.TOO_MANY_BYTES),
        (b"t\n" + b"x\n" * (MAX_ROWS + 1), Refusal.TOO_MANY_ROWS),
        (b";".join([b"x"] * (MAX_COLUMNS + 1)) + b"\n1\n", Refusal.TOO_MANY_COLUMNS),
        (b"t\n" + b"x" * (MAX_CELL + 1), Refusal.CELL_TOO_LONG),
        (b't;u\n"' + b"x\n" * 90_000, Refusal.CELL_TOO_LONG),  # a quote that never ends
        (xlsx(["x"] * (MAX_COLUMNS + 1), ["1"]), Refusal.TOO_MANY_COLUMNS),
        (b"PK\x03\x04 and then nothing", Refusal.CORRUPT),
        (WORKBOOK[:-200], Refusal.CORRUPT),
    ],
    ids=lambda value: value.value if isinstance(value, Refusal) else "",
)
def test_a_file_that_is_no_list_gets_a_clear_sentence(content, reason):
    assert refused(content) == reason


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def test_a_document_of_another_program_is_named_so():
    assert refused(zipped(word__document=b"<w/>")) == Refusal.OTHER_OFFICE


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped(xl__workbook=b"0" * (MAX_UNZIPPED + 1))
    assert len(bomb) < 100_000

    began = time.monotonic()
    assert refused(bomb) == Refusal.TOO_MUCH_INSIDE
    assert time.monotonic() - began < 1


def test_a_zip_that_lies_about_its_size_is_cut_off_there():
    """The directory says ten bytes where there are fifty million."""
    good = xlsx(*PLAIN)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["xl/worksheets/sheet1.xml"] = b" " * 50_000_000
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    lie = out.getvalue().replace(struct.pack("<L", 50_000_000), struct.pack("<L", 10))

    assert refused(lie) == Refusal.CORRUPT


def test_a_workbook_with_entities_that_multiply_is_refused():
    good = xlsx(*PLAIN)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    files["xl/worksheets/sheet1.xml"] = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData>'
        "</worksheet>"
    ).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)

    assert refused(out.getvalue()) == Refusal.CORRUPT


def test_a_sheet_that_says_it_is_endless_is_read_as_far_as_it_is():
    def more(book):
        book.active["A1048576"] = "ver weg"

    began = time.monotonic()
    assert read(xlsx(*PLAIN, more=more)) == PLAIN
    assert time.monotonic() - began < 5


@given(st.binary(max_size=400))
def test_whatever_somebody_sends_is_read_or_refused(content):
    with suppress(SheetRefused):
        rows = read(content)
        assert all(isinstance(cell, str) and "\0" not in cell for row in rows for cell in row)


@given(st.integers(min_value=0, max_value=10_000), st.integers(min_value=1, max_value=255))
def test_a_damaged_workbook_is_read_or_refused(spot, damage):
    content = bytearray(WORKBOOK)
    content[spot % len(content)] ^= damage
    with suppress(SheetRefused):
        assert read(bytes(content))
