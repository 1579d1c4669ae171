"""A resident looks for what there is: with typing errors, by choices, and while writing."""

import re

import pytest
from playwright.sync_api import expect

from initiatives.models import Initiative
from tests.factories import InitiativeFactory, ReviewFactory, UserFactory

from .conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(wijk, sent):
    """Two here and one elsewhere."""
    fatma = UserFactory(name="Fatma")
    bench = sent("Een bankje bij de speeltuin", by=fatma)
    sent("Moestuin op het veldje", by=fatma)
    elsewhere = InitiativeFactory(title="Moestuinen op daken")
    ReviewFactory(initiative=elsewhere)
    return bench


@pytest.mark.journey_sqlite
def test_somebody_finds_what_they_mean_and_takes_choices_away(visitor, wijk, three, check_page):
    phone = visitor(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    phone.goto(f"{wijk.path}initiatieven/")
    look = phone.get_by_label("Zoek in de initiatieven")

    # With a typing error; the number is told, and what was chosen stands there.
    look.fill("bankkje")
    look.press("Enter")
    expect(phone.get_by_role("link", name="Een bankje bij de speeltuin")).to_be_visible()
    expect(phone.get_by_role("link", name="Moestuin op het veldje")).to_have_count(0)
    expect(phone.get_by_role("status").filter(has_text="1 initiatief")).to_have_count(1)
    expect(phone).to_have_url(re.compile(r"zoek=bankkje"))
    check_page(phone)

    # Where it is comes when one gets there, and leads to a buurt.
    phone.get_by_role("heading", name="Kies een buurt").scroll_into_view_if_needed()
    check_page(phone)
    phone.get_by_role("link", name="De hele wijk").click()
    expect(phone.get_by_role("link", name="Haal weg: Waar, De hele wijk")).to_be_visible()

    # One choice less, then none: the address is that of the whole list again.
    phone.get_by_role("link", name="Haal weg: Zoek, “bankkje”").click()
    expect(phone.get_by_role("link", name="Moestuin op het veldje")).to_be_visible()
    phone.get_by_role("link", name="Wis alles").click()
    expect(phone).to_have_url(re.compile(r"/initiatieven/$"))

    # Everywhere.
    phone.get_by_role("banner").get_by_role("link", name="Zoeken").click()
    phone.get_by_label("Zoek een initiatief, organisatie of plaats").fill("moestuinen")
    phone.get_by_role("main").get_by_role("button", name="Zoek").click()
    expect(phone.get_by_role("link", name="Moestuinen op daken")).to_be_visible()
    expect(phone.get_by_role("link", name="Moestuin op het veldje")).to_be_visible()
    expect(phone.get_by_text("Geen plaats of postcode gevonden")).to_be_visible()
    check_page(phone)
    phone.get_by_label("Zoek een initiatief, organisatie of plaats").fill("Poelenburg")
    phone.get_by_role("main").get_by_role("button", name="Zoek").click()
    expect(phone.get_by_role("heading", name="Plaatsen en postcodes")).to_be_visible()
    check_page(phone)


def test_who_writes_a_title_sees_what_is_there_and_loses_nothing(page, wijk, three, check_page):
    page.goto(f"{wijk.path}initiatieven/nieuw/")
    title = page.get_by_label("Hoe heet uw idee?")
    title.press_sequentially("Een moestuin", delay=20)

    panel = page.get_by_role("region", name="Lijkt dit erop?")
    expect(panel.get_by_role("link", name="Moestuin op het veldje")).to_be_visible()
    expect(panel.get_by_role("link", name="Moestuinen op daken")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Lijkt dit erop?")).to_have_count(1)
    expect(title).to_be_focused()
    expect(page.get_by_text("Bewaard", exact=True)).to_be_visible()
    check_page(page)

    # Looking and coming back: what was typed is there, and so is what resembles it.
    panel.get_by_role("link", name="Moestuin op het veldje").click()
    expect(page.get_by_role("heading", name="Moestuin op het veldje", level=1)).to_be_visible()
    page.goto(f"{wijk.path}initiatieven/nieuw/")
    expect(page.get_by_label("Hoe heet uw idee?")).to_have_value("Een moestuin")
    expect(page.get_by_role("region", name="Lijkt dit erop?")).to_be_visible()

    # Another title: nothing resembles it, and the panel is gone.
    page.get_by_label("Hoe heet uw idee?").fill("Vliegerdag")
    expect(page.get_by_role("region", name="Lijkt dit erop?")).to_have_count(0)
    assert Initiative.objects.count() == 3


def test_without_script_everything_is_found_as_well(no_js_page, wijk, three, check_html):
    page = no_js_page
    page.goto(f"{wijk.path}initiatieven/?zoek=bankjes")
    expect(page.get_by_role("link", name="Een bankje bij de speeltuin")).to_be_visible()
    page.get_by_role("link", name="Kijk waar in de wijk het is").click()
    page.get_by_role("link", name="De hele wijk").click()
    expect(page.get_by_role("link", name="Een bankje bij de speeltuin")).to_be_visible()

    page.goto("/zoeken/?zoek=Poelenburg")
    page.get_by_role("link", name="Zoek ook bij plaatsen en postcodes").click()
    expect(page.get_by_role("heading", name="Plaatsen en postcodes")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Poelenburg").first).to_be_visible()
    check_html(page)
