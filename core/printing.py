"""The maker of files, a program of its own: `python -m core.printing pdf` (or `odt` and a moment)
reads a document of `core.documents` as JSON and writes the file.

Words go in as data, never as markup. A PDF may not show a character of which no font has a picture:
where one is missing a question mark stands, so that one emoji never costs anybody the document.
"""

import json
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

import typst
from odfdo import Cell, Column, Element, Header, HeaderRows, List, Paragraph, Row
from odfdo import Document as OdfDocument
from odfdo import Table as OdfTable

from core.documents import Block, Bullets, Document, Heading, Table, Text
from core.text import clean

REGIONS = {"nl": "NL", "en": "GB", "ar": "SA", "tr": "TR", "pl": "PL"}
_NO_PICTURE = re.compile(r"could not be displayed")
# Of these the fonts that typst brings have pictures, and of the second ones certainly.
_COMMON = re.compile(r"[^\n\t\u0020-\u007e\u00a0-\u017f\u0391-\u03c9\u0410-\u044f\u2010-\u2022€]")
_SURE = re.compile(r"[^\n\t\u0020-\u007e\u00a0-\u00ff]")


def pdf(data: dict[str, Any]) -> bytes:
    """Raises typst.TypstError for what can be in no PDF/UA."""
    for unknown in (None, _COMMON, _SURE):
        words = data if unknown is None else _without(data, unknown)
        try:
            return _compiled(words)
        except typst.TypstError as error:
            if unknown is _SURE or not _NO_PICTURE.search(str(error)):
                raise
    raise AssertionError("the last attempt returns or raises")


def odt(document: Document, now: datetime) -> bytes:
    made = OdfDocument("text")
    made.body.clear()
    made.meta.title = document.title
    made.meta.creator = made.meta.initial_creator = document.author
    made.meta.creation_date = made.meta.date = now
    made.language = f"{document.language}-{REGIONS.get(document.language, 'NL')}"
    made.body.append(_odf_heading(document.title, 1))
    if document.subtitle:
        made.body.append(_odf_text(document.subtitle))
    for number, block in enumerate(document.blocks, 1):
        for element in _odf(block, number):
            made.body.append(element)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _odf(block: Block, number: int) -> list[Element]:
    if isinstance(block, Heading):
        return [_odf_heading(block.text, block.level + 1)]
    if isinstance(block, Text):
        first, *others = block.paragraphs or [""]
        label = f"{block.label} " if block.label else ""
        return [_odf_text(words) for words in (label + first, *others)]
    if isinstance(block, Bullets):
        return [List([_odf_clean(item) for item in block.items], style="List_20_1")]
    return [_odf_text(block.caption, "Caption"), _odf_table(block, f"Tabel{number}")]


def _odf_table(block: Table, name: str) -> OdfTable:
    table = OdfTable(name)
    table.append(Column(repeated=len(block.header)))
    header = HeaderRows()
    header.append(_odf_row(block.header))
    table.append(header)
    for row in block.rows:
        table.append(_odf_row(row))
    return table


def _odf_row(cells: Sequence[str]) -> Row:
    row = Row()
    for words in cells:
        cell = Cell()
        cell.set_attribute("office:value-type", "string")
        cell.append(_odf_text(words))
        row.append(cell)
    return row


def _odf_heading(words: str, level: int) -> Header:
    made = Header(level, _odf_clean(words))
    made.style = f"Heading_20_{level}"  # what one gives when making it is lost
    return made


def _odf_text(words: str, style: str = "Text_20_body") -> Paragraph:
    return Paragraph(_odf_clean(words), style=style)


def _odf_clean(words: str) -> str:
    """XML has no place for control characters."""
    return clean(words)


def _without(data: Any, unknown: re.Pattern[str]) -> Any:
    if isinstance(data, str):
        return unknown.sub("?", data)
    if isinstance(data, dict):
        return {key: _without(value, unknown) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_without(value, unknown) for value in data]
    return data


def _compiled(data: dict[str, Any]) -> bytes:
    made = typst.compile(
        _template(),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes), "it is one file"
    return made


@cache
def _template() -> bytes:
    return resources.files("core").joinpath("typst", "document.typ").read_bytes()


KINDS: dict[str, type[Block]] = {one.kind: one for one in (Heading, Text, Bullets, Table)}


def _document(data: dict[str, Any]) -> Document:
    blocks = [
        KINDS[block["kind"]](
            **{name: value for name, value in block.items() if name not in ("kind", "paragraphs")}
        )
        for block in data["blocks"]
    ]
    return Document(**data | {"blocks": blocks})


def main(what: str, *more: str) -> None:
    data = json.load(sys.stdin.buffer)
    made = odt(_document(data), datetime.fromisoformat(more[0])) if what == "odt" else pdf(data)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
