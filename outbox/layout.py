"""A mail as it is read: the plain text of a message, in parts that its HTML can lay out."""

import re
import unicodedata
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language_bidi, gettext

FOOT = "\n--\n"
CODE = re.compile(r"\d{4,8}")
LONGEST_LABEL = 28  # of a button: more does not fit on one line of a phone
LONGEST_PREVIEW = 110


class Block(NamedTuple):
    """`kind` is text, list, code, button or link; the last two lead to `url`, with one line."""

    kind: str
    lines: list[str]
    direction: str
    url: str = ""


class Letter(NamedTuple):
    """`foot` says why somebody gets it and how to stop; `preview` stands behind the subject."""

    preview: str
    body: list[Block]
    foot: list[Block]


def letter(text: str) -> Letter:
    """Lay out a plain text: the first line that is only an address here becomes the button."""
    body, has_foot, foot = text.rpartition(FOOT)
    if not has_foot:
        body, foot = text, ""
    blocks = _blocks(body, has_button=True)
    return Letter(_preview(blocks), blocks, _blocks(foot, has_button=False))


def _blocks(text: str, *, has_button: bool) -> list[Block]:
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        begins = True
        for line in filter(None, map(str.strip, paragraph.splitlines())):
            before, url = _address_in(line)
            if url:
                wants_button = has_button and not before
                label = before or _label_before(blocks, wants_button)
                kind = "button" if wants_button else "link"
                blocks.append(Block(kind, [label], direction_of(label), url))
                has_button = has_button and not wants_button
            elif CODE.fullmatch(line):
                blocks.append(Block("code", [line], "ltr"))
            else:
                _add(blocks, line, begins=begins)
            begins = False
    return blocks


def _address_in(line: str) -> tuple[str, str]:
    """The words before an address on this site that ends the line, and that address."""
    before, _space, last = line.rpartition(" ")
    here = last == settings.SITE_URL or last.startswith(f"{settings.SITE_URL}/")
    return (before.strip(), last) if here else ("", "")


def _label_before(blocks: list[Block], is_button: bool) -> str:
    """What the line before it says to do, taken from there when it is short enough."""
    line = blocks[-1].lines[-1] if blocks and blocks[-1].kind == "text" else ""
    if line.endswith(":") and (not is_button or len(line) <= LONGEST_LABEL):
        blocks[-1].lines.pop()
        if not blocks[-1].lines:
            blocks.pop()
        return line.removesuffix(":")
    return gettext("Ga naar de pagina")


def _add(blocks: list[Block], line: str, *, begins: bool) -> None:
    is_item = line.startswith("- ")
    kind, words = ("list", line[2:]) if is_item else ("text", line)
    if blocks and blocks[-1].kind == kind and (is_item or not begins):
        blocks[-1].lines.append(words)
    else:
        blocks.append(Block(kind, [words], direction_of(words)))


def _preview(blocks: list[Block]) -> str:
    """The first words after the greeting."""
    texts = [line for block in blocks if block.kind == "text" for line in block.lines]
    after = [line for line in texts if not line.endswith((",", "،"))]
    return (after or texts or [""])[0][:LONGEST_PREVIEW]


def direction_of(text: str) -> str:
    """Where most of its letters run to; mail programs do not all know `dir="auto"`."""
    sides = [unicodedata.bidirectional(character) for character in text]
    left, right = sides.count("L"), sides.count("R") + sides.count("AL")
    if left == right:
        return "rtl" if get_language_bidi() else "ltr"
    return "rtl" if right > left else "ltr"
