"""A coordinator calls a meeting; a visitor without scripts comes in two presses, puts something on
the agenda, and finds the answer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participation.actions import agenda
from participation.models import AgendaItem, Meeting
from participation.states.meetings import ItemAnswer

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_meeting_is_called_and_a_visitor_comes(
    page, no_js_page, wijk, enter, code_for, check_page, check_html
):
    day = timezone.localdate() + timedelta(days=7)
    enter(page.context, wijk.coordinator)
    page.goto(f"{wijk.path}agenda/")
    check_page(page)
    page.get_by_role("link", name="Zet een bijeenkomst in de agenda").click()
    page.get_by_label("Hoe heet de bijeenkomst?").fill("Wijkgesprek over de speeltuin")
    page.get_by_label("Welke dag?").fill(day.isoformat())
    page.get_by_label("Van", exact=True).fill("19:30")
    page.get_by_label("Tot", exact=True).fill("18:00")
    page.get_by_label("Waar?").fill("Buurthuis De Poort")
    page.get_by_role("button", name="Zet in de agenda").click()
    expect(page.get_by_text("Het einde moet later zijn dan het begin.").first).to_be_visible()
    page.get_by_label("Tot", exact=True).fill("21:00")
    page.get_by_role("button", name="Zet in de agenda").click()
    expect(page.get_by_role("heading", name="Wijkgesprek over de speeltuin")).to_be_visible()
    check_page(page)
    meeting = Meeting.objects.get()

    visitor = no_js_page
    visitor.goto(f"{wijk.path}agenda/")
    check_html(visitor)
    visitor.get_by_role("link", name="Wijkgesprek over de speeltuin").click()
    check_html(visitor)
    visitor.get_by_role("link", name="Ik kom").click()
    visitor.get_by_label("Uw e-mailadres").fill("noor@voorbeeld.example")
    visitor.get_by_role("button", name="Stuur mij een code").click()
    visitor.get_by_label("De code uit de mail").fill(code_for("noor@voorbeeld.example"))
    visitor.get_by_role("button", name="Verder").click()
    visitor.get_by_role("button", name="Ja, ik kom").click()
    expect(visitor.get_by_role("heading", name="U komt")).to_be_visible()

    visitor.get_by_role("link", name="Zet iets op de agenda").click()
    visitor.get_by_label("Waar wilt u het over hebben?").fill("De verlichting")
    visitor.get_by_role("button", name="Zet op de agenda").click()
    expect(visitor.get_by_role("heading", name="De verlichting")).to_be_visible()
    agenda.answer(
        AgendaItem.objects.get(),
        ItemAnswer.DISCUSS,
        reason="Wij nemen een kwartier.",
        possible="",
        seen=0,
        by=wijk.coordinator,
        now=timezone.now(),
    )
    visitor.goto(meeting.get_absolute_url())
    expect(visitor.get_by_text("Wij nemen een kwartier.")).to_be_visible()
    check_html(visitor)
    visitor.get_by_role("button", name="Ik kan toch niet").click()
    expect(visitor.get_by_text("U staat niet meer op de lijst.")).to_be_visible()
