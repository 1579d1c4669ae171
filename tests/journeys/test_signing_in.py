"""From the first words to a sent idea with nothing but an address, on a phone; and out again."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from initiatives.models import Initiative
from neighbourhoods.states import Role
from tests.accounts.conftest import last_code
from tests.factories import MembershipFactory, NeighbourhoodFactory

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "samira@example.org"
NEW = "/wijk/poelenburg/initiatieven/nieuw/"


@pytest.fixture(autouse=True)
def poelenburg(transactional_db):
    here = NeighbourhoodFactory(slug="poelenburg", name="Poelenburg")
    MembershipFactory(neighbourhood=here, role=Role.OFFICER, person__name="Fatima")
    return here


def ask_for_code(page, address=ADDRESS):
    page.get_by_label("Uw e-mailadres").fill(address)
    page.get_by_role("button", name="Stuur mij een code").click()
    page.wait_for_url("**/account/inloggen/code/**")


@pytest.mark.journey_sqlite
def test_an_idea_survives_a_closed_browser_and_is_sent_with_a_code(visitor, phone, check_page):
    phone.goto(NEW)
    phone.get_by_label("Hoe heet uw idee?").press_sequentially("Een moestuin")
    phone.get_by_text("Bewaard", exact=True).wait_for()
    cookies = [one for one in phone.context.cookies() if one["expires"] > 0]
    phone.close()

    again = visitor(viewport={"width": 360, "height": 740})
    again.add_cookies(cookies)
    page = again.new_page()
    page.goto(NEW)
    assert page.get_by_label("Hoe heet uw idee?").input_value() == "Een moestuin"
    page.get_by_label("Wat wilt u doen?").fill("Samen tuinieren op het veldje.")
    page.locator("input[name=theme]").first.check(force=True)
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/controleren/")
    ask_for_code(page)
    check_page(page)

    page.get_by_label("De code uit de mail").fill("000000")
    page.get_by_role("button", name="Verder").click()
    page.get_by_text("Deze code klopt niet").first.wait_for()
    check_page(page)
    page.get_by_label("De code uit de mail").fill(last_code(ADDRESS))
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/controleren/")
    page.get_by_label("Hoe wilt u hier heten?").fill("Samira")
    page.get_by_role("button", name="Verstuur").click()
    page.wait_for_url("**/verstuurd/")

    assert Initiative.objects.get().title == "Een moestuin"


def test_who_mistyped_the_address_is_not_stuck(phone):
    phone.goto("/account/inloggen/?next=/mijn/gegevens/")
    ask_for_code(phone, "samria@example.org")
    phone.get_by_role("link", name="Gebruik een ander e-mailadres").click()
    phone.wait_for_url("**ander=1**")
    ask_for_code(phone)
    phone.get_by_label("De code uit de mail").fill(last_code(ADDRESS))
    phone.get_by_role("button", name="Verder").click()

    phone.wait_for_url("**/mijn/gegevens/")


def test_a_second_tab_goes_on_where_the_first_signed_in(visitor):
    browser = visitor()
    first, second = browser.new_page(), browser.new_page()
    first.goto("/account/inloggen/?next=/mijn/")
    ask_for_code(first)
    second.goto("/account/inloggen/")
    assert "/account/inloggen/code/" in unquote(second.url)
    first.get_by_label("De code uit de mail").fill(last_code(ADDRESS))
    first.get_by_role("button", name="Verder").click()
    first.wait_for_url("**/mijn/")

    second.get_by_label("De code uit de mail").fill(last_code(ADDRESS))
    second.get_by_role("button", name="Verder").click()
    second.get_by_role("button", name="Ga verder").click()  # its token is of before signing in
    second.wait_for_url("**/mijn/")


def test_after_signing_out_the_back_button_shows_nothing(page):
    page.goto("/account/inloggen/?next=/mijn/gegevens/")
    ask_for_code(page)
    page.get_by_label("De code uit de mail").fill(last_code(ADDRESS))
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/mijn/gegevens/")
    expect(page.get_by_text(ADDRESS)).to_be_visible()
    page.get_by_role("button", name="Log uit").click()
    page.wait_for_url("**/")
    page.go_back()

    page.get_by_label("Uw e-mailadres").wait_for()
    assert ADDRESS not in page.locator("main").inner_text()


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_pages_of_ones_own_are_whole(phone, check_page, live_server, language):
    phone.context.add_cookies(
        [{"name": "django_language", "value": language, "url": live_server.url}]
    )
    phone.goto("/account/inloggen/?next=/mijn/gegevens/")
    check_page(phone)
    phone.locator("#id_email").fill("geen adres")
    phone.locator("main form button[type=submit]").first.click()
    phone.locator(".utrecht-form-field-error-message").first.wait_for()
    check_page(phone)
    phone.locator("#id_email").fill(ADDRESS)
    phone.locator("main form button[type=submit]").first.click()
    phone.wait_for_url("**/code/**")
    phone.locator("#id_code").fill(last_code(ADDRESS))
    phone.locator("button[value=verify]").click()
    phone.wait_for_url("**/mijn/gegevens/")
    for address in ("/mijn/gegevens/", "/mijn/gegevens/wissen/", "/account/veilig/app/"):
        phone.goto(address)
        check_page(phone)
