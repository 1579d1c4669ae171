"""The municipality needs more time: it asks the team, and only then the date moves, in public."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "Wij moeten eerst de bodem laten onderzoeken."


def test_an_officer_proposes_another_date_and_the_team_agrees_with_one_press(
    visitor, phone, page, wijk, sent, enter, mail_to, link_in, check_page
):
    fatma = UserFactory(email="fatma@voorbeeld.example", name="Fatma")
    initiative = sent("Samen voor het plein", by=fatma)
    enter(phone.context, fatma)
    enter(page.context, wijk.officer)
    day = timezone.localdate() + timedelta(days=60)

    page.goto(f"/initiatief/{initiative.pk}/beoordelen/")
    page.get_by_text("Stel een andere datum voor").click()
    page.get_by_label("Uiterlijk op welke dag antwoordt u dan?").fill(day.isoformat())
    page.get_by_role("button", name="Leg de datum voor aan het team").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf waarom het een andere datum wordt.")
    check_page(page)
    page.get_by_label("Waarom een andere datum?").fill(REASON)
    page.get_by_role("button", name="Leg de datum voor aan het team").click()
    expect(page.get_by_text("Het team heeft nog niet gereageerd.")).to_be_visible()
    check_page(page)

    phone.goto("/mijn/")
    check_page(phone)
    phone.goto(link_in(mail_to("fatma@voorbeeld.example", about="Een andere datum"), "/datum/"))
    check_page(phone)
    phone.get_by_role("button", name="Ja, dat is goed").click()
    expect(phone.get_by_text("De nieuwe datum staat op uw pagina.")).to_be_visible()

    reader = visitor(java_script_enabled=False).new_page()
    reader.goto(f"/initiatief/{initiative.pk}/")
    expect(reader.get_by_text(REASON)).to_be_visible()
