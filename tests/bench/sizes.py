"""What a browser fetches for a page that it sees for the first time."""

import gzip
import re
from collections.abc import Callable
from typing import NamedTuple

LINKED = re.compile(r'<(?:link|script|img|use)\b[^>]*?\b(?:href|src)="(/[^"#]+)')
IN_STYLE = re.compile(r"""url\(["']?([^"')#]+)""")
STATIC = "/static/"


class Visit(NamedTuple):
    """Sizes in bytes; `compressed` counts all requests, `script` only those for scripts."""

    html: int
    html_compressed: int
    compressed: int
    script: int
    requests: int
    files: dict[str, int]


def first_visit(html: bytes, read: Callable[[str], bytes]) -> Visit:
    """`read` gives a static file by its address. Photos of people's own count apart (DESIGN 10)."""
    found = [path for path in LINKED.findall(html.decode()) if path.startswith(STATIC)]
    for path in [path for path in found if path.endswith(".css")]:
        found += [
            f"{path.rpartition('/')[0]}/{name}"
            for name in IN_STYLE.findall(read(path).decode())
            if not name.startswith("data:")
        ]
    files = {name: on_the_wire(name, read(name)) for name in {_plain(path) for path in found}}
    page = compressed(html)
    return Visit(
        html=len(html),
        html_compressed=page,
        compressed=page + sum(files.values()),
        script=sum(size for name, size in files.items() if name.endswith(".js")),
        requests=1 + len(files),
        files=files,
    )


def on_the_wire(name: str, content: bytes) -> int:
    """Fonts are compressed already; of the rest WhiteNoise keeps a compressed copy."""
    return len(content) if name.endswith(".woff2") else compressed(content)


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def _plain(path: str) -> str:
    """Without `..`, so that a font that two styles name counts once."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
