"""A team sees who fits what it asks, asks one person, and that person promises it (rule R8)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from initiatives.actions import requests
from initiatives.states import AskedOf, Help
from partners.models import Agreement
from tests.factories import AssetFactory, UserFactory

from .conftest import overflow

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_team_asks_one_person_who_says_yes(
    phone, page, no_js_page, wijk, sent, enter, mail_to, link_in, code_for, check_page, check_html
):
    fatma = UserFactory(email="fatma@voorbeeld.example", name="Fatma")
    sjaak = UserFactory(email="sjaak@voorbeeld.example", name="Sjaak")
    initiative = sent("Samen voor het plein", by=fatma)
    AssetFactory(
        neighbourhood=wijk.neighbourhood,
        kind="skill",
        title="Timmerwerk",
        person=sjaak,
        asked_at_most=1,
    )
    asked = requests.ask(
        initiative,
        Help.HANDS,
        "Wie kan er timmeren?",
        asked_of=AskedOf.NEIGHBOURS,
        organisation=None,
        wanted_on=None,
        key=uuid4(),
        by=fatma,
        now=timezone.now(),
    )
    enter(phone.context, fatma)
    phone.goto(asked.get_absolute_url())
    phone.get_by_role("link", name="Kijk wie of wat er past").click()
    expect(phone.get_by_text("U vraagt “timmeren”, en hier staat “Timmerwerk”.")).to_be_visible()
    check_page(phone)
    assert overflow(phone) <= 0
    phone.get_by_role("link", name="Vraag Sjaak").click()
    check_page(phone)
    phone.get_by_label("Wat vraagt u?").fill("Een bank timmeren")
    day = timezone.localdate() + timedelta(days=20)
    phone.get_by_label("Voor welke dag?").fill(day.isoformat())
    phone.get_by_role("button", name="Stuur mijn vraag").click()
    expect(phone.get_by_text("Gevraagd. U krijgt bericht van het antwoord.")).to_be_visible()
    check_page(phone)

    link = link_in(mail_to(sjaak.email, about="Fatma van “Samen voor het plein”"), "/gevraagd/")
    page.goto(link)
    check_page(page)
    his = no_js_page
    his.goto(link)
    check_html(his)
    his.get_by_role("button", name="Ja, dat doe ik").click()
    his.get_by_label("E-mailadres").fill(sjaak.email)
    his.get_by_role("button", name="Stuur mij een code").click()
    his.get_by_label("De code uit de mail").fill(code_for(sjaak.email))
    his.get_by_role("button", name="Verder").click()
    his.get_by_role("button", name="Ja, dat doe ik").click()
    expect(his.get_by_text("Het is afgesproken.")).to_be_visible()
    assert Agreement.objects.get().text == "Een bank timmeren"

    phone.goto(f"{asked.get_absolute_url()}wie-past/")
    expect(phone.get_by_role("link", name="Afgesproken")).to_be_visible()
    check_page(phone)
