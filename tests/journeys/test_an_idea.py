"""A resident has an idea: on an old phone, without a password, without scripts, by keyboard."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from initiatives.models import Initiative, Photo
from initiatives.tasks import make_photos

from .conftest import PHONE, PLAN

pytestmark = pytest.mark.django_db(transaction=True)


def _photo() -> dict:
    """As a telephone makes it: larger than we need."""
    file = BytesIO()
    Image.effect_noise((2600, 1900), 40).convert("RGB").save(file, "JPEG", quality=60)
    return {"name": "veldje.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def _no_photo() -> dict:
    return {"name": "veldje.jpg", "mimeType": "image/jpeg", "buffer": b"Dit is geen foto." * 50}


def _fill(page: Page) -> None:
    page.get_by_label("Hoe heet uw idee?").fill("Moestuin op het veldje")
    page.get_by_label("Wat wilt u doen?").fill(PLAN)
    page.get_by_text("Groen en natuur").click()
    page.get_by_label("Waar is het?").fill("achter de Clusiusflat")
    page.get_by_label("In welke buurt?").select_option(label="Poelenburg Oost")


def _come_in(page: Page, code_for, address: str) -> None:
    """The code from the mail, after a wrong one."""
    page.get_by_label("Uw e-mailadres").fill(address)
    page.get_by_role("button", name="Stuur mij een code").click()
    code = code_for(address)
    page.get_by_label("De code uit de mail").fill("000000" if code != "000000" else "111111")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_label("De code uit de mail")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("De code uit de mail").fill(code)
    page.get_by_role("button", name="Verder").click()


@pytest.mark.journey_sqlite
def test_an_idea_is_sent_from_a_phone_and_survives_a_closed_browser(
    visitor, wijk, code_for, mail_to, check_page
):
    browser = visitor(viewport=PHONE, has_touch=True, is_mobile=True)
    phone = browser.new_page()
    phone.goto("/")
    phone.get_by_label("Zoek uw wijk").fill("1504")
    phone.get_by_role("button", name="Zoek").click()
    phone.get_by_role("link", name="Poelenburg", exact=True).first.click()
    expect(phone.get_by_role("heading", name="Poelenburg", level=1)).to_be_visible()
    expect(phone.get_by_text("Joyce de Vries")).to_be_visible()
    phone.get_by_role("link", name="Ik heb een idee").click()

    # What is typed is kept, and the browser may close.
    _fill(phone)
    expect(phone.get_by_text("Bewaard", exact=True)).to_be_visible()
    phone.close()
    phone = browser.new_page()
    phone.goto(f"{wijk.path}initiatieven/nieuw/")
    expect(phone.get_by_label("Hoe heet uw idee?")).to_have_value("Moestuin op het veldje")
    expect(phone.get_by_label("Wat wilt u doen?")).to_have_value(PLAN)
    expect(phone.get_by_label("Groen en natuur")).to_be_checked()
    expect(phone.get_by_label("In welke buurt?").locator("option:checked")).to_have_text(
        "Poelenburg Oost"
    )

    # A file that is no photo is refused, and nothing else is lost.
    phone.get_by_label("Een foto").set_input_files(_no_photo())
    phone.get_by_role("button", name="Verder").click()
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone.get_by_role("alert")).to_contain_text("Dit bestand is geen foto")
    expect(phone.get_by_label("Wat wilt u doen?")).to_have_value(PLAN)
    expect(phone.get_by_label("Groen en natuur")).to_be_checked()
    check_page(phone)
    phone.get_by_label("Een foto").set_input_files(_photo())
    expect(phone.locator("canvas")).to_be_visible()
    phone.get_by_label("Wat staat er op de foto?").fill("Een veldje met gras")
    phone.get_by_role("button", name="Verder").click()

    # How it will look, and where the answer may go.
    expect(phone.get_by_role("heading", name="Klopt het zo?")).to_be_visible()
    expect(phone.get_by_text("Wij maken uw foto klaar.")).to_be_visible()
    make_photos()
    expect(phone.get_by_role("img", name="Een veldje met gras")).to_be_visible()
    check_page(phone)
    _come_in(phone, code_for, "fatma@voorbeeld.example")
    phone.get_by_label("Hoe wilt u hier heten?").fill("Fatma")
    phone.get_by_role("button", name="Verstuur").click()

    # Who answers, and before when.
    expect(phone.get_by_role("heading", name="Uw idee staat erop")).to_be_visible()
    expect(phone.get_by_role("heading", name="De gemeente antwoordt uiterlijk")).to_be_visible()
    expect(phone.get_by_text("Joyce de Vries", exact=True)).to_be_visible()
    check_page(phone)
    phone.get_by_role("link", name="Bekijk uw pagina").click()
    expect(phone.get_by_role("heading", name="Moestuin op het veldje", level=1)).to_be_visible()
    expect(phone.get_by_role("img", name="Een veldje met gras")).to_be_visible()
    assert "Joyce de Vries" in mail_to("fatma@voorbeeld.example", about="veldje").body
    assert "Moestuin op het veldje" in mail_to("joyce@zaanstad.example").subject

    # Back to before the press: it is told that it was sent, and stays one initiative.
    phone.go_back()
    phone.go_back()
    expect(phone.get_by_role("heading", name="Uw idee staat erop")).to_be_visible()
    assert Initiative.objects.count() == 1
    assert Photo.objects.get().initiative == Initiative.objects.get()


def test_an_idea_needs_no_script(no_js_page, wijk, code_for, check_html):
    page = no_js_page
    page.goto("/")
    page.get_by_label("Zoek uw wijk").fill("poelenburg")
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("link", name="Poelenburg", exact=True).first.click()
    page.get_by_role("link", name="Ik heb een idee").click()
    page.get_by_label("Wat wilt u doen?").fill(PLAN)
    page.get_by_role("button", name="Verder").click()

    # What is missing is said, what is there is kept.
    expect(page.get_by_role("alert")).to_contain_text("Geef uw idee een naam")
    expect(page.get_by_label("Wat wilt u doen?")).to_have_value(PLAN)
    check_html(page)
    _fill(page)
    page.get_by_label("Een foto").set_input_files(_photo())
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="Klopt het zo?")).to_be_visible()
    check_html(page)
    _come_in(page, code_for, "ali@voorbeeld.example")
    page.get_by_label("Hoe wilt u hier heten?").fill("Ali")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="De gemeente antwoordt uiterlijk")).to_be_visible()
    check_html(page)
    page.get_by_role("link", name="Bekijk uw pagina").click()
    expect(page.get_by_role("heading", name="Moestuin op het veldje", level=1)).to_be_visible()
    expect(page.get_by_text("Wij maken uw foto klaar.")).to_be_visible()
    check_html(page)
    make_photos()
    page.reload()
    expect(page.locator("#cover img")).to_be_visible()


def _tab_to(page: Page, text: str, *, at_most: int = 60) -> None:
    """Press Tab until what has the focus is called `text`; each stop on the way is to be seen."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        name, is_seen = page.evaluate(
            """() => {
                const element = document.activeElement;
                const label = element.labels?.[0]?.textContent;
                const style = getComputedStyle(element);
                const tile = element.closest("label, .wijk-photo");
                const shown = [style, ...(tile ? [getComputedStyle(tile)] : [])];
                return [
                    (label || element.textContent || element.value).trim(),
                    shown.some((one) => one.outlineStyle !== "none" || one.boxShadow !== "none"),
                ];
            }"""
        )
        assert is_seen, f"no focus to be seen on {name!r}"
        if text in name:
            return
    raise AssertionError(f"Tab does not reach {text!r}")


