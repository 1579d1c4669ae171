"""The maker of files, a program of its own: `python -m core.printing pdf` (or `poster`, `wall`, or
`odt` and a moment) reads a document of `core.documents` as JSON and writes the file.

Words go in as data, never as markup, and pictures as files. A PDF may not show a character of
which no font has a picture: where one is missing a question mark stands, so that one emoji never
costs anybody the document.
"""

import json
import re
import sys
from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib import resources
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from odfdo import Cell, Column, Element, Header, HeaderRows, List, Paragraph, Row
from odfdo import Document as OdfDocument
from odfdo import Table as OdfTable

from core.documents import Block, Bullets, Document, Heading, Picture, Quote, Table, Text
from core.text import clean

REGIONS = {"nl": "NL", "en": "GB", "ar": "SA", "tr": "TR", "pl": "PL"}
# The maker names each text of which no font has a picture, an unseen one as "\\u{202e}".
_NO_PICTURE = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_NAMED = 3  # times that what it names is left out, before all that is not sure is
# Of these the fonts that typst brings have pictures, and of the second ones certainly.
_COMMON = re.compile(r"[^\n\t\u0020-\u007e\u00a0-\u017f\u0391-\u03c9\u0410-\u044f\u2010-\u2022€]")
_SURE = re.compile(r"[^\n\t\u0020-\u007e\u00a0-\u00ff]")


def pdf(data: dict[str, Any], template: str = "document") -> bytes:
    """Raises typst.TypstError for what can be in no PDF/UA."""
    with TemporaryDirectory() as folder:
        words = _with_files(data, Path(folder), count(1))
        for attempt in range(_NAMED + 2):
            try:
                return _compiled(words, template, folder)
            except typst.TypstError as error:
                named = _NO_PICTURE.findall(error.diagnostic)
                if not named:
                    raise
                words = _without(words, _unknown(named, attempt))
        return _compiled(words, template, folder)


def _unknown(named: list[str], attempt: int) -> re.Pattern[str]:
    if attempt < _NAMED:
        found = "".join(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), one) for one in named)
        return re.compile(f"[{re.escape(found)}]")
    return _COMMON if attempt == _NAMED else _SURE


def _with_files(data: Any, folder: Path, number: "count[int]") -> Any:
    """Each picture written beside the document, which names the file instead."""
    if isinstance(data, list):
        return [_with_files(one, folder, number) for one in data]
    if not isinstance(data, dict):
        return data
    plain = {
        name: _with_files(value, folder, number)
        for name, value in data.items()
        if name != "content"
    }
    if "content" in data:
        content = b64decode(data["content"])
        plain["file"] = f"/{next(number)}.{'svg' if content.startswith(b'<svg') else 'jpg'}"
        Path(folder, plain["file"][1:]).write_bytes(content)
    return plain


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
    if isinstance(block, Quote):
        by = [_odf_text(f"— {block.by}")] if block.by else []
        return [*(_odf_text(words, "Quotations") for words in block.paragraphs), *by]
    if isinstance(block, Picture):
        return [_odf_text(words) for words in (block.alt, block.caption) if words]
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


def _compiled(data: dict[str, Any], template: str, folder: str) -> bytes:
    main = Path(folder, "main.typ")
    main.write_bytes(_template(template))
    made = typst.compile(
        str(main),
        root=folder,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes), "it is one file"
    return made


@cache
def _template(name: str) -> bytes:
    return resources.files("core").joinpath("typst", f"{name}.typ").read_bytes()


KINDS: dict[str, type[Block]] = {
    one.kind: one for one in (Heading, Text, Bullets, Table, Picture, Quote)
}
TEMPLATES = {"pdf": "document", "poster": "poster", "wall": "wall"}


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
    if what == "odt":
        made = odt(_document(data), datetime.fromisoformat(more[0]))
    else:
        made = pdf(data, TEMPLATES[what])
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
