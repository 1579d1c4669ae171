"""A coordinator has a report made, says what does not work, and publishes; a neighbour reads it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from goals.quarters import quarter_of
from reports.actions import filing, making
from reports.models import Report
from tests.factories import InitiativeFactory

from .conftest import overflow

pytestmark = pytest.mark.django_db(transaction=True)
LACKS = "Jongeren bereiken wij nog niet."


def test_from_the_press_of_a_button_to_a_report_on_a_phone(phone, page, wijk, enter, check_page):
    garden = InitiativeFactory(neighbourhood=wijk.neighbourhood, title="De moestuin")
    garden.updates.create(author=wijk.coordinator, text="De eerste sla staat.")
    now = quarter_of(timezone.localdate())
    enter(page.context, wijk.coordinator)
    page.goto(f"{wijk.path}verslagen/")
    check_page(page)
    page.get_by_role("link", name="Begin een verslag").click()
    page.get_by_text(f"Kwartaal {now.number} van {now.year}, tot nu toe").click()
    check_page(page)
    page.get_by_role("button", name="Maak het concept").click()
    expect(page.get_by_text("Het concept wordt gemaakt")).to_be_visible()
    making.work()
    # The page asks by itself how far it is, without anybody reloading it.
    page.get_by_role("link", name="Maak het verslag af").click()
    check_page(page)
    page.get_by_role("link", name="Schrijf in uw eigen woorden").click()
    page.get_by_label("Uw eigen woorden").fill(LACKS)
    check_page(page)
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Publiceer").click()
    page.get_by_role("button", name="Publiceer nu").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_page(page)
    page.get_by_label("Waarom zonder bewoners?").fill("De zaal was dicht.")
    page.get_by_role("button", name="Publiceer nu").click()
    expect(page.get_by_text("Het verslag staat op de site.")).to_be_visible()

    phone.goto(Report.objects.get().get_absolute_url())
    for words in ("De eerste sla staat.", LACKS, "De zaal was dicht."):
        expect(phone.get_by_text(words)).to_be_visible()
    check_page(phone)
    assert overflow(phone) <= 0
    # Its files are being made; the page says so, and has them when they are there.
    expect(phone.get_by_text("De bestanden worden gemaakt")).to_be_visible()
    filing.work()
    expect(phone.get_by_role("link", name="PDF: om te printen")).to_be_visible()
    check_page(phone)