def test_an_idea_is_sent_by_keyboard_alone(page, wijk, code_for):
    keys = page.keyboard
    page.goto(wijk.path)
    keys.press("Tab")
    expect(page.get_by_role("link", name="Direct naar de inhoud")).to_be_focused()
    keys.press("Enter")
    _tab_to(page, "Ik heb een idee", at_most=4)
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Vertel uw idee")).to_be_visible()

    # In the order of the page: the title first, then the plan.
    _tab_to(page, "Hoe heet uw idee?")
    keys.type("Moestuin op het veldje")
    _tab_to(page, "Wat wilt u doen?", at_most=2)  # past what others learned
    keys.type(PLAN)
    _tab_to(page, "Verder")
    keys.press("Enter")

    # The summary has the focus, and its link leads to what is wrong.
    expect(page.get_by_role("alert")).to_be_focused()
    _tab_to(page, "Waar gaat het over?", at_most=1)
    keys.press("Enter")
    expect(page.get_by_label("Groen en natuur")).to_be_focused()
    keys.press("Space")
    expect(page.get_by_label("Groen en natuur")).to_be_checked()
    _tab_to(page, "Verder")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Klopt het zo?")).to_be_visible()
    _tab_to(page, "Uw e-mailadres")
    keys.type("toets@voorbeeld.example")
    keys.press("Enter")
    expect(page.get_by_label("De code uit de mail")).to_be_visible()
    _tab_to(page, "De code uit de mail")
    keys.type(code_for("toets@voorbeeld.example"))
    keys.press("Enter")
    expect(page.get_by_role("button", name="Verstuur")).to_be_visible()
    _tab_to(page, "Hoe wilt u hier heten?")
    keys.type("Noor")
    _tab_to(page, "Verstuur")
    keys.press("Space")
    expect(page.get_by_role("heading", name="Uw idee staat erop")).to_be_visible()
