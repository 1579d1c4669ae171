"""Documents that people keep: the same plain model becomes a page, an accessible PDF (PDF/UA-1,
which its maker checks itself) and an OpenDocument text. Posters are accessible PDFs too.

A process of its own makes the two files (`core.printing`): what that takes along is 30 MB, which no
web worker should hold for a page that is asked once a month.
"""

import json
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
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


@dataclass(frozen=True)
class Picture:
    """`content` is a JPEG as we store them, or an SVG of our own; `alt` says what is to be seen to
    who cannot see it. `width` is a part of that of the text."""

    content: bytes
    alt: str
    caption: str = ""
    width: float = 1.0
    kind: ClassVar[str] = "picture"


@dataclass(frozen=True)
class Quote:
    """What somebody said, in their own words; `by` is who signed it."""

    text: str
    by: str = ""
    kind: ClassVar[str] = "quote"

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in _BREAKS.split(self.text) if part.strip()]


Block = Heading | Text | Bullets | Table | Picture | Quote


@dataclass(frozen=True)
class Document:
    """`language` as HTML has it; `subtitle` says whose it is and of when. With a name for it in
    `contents` a list of its headings stands in front, in the PDF."""

    title: str
    language: str
    blocks: Sequence[Block]
    subtitle: str = ""
    author: str = ""
    contents: str = ""


@dataclass(frozen=True)
class Poster:
    """An A4 for the wall, with strips to tear off; it is always one page.

    `rows` are pairs of a label and what it says; `picture` a photo, or a pictogram where `is_photo`
    is not. `scan` says what the code is for, `strip` are the lines on each strip.
    """

    title: str
    language: str
    place: str
    text: str
    rows: Sequence[tuple[str, str]]
    picture: Picture
    is_photo: bool
    code: Picture
    scan: str
    address: str
    url: str
    strip: Sequence[str]
    author: str = ""


@dataclass(frozen=True)
class Wall:
    """An A3 for the wall: a year in pictures and few words; it is always one page.

    `facts` are pairs of a figure and what it counts, `words` what somebody said, `honest` what does
    not work yet. Of pictures at most nine are shown, and each needs a caption.
    """

    title: str
    language: str
    place: str
    pictures: Sequence[Picture]
    facts: Sequence[tuple[str, str]]
    words: Quote | None
    honest: Text | None
    code: Picture
    scan: str
    address: str
    url: str
    author: str = ""


def as_pdf(document: Document, *, longest: int = LONGEST) -> bytes:
    """With tags, a language and a title. A character of which no font has a picture becomes a
    question mark. `longest` is in seconds: a worker has more time. Raises NotMade."""
    return made_apart("pdf", _plain(document), longest=longest)


def as_poster(poster: Poster) -> bytes:
    """An accessible PDF of one A4. Raises NotMade."""
    return made_apart("poster", asdict(poster))


def as_wall(wall: Wall, *, longest: int = LONGEST) -> bytes:
    """An accessible PDF of one A3. Raises NotMade."""
    return made_apart("wall", asdict(wall), longest=longest)


def as_odt(document: Document, *, now: datetime) -> bytes:
    """With the styles of headings, so that a reader finds its way; the first row of a table is its
    header. Of a picture it has the description. Raises NotMade."""
    return made_apart("odt", _plain(document), now.replace(tzinfo=None).isoformat())


def made_apart(what: str, data: dict[str, Any], *more: str, longest: int = LONGEST) -> bytes:
    """What the maker writes, a process of its own to whom the words go as data. Raises NotMade."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "core.printing", what, *more],
            input=json.dumps(data, default=_in_letters).encode(),
            capture_output=True,
            cwd=_ROOT,
            timeout=longest,
            check=True,
        )
    except subprocess.CalledProcessError as failed:
        raise NotMade(failed.stderr.decode(errors="replace")[-500:]) from failed
    except subprocess.TimeoutExpired as late:
        raise NotMade(f"longer than {longest} s") from late
    return done.stdout


def _plain(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "language": document.language,
        "contents": document.contents,
        "blocks": [_plain_block(block) for block in document.blocks],
    }


def _plain_block(block: Block) -> dict[str, Any]:
    plain: dict[str, Any] = vars(block) | {"kind": block.kind}
    if isinstance(block, Text | Quote):
        plain["paragraphs"] = block.paragraphs
    return plain


def _in_letters(content: object) -> str:
    """The bytes of a picture, in JSON."""
    if isinstance(content, bytes):
        return b64encode(content).decode()
    return str(content)  # words that are translated late
