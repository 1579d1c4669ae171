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


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name):
    get_template(name)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_every_part_that_scripts_fetch_works_without_them(name):
    """An element that asks by HTMX has, itself or inside it, the plain way: a form or a link."""
    text = (FOLDER / name).read_text()

    for tag in re.findall(r"<(\w+)([^<>]*\sdata-hx-(?:get|post)=[^<>]*)>", text):
        element, attributes = tag
        if element == "a":
            assert "href=" in attributes, attributes
        if element == "form":
            assert "action=" in attributes, attributes


@pytest.mark.parametrize("name", sorted({n for n in NAMES if n.endswith(".html")} - WITHOUT_TOKEN))
def test_a_form_that_posts_carries_its_token(name):
    text = (FOLDER / name).read_text()
    forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL | re.IGNORECASE)

    for form in forms:
        assert "csrf_token" in form, form[:200]


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_a_round_tick_holds_a_sign_and_no_words(name):
    """It is as large as one sign, in white on its own colour: words in it are not seen."""
    text = (FOLDER / name).read_text()

    for inside in re.findall(r"<(?:p|span) class=\"wijk-tick[^>]*>(.*?)</(?:p|span)>", text):
        assert re.fullmatch(r"{% icon [^%]* %}", inside), inside
