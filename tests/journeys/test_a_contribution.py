"""A partner is asked what it did, and writes it down on a phone: three fields, no signing in."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from goals.actions import logging
from goals.models import Contribution
from goals.quarters import quarter_of
from goals.selections import logging as due
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    MemberFactory,
    OrganisationFactory,
    UserFactory,
    YearPlanFactory,
)

from .conftest import overflow

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_partner_writes_down_what_it_did_from_the_mail(
    phone, page, no_js_page, wijk, mail_to, link_in, enter, check_page, check_html, monkeypatch
):
    monkeypatch.setattr(due, "ASK_BEFORE", timedelta(days=100))  # whatever day it is
    ruud = UserFactory(email="ruud@voorbeeld.example", name="Ruud Bakker")
    corporation = OrganisationFactory(
        name="De Zaanoever", slug="de-zaanoever", neighbourhood=wijk.neighbourhood
    )
    MemberFactory(organisation=corporation, person=ruud, is_contact=True)
    plan = YearPlanFactory(neighbourhood=wijk.neighbourhood)
    goals = [GoalFactory(plan=plan, title=title) for title in ("Samen buiten", "Veilig op straat")]
    for goal in goals:
        GoalPartyFactory(goal=goal, organisation=corporation)
    now: datetime = timezone.now()
    assert quarter_of(timezone.localdate(now)).year == plan.year
    assert logging.remind_all(now) == 1

    phone.goto(link_in(mail_to(ruud.email, about="Wat deed De Zaanoever"), "/bijdrage/"))
    check_page(phone)
    assert overflow(phone) <= 0
    phone.get_by_role("radio", name="Veilig op straat").check()
    phone.get_by_label("Wat deed u?").fill("Lampen in de gang vervangen bij 123456782")
    phone.get_by_role("button", name="Schrijf het op").click()
    expect(phone.get_by_role("alert")).to_contain_text("burgerservicenummer")
    check_page(phone)
    phone.get_by_label("Wat deed u?").fill("Lampen in de gang vervangen")
    phone.get_by_role("button", name="Schrijf het op").click()
    expect(phone.get_by_role("heading", name="Bedankt")).to_be_visible()
    check_page(phone)
    assert Contribution.objects.get().goal == goals[1]

    his = no_js_page
    his.goto(phone.get_by_role("link", name="Nog een").evaluate("link => link.href"))
    his.get_by_role("radio", name="Samen buiten").check()
    his.get_by_label("Wat deed u?").fill("Samen de tuin geveegd")
    his.get_by_role("button", name="Schrijf het op").click()
    expect(his.get_by_role("heading", name="Bedankt")).to_be_visible()
    check_html(his)

    page.goto(goals[0].get_absolute_url())
    expect(page.get_by_text("Samen de tuin geveegd")).to_be_visible()
    page.goto("/organisatie/de-zaanoever/")
    expect(page.get_by_role("link", name="Samen de tuin geveegd")).to_be_visible()
    enter(page.context, ruud)
    page.goto(Contribution.objects.get(goal=goals[0]).get_absolute_url())
    check_page(page)
    page.get_by_role("link", name="Aanpassen").click()
    page.get_by_text("Meer vertellen").click()
    page.get_by_label("Uren").fill("1,5")
    check_page(page)
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Zo stond het eerst")).to_be_visible()
    check_page(page)
