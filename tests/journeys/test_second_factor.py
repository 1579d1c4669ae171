"""An officer makes a key on their device, and signs in with nothing else from then on."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from playwright.sync_api import expect

from neighbourhoods.states import Role
from outbox.models import Unreachable
from tests.accounts.conftest import last_code
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "fatima@example.org"


@pytest.fixture(autouse=True)
def officer(transactional_db, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # tests have no https
    return MembershipFactory(person__email=ADDRESS, role=Role.OFFICER)


def with_device(page):
    """A phone with a fingerprint, as far as this browser can tell."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools, device["authenticatorId"]


def sign_in_with_code(page):
    page.goto("/account/inloggen/?next=/mijn/werk/")
    page.get_by_label("Uw e-mailadres").fill(ADDRESS)
    page.get_by_role("button", name="Stuur mij een code").click()
    page.wait_for_url("**/account/inloggen/code/**")
    page.get_by_label("De code uit de mail").fill(last_code(ADDRESS))
    page.get_by_role("button", name="Verder").click()


def test_an_officer_makes_a_key_and_signs_in_with_it(phone, check_page):
    with_device(phone)
    sign_in_with_code(phone)
    phone.wait_for_url("**/account/veilig/")
    check_page(phone)

    phone.get_by_role("link", name="Maak een sleutel").click()
    phone.wait_for_url("**/account/veilig/sleutels/nieuw/")
    check_page(phone)
    phone.reload()  # what was checked asked for a challenge of its own
    phone.get_by_label("Hoe noemt u deze sleutel?").fill("Mijn telefoon")
    phone.get_by_role("button", name="Maak de sleutel").click()
    phone.wait_for_url("**/account/veilig/noodcodes/")
    check_page(phone)
    phone.get_by_role("link", name="Ik heb ze bewaard, ga verder").click()
    phone.wait_for_url("**/mijn/werk/")

    phone.goto("/account/veilig/sleutels/")
    expect(phone.get_by_text("Mijn telefoon").first).to_be_visible()
    check_page(phone)
    phone.goto("/account/veilig/")
    phone.get_by_role("button", name="Log uit").click()

    phone.goto("/account/inloggen/?next=/mijn/werk/")
    check_page(phone)
    Unreachable.objects.create(address=ADDRESS, last_at=timezone.now(), stopped_at=timezone.now())
    phone.get_by_role("button", name="Inloggen met uw vinger, gezicht of pincode").click()
    phone.wait_for_url("**/mijn/werk/")
    expect(phone.get_by_text("Mail aan u komt terug.")).to_be_visible()


def test_after_the_code_from_the_mail_the_key_is_asked(phone, check_page):
    with_device(phone)
    sign_in_with_code(phone)
    phone.wait_for_url("**/account/veilig/")
    phone.goto("/account/veilig/sleutels/nieuw/")
    phone.get_by_role("button", name="Maak de sleutel").click()
    phone.wait_for_url("**/account/veilig/noodcodes/")
    phone.goto("/account/veilig/")
    phone.get_by_role("button", name="Log uit").click()

    sign_in_with_code(phone)
    phone.wait_for_url("**/account/veilig/tonen/")
    check_page(phone)
    phone.reload()
    phone.get_by_role("button", name="Gebruik uw sleutel").click()
    phone.wait_for_url("**/mijn/werk/")


def test_a_key_that_fails_is_told(phone):
    devtools, device = with_device(phone)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    sign_in_with_code(phone)
    phone.wait_for_url("**/account/veilig/")
    phone.goto("/account/veilig/sleutels/nieuw/")
    phone.get_by_role("button", name="Maak de sleutel").click()

    expect(phone.get_by_text("Dat lukte niet met de sleutel")).to_be_visible()


def test_an_officer_uses_an_app_without_any_script(no_js_page, check_html):
    sign_in_with_code(no_js_page)
    no_js_page.get_by_role("link", name="Maak een sleutel").click()
    expect(no_js_page.get_by_text("laat geen scripts toe")).to_be_visible()
    no_js_page.get_by_role("link", name="Koppel een app").click()
    no_js_page.wait_for_url("**/account/veilig/app/")
    check_html(no_js_page)
    no_js_page.reload()  # what was checked made a secret of its own
    no_js_page.get_by_text("Kunt u niet scannen?").click()
    secret = no_js_page.locator(".wijk-secret").inner_text().replace(" ", "")
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    no_js_page.get_by_label("De code die de app nu laat zien").fill(code)
    no_js_page.get_by_role("button", name="Koppel").click()
    no_js_page.get_by_role("link", name="Ik heb ze bewaard, ga verder").click()

    no_js_page.wait_for_url("**/mijn/werk/")
