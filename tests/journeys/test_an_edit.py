"""A team answers what it is asked, and mends its own page: on a phone, and without scripts."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from initiatives.actions import reviews
from initiatives.models import Initiative
from initiatives.tasks import make_photos
from partners.models import Member
from tests.factories import UserFactory

from .conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

BETTER = "Wij kweken groente, en elke zondag eten we samen."


def _photo() -> dict:
    file = BytesIO()
    Image.effect_noise((900, 600), 40).convert("RGB").save(file, "JPEG", quality=60)
    return {"name": "veldje.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def _paste(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).fill("")
    page.get_by_label(label).focus()
    page.keyboard.insert_text(text)


def test_a_question_of_the_municipality_is_seen_without_scrolling(
    phone, wijk, sent, enter, check_page
):
    fatma = UserFactory(name="Fatma")
    initiative = sent("Moestuin op het veldje", by=fatma)
    words = "Op welke dagen en hoe laat wilt u op het veldje werken? " * 5
    reviews.ask(initiative.review, words, seen=0, key=uuid4(), by=wijk.officer, now=timezone.now())
    enter(phone.context, fatma)
    for address in (initiative.get_absolute_url(), "/mijn/"):
        phone.goto(address)
        button = phone.get_by_role("link", name="Beantwoord deze vraag")
        expect(button).to_be_in_viewport(ratio=1)
        check_page(phone)
    button.click()
    expect(phone.get_by_text(words.strip())).to_be_visible()
    phone.get_by_label("Uw antwoord").fill("Op zaterdag.")
    phone.get_by_role("button", name="Stuur antwoord").click()
    expect(phone.get_by_text("De gemeente vraagt u iets")).to_have_count(0)

    # What the municipality answered is not far below either.
    top = phone.locator("#antwoord").bounding_box()
    assert top is not None
    assert top["y"] < PHONE["height"]


def test_a_team_mends_its_page_on_a_phone_and_loses_nothing(
    phone, sent, enter, check_page, visitor
):
    fatma = UserFactory(name="Fatma")
    initiative = sent("Moestuin op het veldje", by=fatma)
    enter(phone.context, fatma)
    phone.goto(initiative.get_absolute_url())
    phone.get_by_role("link", name="Tekst of foto aanpassen").click()
    expect(phone.get_by_label("Hoe heet uw idee?")).to_have_value("Moestuin op het veldje")
    check_page(phone)

    # What is typed is kept as it is typed.
    phone.get_by_label("Wat wilt u doen?").fill(BETTER)
    expect(phone.get_by_text("Bewaard", exact=True)).to_be_visible()
    phone.reload()
    expect(phone.get_by_label("Wat wilt u doen?")).to_have_value(BETTER)
    expect(phone.get_by_text("Hier was u gebleven.")).to_be_visible()

    # Too much is not cut off: it is counted, said, and kept, and so is the photo.
    long = "Moestuin " * 13
    _paste(phone, "Hoe heet uw idee?", long)
    expect(phone.get_by_label("Hoe heet uw idee?")).to_have_value(long)
    expect(phone.locator(".wijk-remaining--over")).to_have_text("Tekens te veel: 17")
    phone.get_by_label("Een nieuwe foto").set_input_files(_photo())
    phone.get_by_label("Wat staat er op de foto?").fill("De eerste oogst")
    check_page(phone)
    phone.get_by_role("button", name="Bewaar", exact=True).click()
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone.get_by_role("alert")).to_contain_text("u gebruikt 116 tekens, er passen er 100")
    expect(phone.get_by_label("Wat wilt u doen?")).to_have_value(BETTER)
    expect(phone.get_by_text("Wij maken uw foto klaar.")).to_be_visible()
    make_photos()
    expect(phone.get_by_role("img", name="De eerste oogst")).to_be_visible()
    check_page(phone)
    phone.get_by_label("Hoe heet uw idee?").fill("Eten van het veldje")
    phone.get_by_role("button", name="Bewaar", exact=True).click()

    expect(phone.get_by_text("Uw pagina is aangepast.")).to_be_visible()
    expect(phone.get_by_role("heading", name="Eten van het veldje", level=1)).to_be_visible()
    anybody = visitor().new_page()
    anybody.goto(initiative.get_absolute_url())
    expect(anybody.get_by_text(BETTER)).to_be_visible()
    expect(anybody.get_by_role("img", name="De eerste oogst")).to_be_visible()
    expect(anybody.get_by_text("Het team heeft de tekst of de foto aangepast")).to_be_visible()
    expect(anybody.get_by_role("link", name="Tekst of foto aanpassen")).to_have_count(0)
    check_page(anybody)


def test_two_of_a_team_mend_it_at_once_without_scripts(visitor, sent, enter, check_html):
    fatma, tom = UserFactory(name="Fatma"), UserFactory(name="Tom")
    initiative = sent("Moestuin op het veldje", by=fatma)
    Member.objects.create(organisation=initiative.team, person=tom)
    pages = []
    for person in (fatma, tom):
        page = visitor(viewport=PHONE, java_script_enabled=False).new_page()
        enter(page.context, person)
        page.goto(initiative.get_absolute_url())
        page.get_by_role("link", name="Tekst of foto aanpassen").click()
        pages.append(page)
    first, second = pages

    # A mistake loses no word and no photo.
    first.get_by_label("Wat wilt u doen?").fill("")
    first.get_by_label("Een nieuwe foto").set_input_files(_photo())
    first.get_by_role("button", name="Bewaar").click()
    expect(first.get_by_role("alert")).to_contain_text("Vertel in een paar zinnen")
    expect(first.get_by_text("Deze foto komt op de pagina zodra u bewaart.")).to_be_visible()
    check_html(first)
    first.get_by_label("Wat wilt u doen?").fill(BETTER)
    first.get_by_role("button", name="Bewaar").click()
    expect(first.get_by_text("Uw pagina is aangepast.")).to_be_visible()

    # Who is second reads what was changed, and decides.
    second.get_by_label("Wat wilt u doen?").fill("Kippen in plaats van groente.")
    second.get_by_role("button", name="Bewaar").click()
    expect(second.get_by_role("alert")).to_contain_text("Iemand was u voor")
    expect(second.get_by_text(BETTER)).to_be_visible()
    expect(second.get_by_label("Wat wilt u doen?")).to_have_value("Kippen in plaats van groente.")
    check_html(second)
    second.get_by_label("Wat wilt u doen?").fill(f"{BETTER} En kippen.")
    second.get_by_role("button", name="Bewaar").click()
    expect(second.get_by_text("Uw pagina is aangepast.")).to_be_visible()
    expect(second.get_by_text(f"{BETTER} En kippen.")).to_be_visible()
    make_photos()
    assert Initiative.objects.get().photo, "the photo of who was first stays"
