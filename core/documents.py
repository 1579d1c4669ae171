"""Documents that people keep: the same plain model becomes a page, an accessible PDF (PDF/UA-1,
which its maker checks itself) and an OpenDocument text.

A process of its own makes the two files (`core.printing`): what that takes along is 30 MB, which no
web worker should hold for a page that is asked once a month.
"""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

PDF = "application/pdf"
ODT = "application/vnd.oasis.opendocument.text"
LONGEST = 9  # seconds: a request ends within ten
_BREAKS = re.compile(r"\n\s*\n")
_ROOT = Path(__file__).resolve().parent.parent


class NotMade(Exception):
    """The maker refused it, or took too long; it says why."""


@dataclass(frozen=True)
class Heading:
    """`level` 1 stands below the title; none may be left out (WCAG 1.3.1)."""

    text: str
    level: int = 1
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Text:
    """Empty lines part it into paragraphs; `label` stands before it in bold."""

    text: str
    label: str = ""
    kind: ClassVar[str] = "text"

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in _BREAKS.split(self.text) if part.strip()]


@dataclass(frozen=True)
class Bullets:
    items: Sequence[str]
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True)
class Table:
    """`header` names the columns; each row has as many cells. `caption` says what it holds."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    kind: ClassVar[str] = "table"


Block = Heading | Text | Bullets | Table


@dataclass(frozen=True)
class Document:
    """`language` as HTML has it; `subtitle` says whose it is and of when."""

    title: str
    language: str
    blocks: Sequence[Block]
    subtitle: str = ""
    author: str = ""


def as_pdf(document: Document) -> bytes:
    """With tags, a language and a title. A character of which no font has a picture becomes a
    question mark. Raises NotMade."""
    return _made("pdf", document)


def as_odt(document: Document, *, now: datetime) -> bytes:
    """With the styles of headings, so that a reader finds its way; the first row of a table is its
    header. Raises NotMade."""
    return _made("odt", document, now.replace(tzinfo=None).isoformat())


def _made(what: str, document: Document, *more: str) -> bytes:
    """What the maker writes, to whom the words go as data."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "core.printing", what, *more],
            input=json.dumps(_plain(document)).encode(),
            capture_output=True,
            cwd=_ROOT,
            timeout=LONGEST,
            check=True,
        )
    except subprocess.CalledProcessError as failed:
        raise NotMade(failed.stderr.decode(errors="replace")[-500:]) from failed
    except subprocess.TimeoutExpired as late:
        raise NotMade(f"longer than {LONGEST} s") from late
    return done.stdout


def _plain(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "language": document.language,
        "blocks": [_plain_block(block) for block in document.blocks],
    }


def _plain_block(block: Block) -> dict[str, Any]:
    plain: dict[str, Any] = vars(block) | {"kind": block.kind}
    if isinstance(block, Text):
        plain["paragraphs"] = block.paragraphs
    return plain
