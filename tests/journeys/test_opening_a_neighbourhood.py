"""A neighbourhood opens: an administrator appoints, a coordinator shows who is who."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from neighbourhoods.models import Neighbourhood
from tests.factories import AreaFactory, UserFactory

from .conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def _face() -> dict:
    file = BytesIO()
    Image.effect_noise((900, 1200), 60).convert("RGB").save(file, "JPEG")
    return {"name": "gezicht.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


@pytest.mark.journey_sqlite
def test_a_neighbourhood_opens_and_its_officer_gets_a_face(
    visitor, page, wijk, enter, mail_to, check_page
):
    AreaFactory(short_name="Peldersveld", search_name="peldersveld", municipality=wijk.municipality)
    enter(page.context, wijk.administrator)
    page.goto("/mijn/werk/")
    page.get_by_role("link", name="Gemeente Zaanstad beheren").click()
    check_page(page)
    page.get_by_role("link", name="Begin een wijkaanpak").click()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    check_page(page)
    page.get_by_label("Hoe heet de wijk?").fill("Peldersveld")
    page.get_by_label("Peldersveld", exact=True).check()
    expect(page.get_by_label("Poelenburg", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text("De wijkaanpak is begonnen.")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Geef iemand een rol").click()
    page.get_by_label("Coördinator").check()
    page.get_by_label("E-mailadres").fill("sanne@zaanstad.example")
    page.get_by_label("Naam", exact=True).fill("Sanne Visser")
    check_page(page)
    page.get_by_role("button", name="Geef de rol").click()
    expect(page.get_by_text("De rol is gegeven.")).to_be_visible()
    mail_to("sanne@zaanstad.example")

    # The coordinator says what the neighbourhood is, and who answers.
    opened = Neighbourhood.objects.get(name="Peldersveld")
    sanne = opened.memberships.get().person
    office = visitor().new_page()
    enter(office.context, sanne)
    office.goto("/mijn/werk/")
    office.get_by_role("link", name="Peldersveld beheren").click()
    office.get_by_label("De wijk in één zin").fill("Samen is het hier groener.")
    office.get_by_label("Over de wijk").fill("In Peldersveld wonen mensen uit de hele wereld.")
    office.get_by_role("button", name="Bewaar").click()
    expect(office.get_by_text("De teksten zijn bewaard.")).to_be_visible()
    office.get_by_role("link", name="Geef iemand een rol").click()
    expect(office.get_by_label("Coördinator")).to_have_count(0)
    office.get_by_label("Contactambtenaar").check()
    office.get_by_label("E-mailadres").fill("mo@zaanstad.example")
    office.get_by_label("Naam", exact=True).fill("Mo Amrani")
    office.get_by_role("button", name="Geef de rol").click()
    office.get_by_label("Wanneer te vinden").fill("donderdag 19 tot 21 uur")
    office.get_by_label("Waar te vinden").fill("bibliotheek Peldersveld")
    office.get_by_label("Foto").set_input_files(_face())
    check_page(office)
    office.get_by_role("button", name="Bewaar").click()
    expect(office.get_by_text("Bewaard.")).to_be_visible()
    check_page(office)

    # A visitor sees the face, and where to find it.
    phone = visitor(viewport=PHONE).new_page()
    phone.goto(opened.get_absolute_url())
    expect(phone.get_by_text("Samen is het hier groener.")).to_be_visible()
    expect(phone.get_by_text("Mo Amrani")).to_be_visible()
    expect(phone.get_by_text("donderdag 19 tot 21 uur")).to_be_visible()
    assert phone.locator(".wijk-contact img").first.evaluate("face => face.naturalWidth") > 0
    check_page(phone)


def test_who_takes_over_is_asked_before_a_role_ends(page, wijk, sent, enter, check_page, mail_to):
    sent("Moestuin op het veldje", by=UserFactory(email="fatma@voorbeeld.example"))
    enter(page.context, wijk.coordinator)
    page.goto(f"{wijk.path}beheer/")
    page.get_by_role("link", name="Stop de rol van Joyce de Vries").click()
    expect(page.get_by_text("Er wacht nog 1 initiatief op antwoord.")).to_be_visible()
    page.get_by_role("button", name="Stop de rol").click()
    expect(page.get_by_role("alert")).to_be_focused()
    check_page(page)
    page.get_by_label("Wie neemt het over?").select_option(label="Omar Haddad")
    page.get_by_role("button", name="Stop de rol").click()
    expect(page.get_by_text("De rol is gestopt.")).to_be_visible()
    expect(page.get_by_text("Joyce de Vries")).to_have_count(0)
    assert "Omar Haddad" in mail_to("fatma@voorbeeld.example").body
