"""What a screen reader hears of a PDF: its words in the order of its tags."""

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def kinds_in(pdf: pikepdf.Pdf) -> list[str]:
    """The tags, in the order of reading."""
    return [str(one.S)[1:] for one in _elements(pdf.Root.StructTreeRoot) if "/S" in one]


def alternatives_in(pdf: pikepdf.Pdf) -> list[str]:
    """What is said for each picture, in the order of reading; nothing where nothing is."""
    figures = [one for one in _elements(pdf.Root.StructTreeRoot) if one.get("/S") == "/Figure"]
    return [str(one.get("/Alt", "")) for one in figures]


def words_in(pdf: pikepdf.Pdf) -> str:
    """All that is read out; what is not part of the document (a running foot) is not in it."""
    told = {page.objgen: _marked(page) for page in pdf.pages}
    return " ".join(" ".join(_read(pdf.Root.StructTreeRoot, None, told)).split())


def _elements(element: Any) -> Iterator[Any]:
    yield element
    for child in _children(element):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield from _elements(child)


def _children(element: Any) -> list[Any]:
    children = element.get("/K", [])
    return list(children) if isinstance(children, pikepdf.Array) else [children]


def _read(element: Any, page: Any, told: dict[Any, dict[int, str]]) -> Iterator[str]:
    page = element.get("/Pg", page)
    for child in _children(element):
        if isinstance(child, int):
            yield told[page.objgen].get(child, "")
        elif "/MCID" in child:
            yield told[child.get("/Pg", page).objgen].get(int(child.MCID), "")
        elif "/S" in child:
            yield from _read(child, page, told)


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """The words of a page by the number that a tag has for them."""
    words: dict[int, str] = defaultdict(str)
    _run(page, page.resources, words)
    return words


def _run(stream: Any, resources: Any, words: dict[int, str]) -> None:
    open_marks: list[int | None] = []
    font: dict[str, str] = {}
    for one in pikepdf.parse_content_stream(stream):
        operands: Any = one.operands
        name = str(one.operator)
        if name == "BDC":
            about = operands[1]
            known = isinstance(about, pikepdf.Dictionary) and "/MCID" in about
            open_marks.append(int(about.MCID) if known else None)
        elif name == "BMC":
            open_marks.append(None)
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            font = _letters(resources.Font[str(operands[0])])
        elif name in {"Tj", "TJ"}:
            mark = next((one for one in reversed(open_marks) if one is not None), None)
            parts = operands[0] if name == "TJ" else [operands[0]]
            if mark is not None:
                words[mark] += "".join(
                    _decoded(bytes(one), font) for one in parts if isinstance(one, pikepdf.String)
                )


def _decoded(codes: bytes, font: dict[str, str]) -> str:
    width = 4 if any(len(code) == 4 for code in font) else 2
    digits = codes.hex()
    found = (digits[at : at + width] for at in range(0, len(digits), width))
    return "".join(font.get(code, "") for code in found)


def _letters(font: Any) -> dict[str, str]:
    """By the code of each letter what it says (ToUnicode)."""
    if "/ToUnicode" not in font:
        return {}
    text = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[str, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letters in PAIR.findall(block):
            found[code.lower()] = bytes.fromhex(letters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, letters in RANGE.findall(block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                code = f"{int(first, 16) + step:0{len(first)}x}"
                found[code] = chr(int(letters, 16) + step)
    return found
