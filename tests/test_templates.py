"""A typo in a rare branch is found without visiting it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDER = Path(settings.BASE_DIR) / "templates"
NAMES = [
    str(path.relative_to(FOLDER))
    for path in sorted(FOLDER.rglob("*.*"))
    if path.suffix in {".html", ".txt"} and "_prototypes" not in path.parts
]
# The address is the proof: a mail program presses the button for its reader (RFC 8058).
WITHOUT_TOKEN = {"activity/stop.html", "activity/stop_overviews.html"}
PARTS = 2  # for as many workers


@pytest.fixture(scope="module")
def texts():
    """All pages and their parts, as they are written, by name."""
    return {name: (FOLDER / name).read_text() for name in NAMES if name.endswith(".html")}


@pytest.mark.parametrize("part", range(PARTS))
def test_templates_compile(part):
    for name in NAMES[part::PARTS]:
        try:
            get_template(name)
        except Exception as error:
            error.add_note(name)
            raise


def test_every_part_that_scripts_fetch_works_without_them(texts):
    """An element that asks by HTMX has, itself or inside it, the plain way: a form or a link."""
    plain = {"a": "href=", "form": "action="}
    wrong = [
        (name, element, attributes)
        for name, text in texts.items()
        for element, attributes in re.findall(r"<(\w+)([^<>]*\sdata-hx-(?:get|post)=[^<>]*)>", text)
        if plain.get(element, "") not in attributes
    ]

    assert wrong == []


def test_a_form_that_posts_carries_its_token(texts):
    form = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
    wrong = [
        (name, found[:200])
        for name, text in texts.items()
        for found in form.findall(text)
        if "csrf_token" not in found and name not in WITHOUT_TOKEN
    ]

    assert wrong == []


def test_a_round_tick_holds_a_sign_and_no_words(texts):
    """It is as large as one sign, in white on its own colour: words in it are not seen."""
    tick = re.compile(r"<(?:p|span) class=\"wijk-tick[^>]*>(.*?)</(?:p|span)>")
    wrong = [
        (name, inside)
        for name, text in texts.items()
        for inside in tick.findall(text)
        if not re.fullmatch(r"{% icon [^%]* %}", inside)
    ]

    assert wrong == []
