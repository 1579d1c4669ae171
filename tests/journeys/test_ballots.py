"""A resident votes on a phone with the keyboard, changes it, and checks it after the closing."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from participation.actions import budgets, tallying
from participation.models import OpenBallot
from tests.factories import (
    BudgetProposalFactory,
    BudgetRoundFactory,
    OrganisationFactory,
    UserFactory,
)

from .conftest import Wijk

pytestmark = pytest.mark.django_db(transaction=True)


def round_in(wijk: Wijk, sent):
    by = UserFactory(name="Fatma")
    checker = OrganisationFactory(neighbourhood=wijk.neighbourhood)
    round_ = BudgetRoundFactory(
        neighbourhood=wijk.neighbourhood,
        checker=checker,
        title="Geld voor groen",
        most_total=100_000,
    )
    for title, euros in (("Moestuin", 400), ("Geveltuintjes", 700), ("Bankje", 300)):
        BudgetProposalFactory(round=round_, initiative=sent(title, by=by), cost=euros * 100)
    return round_


def focus_on(page, label, *, most=60):
    """With the tab key alone; fails where that does not lead there."""
    target = page.get_by_label(label)
    for _press in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"no way to {label} with the keyboard")


def press_button(page, name, *, most=60):
    button = page.get_by_role("button", name=name)
    for _press in range(most):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way to {name} with the keyboard")


@pytest.mark.journey_sqlite
def test_from_a_vote_by_keyboard_to_a_checked_receipt(phone, wijk, sent, enter, check_page):
    round_ = round_in(wijk, sent)
    enter(phone.context, UserFactory(name="Samira"))
    phone.goto(f"{wijk.path}meedoen/")
    phone.get_by_role("link", name="Bewonersbudget").click()
    check_page(phone)
    phone.get_by_role("link", name="Geld voor groen").click()
    check_page(phone)
    phone.get_by_role("link", name="Stem op plannen").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Over: € 1.000")).to_be_visible()

    focus_on(phone, re.compile("Moestuin"))
    phone.keyboard.press("Space")
    expect(phone.get_by_text("Over: € 600")).to_be_visible()
    phone.get_by_label(re.compile("Geveltuintjes")).focus()
    phone.keyboard.press("Space")
    expect(phone.get_by_text("Dat is € 100 te veel")).to_be_visible()
    check_page(phone)
    press_button(phone, "Geef deze stem")
    expect(phone.get_by_text("Haal eerst een vinkje weg").first).to_be_visible()
    expect(phone.get_by_label(re.compile("Geveltuintjes"))).to_be_checked()
    phone.get_by_label(re.compile("Geveltuintjes")).focus()
    phone.keyboard.press("Space")
    expect(phone.get_by_text("Over: € 600")).to_be_visible()
    press_button(phone, "Geef deze stem")
    expect(phone.get_by_role("heading", name="Uw stem is binnen")).to_be_visible()
    first = phone.locator(".wijk-secret").inner_text()

    phone.get_by_role("link", name="Verander uw stem").click()
    expect(phone.get_by_label(re.compile("Moestuin"))).to_be_checked()
    phone.get_by_label(re.compile("Bankje")).focus()
    phone.keyboard.press("Space")
    expect(phone.get_by_text("2 plannen gekozen")).to_be_visible()
    press_button(phone, "Geef deze stem")
    expect(phone.get_by_role("heading", name="Uw stem is binnen")).to_be_visible()
    code = phone.locator(".wijk-secret").inner_text()
    assert code != first
    assert OpenBallot.objects.count() == 1
    phone.get_by_role("link", name="Ik heb de code bewaard").click()
    expect(phone.get_by_text("U heeft gestemd.")).to_be_visible()

    budgets.close_voting(round_, by=None)
    phone.goto(round_.get_absolute_url())
    expect(phone.get_by_text("Het tellen begint zo")).to_be_visible()
    tallying.work()
    expect(phone.get_by_text("De stemmen zijn geteld.")).to_be_visible()  # it came by itself
    phone.get_by_role("link", name="Bekijk de uitslag").click()
    check_page(phone)
    expect(phone.get_by_role("heading", name="De uitslag")).to_be_visible()
    phone.get_by_role("link", name="Kijk met uw code of uw stem meetelt").click()
    check_page(phone)
    phone.get_by_label("De code van uw stem").fill(first)
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Wij vinden deze code niet").first).to_be_visible()
    phone.get_by_label("De code van uw stem").fill(code)
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Ja, deze stem telt mee.")).to_be_visible()
    expect(phone.get_by_text("Bankje")).to_be_visible()
    check_page(phone)


def test_without_scripts_a_vote_is_given_too(no_js_page, wijk, sent, enter, check_html):
    round_ = round_in(wijk, sent)
    phone = no_js_page
    enter(phone.context, UserFactory(name="Samira"))
    phone.goto(f"{round_.get_absolute_url()}stemmen/")
    phone.get_by_label(re.compile("Moestuin")).check()
    phone.get_by_role("button", name="Reken uit wat er over is").click()
    expect(phone.get_by_text("Over: € 600")).to_be_visible()
    expect(phone.get_by_label(re.compile("Moestuin"))).to_be_checked()
    phone.get_by_role("button", name="Geef deze stem").click()
    expect(phone.get_by_role("heading", name="Uw stem is binnen")).to_be_visible()
    check_html(phone)


def test_a_vote_whose_session_had_ended_is_still_there_after_signing_in(
    phone, wijk, sent, enter, code_for
):
    round_ = round_in(wijk, sent)
    samira = UserFactory(email="samira@voorbeeld.example", name="Samira")
    enter(phone.context, samira)
    phone.goto(f"/budgetronde/{round_.pk}/stemmen/")
    Session.objects.all().delete()
    phone.get_by_label("Bankje").click()  # asks what is left, and so who it is

    phone.get_by_label("Uw e-mailadres").fill("samira@voorbeeld.example")
    phone.get_by_role("button", name="Stuur mij een code").click()
    phone.get_by_label("De code uit de mail").fill(code_for("samira@voorbeeld.example"))
    phone.get_by_role("button", name="Verder").click()

    expect(phone.get_by_text("Wat u koos, staat er nog")).to_be_visible()
    expect(phone.get_by_label("Bankje")).to_be_checked()
    expect(phone.get_by_label("Moestuin")).not_to_be_checked()
    phone.get_by_role("button", name="Geef deze stem").click()
    expect(phone.get_by_text("Bankje")).to_be_visible()
    expect(phone.get_by_role("button", name="Geef deze stem")).to_have_count(0)
    bench = round_.proposals.get(initiative__title="Bankje")
    assert OpenBallot.objects.get().choices == [bench.pk]
