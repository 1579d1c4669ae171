"""Signing out shows nothing afterwards; a session that ends loses nothing of what was written."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

NEWS = "De eerste bakken staan er, en de regenton is vol."


@pytest.mark.parametrize(
    "address", ["/mijn/werk/", pytest.param("/mijn/gegevens/", marks=pytest.mark.full)]
)
def test_the_back_button_shows_nothing_after_signing_out(page, wijk, sent, enter, address):
    sent("Moestuin op het veldje", by=UserFactory())
    enter(page.context, wijk.officer)
    page.goto(address)
    expect(page.get_by_role("link", name="Mijn werk").first).to_be_visible()
    page.goto("/mijn/gegevens/")
    page.get_by_role("button", name="Log uit").click()
    expect(page.get_by_role("link", name="Inloggen")).to_be_visible()

    page.go_back()

    expect(page.get_by_role("heading", name="Inloggen")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Moestuin op het veldje")).to_have_count(0)
    expect(page.get_by_text("joyce@zaanstad.example")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_session_that_ends_while_writing_costs_one_press(
    visitor, wijk, sent, enter, code_for, script
):
    fatma = UserFactory(email="fatma@voorbeeld.example", name="Fatma")
    initiative = sent("Moestuin op het veldje", by=fatma)
    page = visitor(java_script_enabled=script).new_page()
    enter(page.context, fatma)
    page.goto(f"/initiatief/{initiative.pk}/nieuws/")
    page.get_by_label("Wat is er gebeurd?").fill(NEWS)
    Session.objects.all().delete()
    page.get_by_role("button", name="Plaats", exact=True).click()

    page.get_by_label("Uw e-mailadres").fill("fatma@voorbeeld.example")
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("De code uit de mail").fill(code_for("fatma@voorbeeld.example"))
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="U bent er weer")).to_be_visible()
    expect(page.get_by_text(NEWS)).to_be_visible()
    page.get_by_role("button", name="Ga verder").click()

    expect(page.get_by_role("heading", name="Moestuin op het veldje", level=1)).to_be_visible()
    expect(page.get_by_text(NEWS)).to_be_visible()
    assert initiative.updates.count() == 1


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_form_that_was_open_too_long_keeps_what_was_written(visitor, wijk, sent, enter, script):
    """As when somebody signs in in another tab: the token of this one is no longer good."""
    fatma = UserFactory(name="Fatma")
    initiative = sent("Moestuin op het veldje", by=fatma)
    browser = visitor(java_script_enabled=script)
    enter(browser, fatma)
    page = browser.new_page()
    page.goto(f"/initiatief/{initiative.pk}/nieuws/")
    page.get_by_label("Wat is er gebeurd?").fill(NEWS)
    browser.clear_cookies(name="csrftoken")
    browser.new_page().goto(f"/initiatief/{initiative.pk}/fase/")
    page.get_by_role("button", name="Plaats", exact=True).click()

    expect(page.get_by_role("heading", name="Nog niet verstuurd")).to_be_visible()
    expect(page.get_by_text(NEWS)).to_be_visible()
    page.get_by_role("button", name="Ga verder").click()

    expect(page.get_by_text(NEWS)).to_be_visible()
    assert initiative.updates.count() == 1
