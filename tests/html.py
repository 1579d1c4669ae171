"""What is wrong with a page's HTML, for tests that must find nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import html5lib

NAMESPACE = re.compile(r"\{[^}]*\}")
# Without an end in HTML5: the parser cannot know that these are custom attributes or elements.
POINTS_TO = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "headers")


@lru_cache(maxsize=2)  # it is slow, and the same page is asked several things
def parsed(html: str) -> tuple[Any, list[Any]]:
    """The page as a tree, for reading only, and what is wrong with its syntax."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(html), parser.errors


def problems(html: str) -> list[str]:
    """Syntax, ids that are double or point nowhere, and what our content policy would refuse."""
    tree, errors = parsed(html)
    lines = html.splitlines() or [""]
    found = [
        f"line {line}: {code} {values or ''} in {lines[min(line, len(lines)) - 1].strip()[:120]}"
        for (line, _column), code, values in errors
    ]
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    found += [f"id {key!r} stands {number} times" for key, number in ids.items() if number > 1]
    for element in elements:
        found += _of_one(element, set(ids))
    return found


def fragment_problems(html: str) -> list[str]:
    """The same for a part of a page, which HTMX puts into one; ids outside it are not known."""
    page = f"<!doctype html><html lang=nl><title>x</title><body>{html}</body></html>"
    return [problem for problem in problems(page) if "points to nothing" not in problem]


def _of_one(element: Any, ids: set[str | None]) -> Iterator[str]:
    tag = NAMESPACE.sub("", element.tag)
    if tag == "style" or element.get("style") is not None:
        yield f"<{tag}> has a style of its own"
    if tag == "script" and not element.get("src") and not _is_data(element):
        yield "<script> in the page"
    if tag == "img" and element.get("alt") is None:
        yield f"<img src={element.get('src')!r}> without alt"
    for name, value in element.attrib.items():
        name = NAMESPACE.sub("", str(name))
        if name.startswith(("on", "hx-on", "data-hx-on")):
            yield f"<{tag}> has {name}"
        if name.startswith("hx-"):
            yield f"<{tag}> has {name}: write data-{name}"
        if name in {"href", "src", "action"} and value.strip().lower().startswith("javascript:"):
            yield f"<{tag}> has a script as {name}"
        if name in POINTS_TO:
            yield from (
                f"<{tag}> {name}={key!r} points to nothing"
                for key in value.split()
                if key not in ids
            )


def _is_data(element: Any) -> bool:
    return element.get("type") in {"application/json", "application/ld+json"}
