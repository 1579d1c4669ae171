"""Residents take over a task of the municipality: every step is dated, and everybody reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import UserFactory

from .conftest import DESKTOP, PHONE, overflow

pytestmark = pytest.mark.django_db(transaction=True)

TASK = "Het groen op het plein"


def test_a_team_challenges_the_municipality_and_both_agree(
    visitor, phone, page, wijk, sent, enter, mail_to, check_page
):
    fatma = UserFactory(email="fatma@voorbeeld.example", name="Fatma")
    initiative = sent("Samen voor het plein", by=fatma)
    enter(phone.context, fatma)
    enter(page.context, wijk.officer)
    day = timezone.localdate() + timedelta(days=40)

    # The team says what kind it is, and asks.
    phone.goto(f"/initiatief/{initiative.pk}/fase/")
    check_page(phone)
    phone.get_by_text("We gebruiken het uitdaagrecht").click()
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_role("heading", name="Een taak van de gemeente overnemen")).to_be_visible()
    check_page(phone)
    phone.get_by_label("Welke taak van de gemeente").fill(TASK)
    phone.get_by_label("Hoe gaat u het doen?").fill("Met twaalf buren")
    phone.get_by_label("Wat kost het").fill("6.000 euro")
    phone.get_by_role("button", name="Verstuur de aanvraag").click()
    expect(phone.get_by_role("alert")).to_contain_text("Schrijf hoe u zorgt dat het goed blijft.")
    expect(phone.get_by_label("Hoe gaat u het doen?")).to_have_value("Met twaalf buren")
    check_page(phone)
    phone.get_by_label("Hoe zorgt u dat het goed blijft?").fill("Een rooster")
    phone.get_by_role("button", name="Verstuur de aanvraag").click()
    expect(phone.get_by_text("De gemeente zegt uiterlijk").first).to_be_visible()
    check_page(phone)

    # The officer says who decides, decides, and proposes.
    mail_to("joyce@zaanstad.example", about="taak van de gemeente overnemen")
    page.goto(f"/initiatief/{initiative.pk}/beoordelen/")
    page.get_by_role("link", name="Uitdaagrecht").click()
    check_page(page)
    page.get_by_label("Wie beslist?").fill("Het college van B en W")
    page.get_by_label("Uiterlijk op welke dag?").fill(day.isoformat())
    page.get_by_role("button", name="Zet het op de pagina").click()
    expect(page.get_by_text("Het college van B en W beslist uiterlijk")).to_be_visible()
    check_page(page)
    page.get_by_label("Deels").check()
    page.get_by_label("Waarom?").fill("De bomen blijven van ons.")
    page.get_by_label("Wat kan er wel?").fill("De perken mag u hebben.")
    page.get_by_role("button", name="Maak het besluit bekend").click()
    expect(page.get_by_text("De bomen blijven van ons.")).to_be_visible()
    check_page(page)
    for name in ("money_line", "quality_line"):
        page.locator(f"[name={name}]").fill(f"Afspraak {name}")
        page.locator(f"[name={name}_day]").fill(day.isoformat())
    page.get_by_label("Wanneer kijkt u samen terug?").fill(day.isoformat())
    page.get_by_role("button", name="Leg voor aan het team").click()
    expect(page.get_by_text("Het voorstel ligt bij het team.")).to_be_visible()

    # The team agrees; both look back.
    phone.reload()
    check_page(phone)
    phone.get_by_role("button", name="Ja, zo spreken we het af").click()
    expect(phone.get_by_text("Het team en de gemeente zijn het eens.")).to_be_visible()
    for one, words in ((phone, "Zwaar, maar mooi"), (page, "Schoner dan bij ons")):
        one.reload()
        one.get_by_label("Hoe ging het?").fill(words)
        one.get_by_role("button", name="Zet het op de pagina").click()
        expect(one.get_by_text(words)).to_be_visible()
    phone.reload()
    check_page(phone)

    # Anybody reads all of it, on any screen, and in a language from right to left.
    for viewport in (PHONE, DESKTOP):
        anybody = visitor(viewport=viewport).new_page()
        anybody.goto(initiative.get_absolute_url())
        check_page(anybody)
        anybody.get_by_role("link", name="Bekijk alle stappen").click()
        expect(anybody.get_by_text("Zwaar, maar mooi")).to_be_visible()
        check_page(anybody)
        assert overflow(anybody) <= 0


def test_an_experiment_is_told_bit_by_bit(phone, wijk, sent, enter, check_page):
    ali = UserFactory(name="Ali")
    initiative = sent("Vegen", by=ali)
    enter(phone.context, ali)
    phone.goto(f"/initiatief/{initiative.pk}/fase/")
    phone.get_by_label("Een experiment").check()
    phone.get_by_role("button", name="Bewaar").click()
    check_page(phone)
    phone.get_by_label("Wat wilt u te weten komen?").fill("Blijft het schoon?")
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_text("Blijft het schoon?").first).to_be_visible()
    expect(phone.get_by_text("Dat weten we nog niet.")).to_be_visible()
    check_page(phone)
