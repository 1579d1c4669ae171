"""What a visitor downloads, against the bars of DESIGN section 10; from the files as they are."""

from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from tests.bench.browsers import OFFICER, VISITOR, browser
from tests.bench.report import FIRST_VISIT, HTML, HTML_COMPRESSED, REQUESTS, SCRIPT
from tests.bench.seed import Seeded, Sizes, enrich, seed
from tests.bench.sizes import STATIC, Visit, first_visit
from tests.bench.year import fill_year


@pytest.fixture
def full(db: None) -> Seeded:
    """A neighbourhood with more than one page of everything."""
    return seed(Sizes(neighbourhoods=6, people=25, officers=2, initiatives=60), timezone.now())


@cache
def read(address: str) -> bytes:
    name = address.removeprefix(STATIC)
    found = finders.find(name)
    assert found, f"static/{name} is not there: run `make assets`, or scripts/build_assets.py."
    return Path(found).read_bytes()


def visits(full: Seeded) -> dict[str, Visit]:
    year = fill_year(full, timezone.now())
    addresses = {
        "/": VISITOR,
        full.neighbourhood.get_absolute_url(): VISITOR,
        f"{full.neighbourhood.get_absolute_url()}initiatieven/": VISITOR,
        full.initiative.get_absolute_url(): VISITOR,
        enrich(full, timezone.now()).get_absolute_url(): VISITOR,
        year.plan.get_absolute_url(): VISITOR,
        year.goal.get_absolute_url(): VISITOR,
        "/mijn/werk/": OFFICER,
    }
    return {
        address: first_visit(browser(full, who).get(address).content, read)
        for address, who in addresses.items()
    }


def test_a_full_page_is_light(full):
    for address, visit in visits(full).items():
        assert visit.html <= HTML, address
        assert visit.html_compressed <= HTML_COMPRESSED, address


def test_a_first_visit_is_light(full):
    for address, visit in visits(full).items():
        assert visit.compressed <= FIRST_VISIT, (address, visit.files)
        assert visit.script <= SCRIPT, (address, visit.files)
        assert visit.requests <= REQUESTS, (address, visit.files)


def test_a_first_visit_counts_styles_scripts_fonts_and_icons(full):
    names = {Path(name).suffix for name in visits(full)["/"].files}
    assert names == {".css", ".js", ".woff2", ".svg"}
