"""Residents put what they can and have beside each other, by choice."""

import pytest
from playwright.sync_api import expect

from partners.models import Asset
from tests.factories import AssetFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_without_scripts_a_resident_puts_something_there_and_takes_it_away(
    no_js_page, wijk, code_for, check_html
):
    phone = no_js_page
    phone.goto(f"{wijk.path}wie/")
    phone.get_by_role("link", name="Wat er al is").click()
    expect(phone.get_by_text("Elke wijk is rijk.")).to_be_visible()
    check_html(phone)
    phone.get_by_role("link", name="Zet er iets bij").first.click()
    check_html(phone)
    phone.get_by_text("Iets kunnen").click()
    phone.get_by_label("Wat is het?").fill("Fietsbanden plakken")
    phone.get_by_text("Van mij. Mijn naam staat erbij").click()
    phone.get_by_label("Hoe wilt u hier heten?").fill("Sjaak")
    phone.get_by_text("Ja, hooguit één keer per maand").click()
    phone.get_by_role("button", name="Zet het erbij").click()
    phone.get_by_label("E-mailadres").fill("sjaak@voorbeeld.nl")
    phone.get_by_role("button", name="Stuur mij een code").click()
    phone.get_by_label("De code uit de mail").fill(code_for("sjaak@voorbeeld.nl"))
    phone.get_by_role("button", name="Verder").click()
    phone.get_by_role("button", name="Ga verder").click()
    expect(phone.get_by_text("Het staat erbij.")).to_be_visible()
    check_html(phone)
    phone.get_by_role("button", name="Haal het weg").click()
    expect(phone.get_by_role("heading", name="Weggehaald")).to_be_visible()
    phone.get_by_role("button", name="Zet het terug").click()
    phone.goto(f"{wijk.path}wat-er-al-is/")
    expect(phone.get_by_text("Sjaak")).to_be_visible()
    check_html(phone)


def test_a_wijkkenner_says_yes_in_their_own_words(
    page, visitor, wijk, enter, mail_to, link_in, check_page
):
    enter(page.context, UserFactory(name="Samira"))
    page.goto(f"{wijk.path}wat-er-al-is/wijkkenner/")
    check_page(page)
    page.get_by_label("E-mailadres van wie u voorstelt").fill("nel@voorbeeld.nl")
    page.get_by_label("Wat weet of kent deze persoon?").fill("Kent het hele plein")
    page.get_by_role("button", name="Vraag het").click()
    expect(page.get_by_text("Gevraagd.")).to_be_visible()
    nel = visitor(viewport={"width": 360, "height": 740}).new_page()
    enter(nel.context, UserFactory(name="", email="nel@voorbeeld.nl"))
    nel.goto(link_in(mail_to("nel@voorbeeld.nl"), "/wijkkenner/"))
    check_page(nel)
    nel.get_by_label("Hoe wilt u hier heten?").fill("Nel")
    nel.get_by_role("button", name="Ja, zet mij erbij").click()
    expect(nel.get_by_text("U staat erbij als wijkkenner")).to_be_visible()
    check_page(nel)


def test_the_list_is_chosen_by_kind(phone, wijk, check_page):
    for kind, title in (("tool", "Naaimachine"), ("place", "Koffieochtend"), ("skill", "Tolken")):
        AssetFactory(
            neighbourhood=wijk.neighbourhood, kind=kind, title=title, hours="di 10-12 uur: Nel"
        )
    phone.goto(f"{wijk.path}wat-er-al-is/")
    check_page(phone)
    phone.get_by_role("link", name="Gereedschap en spullen").click()
    expect(phone.get_by_text("Koffieochtend")).to_have_count(0)
    phone.get_by_role("link", name="Naaimachine").click()
    check_page(phone)
    assert Asset.objects.count() == 3
