"""A visitor without scripts comes to help: two presses, a code between them, and a calendar."""

from datetime import timedelta
from uuid import uuid4

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from initiatives.actions import requests, slots
from initiatives.states import AskedOf, Help
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_visitor_comes_to_help_in_two_presses(no_js_page, sent, code_for, check_html):
    fatma, now = UserFactory(name="Fatma"), timezone.now()
    request = requests.ask(
        sent("Moestuin op het veldje", by=fatma),
        Help.HANDS,
        "Wie helpt met spitten?",
        asked_of=AskedOf.NEIGHBOURS,
        organisation=None,
        wanted_on=None,
        key=uuid4(),
        by=fatma,
        now=now,
    )
    starts = now.replace(second=0, microsecond=0) + timedelta(days=5)
    when = slots.When(starts, starts + timedelta(hours=2), "Bij het hek", 1)
    slots.add(request, when, key=uuid4(), by=fatma, now=now)

    page = no_js_page
    page.goto(request.get_absolute_url())
    check_html(page)
    page.get_by_role("link", name="Ik kom helpen").click()
    page.get_by_label("Uw e-mailadres").fill("noor@voorbeeld.example")
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("De code uit de mail").fill(code_for("noor@voorbeeld.example"))
    page.get_by_role("button", name="Verder").click()
    check_html(page)
    page.get_by_label("Hoe wilt u hier heten?").fill("Noor")
    page.get_by_role("button", name="Ja, ik kom").click()

    expect(page.get_by_role("heading", name="U staat erop")).to_be_visible()
    check_html(page)
    calendar = page.get_by_role("link", name="Zet het in uw agenda").get_attribute("href")
    assert calendar
    [event] = icalendar.Calendar.from_ical(page.request.get(calendar).body()).events
    assert event.start == starts
    page.get_by_role("button", name="Ik kan toch niet").click()
    expect(page.get_by_text("U staat er niet meer op.")).to_be_visible()
    expect(page.get_by_text("Nog 1 plek.")).to_be_visible()
