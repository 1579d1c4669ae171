"""A team keeps its neighbours informed; a neighbour supports, joins, follows, and stops."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from accounts.models import User
from initiatives.actions import initiatives, reviews
from initiatives.models import Initiative, Participant, Support
from initiatives.states import Status
from tests.factories import UserFactory

from .conftest import Wijk

pytestmark = pytest.mark.django_db(transaction=True)


def _not_now(initiative: Initiative, wijk: Wijk) -> None:
    reviews.answer(
        initiative.review,
        Status.NOT_NOW,
        reason="Er is dit jaar geen geld voor.",
        possible="Volgend voorjaar kijken we opnieuw.",
        seen=initiative.review.version,
        key=uuid4(),
        by=wijk.officer,
    )


def _news(initiative: Initiative, by: User, text: str) -> None:
    initiatives.post_update(initiative, text, key=uuid4(), by=by)


def test_a_team_tells_news_sets_its_stage_and_asks_again(
    phone, wijk, sent, enter, check_page, mail_to
):
    fatma = UserFactory(email="fatma@voorbeeld.example", name="Fatma")
    initiative = sent("Moestuin op het veldje", by=fatma)
    enter(phone.context, fatma)
    phone.goto("/mijn/")
    check_page(phone)
    phone.get_by_role("link", name="Moestuin op het veldje").click()

    phone.get_by_role("link", name="Plaats nieuws").click()
    phone.get_by_label("Wat is er gebeurd?").fill("De eerste bakken staan er.")
    expect(phone.get_by_text("Bewaard", exact=True)).to_be_visible()
    phone.reload()
    expect(phone.get_by_label("Wat is er gebeurd?")).to_have_value("De eerste bakken staan er.")
    check_page(phone)
    phone.get_by_role("button", name="Plaats", exact=True).click()
    expect(phone.get_by_text("De eerste bakken staan er.")).to_be_visible()

    phone.get_by_role("link", name="Fase en soort").click()
    phone.get_by_label("Hoe ver bent u?").select_option("active")
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.locator(".wijk-badges").get_by_text("Bezig")).to_be_visible()
    check_page(phone)

    _not_now(initiative, wijk)
    phone.reload()
    phone.get_by_role("link", name="Vraag om er nog eens naar te kijken").click()
    phone.get_by_label("Waarom vraagt u").fill("Het waterschap betaalt mee.")
    check_page(phone)
    phone.get_by_role("button", name="Vraag het").click()
    expect(phone.get_by_text("De gemeente kijkt er nog eens naar.")).to_be_visible()
    expect(phone.get_by_text("Het waterschap betaalt mee.")).to_be_visible()
    mail_to("joyce@zaanstad.example", about="Moestuin")


def test_a_neighbour_supports_joins_and_follows_with_one_press(
    page, wijk, sent, enter, mail_to, link_in, check_page, visitor
):
    fatma = UserFactory(email="fatma@voorbeeld.example", name="Fatma")
    initiative = sent("Moestuin op het veldje", by=fatma)
    ali = UserFactory(email="ali@voorbeeld.example", name="Ali")
    enter(page.context, ali)
    page.goto(initiative.get_absolute_url())
    page.evaluate("window.stays = 'the same page'")

    # Only the part changes, and the focus stays on the button that was pressed.
    page.get_by_role("button", name="Ik steun dit").press("Enter")
    pressed = page.get_by_role("button", name="U steunt dit")
    expect(pressed).to_be_focused()
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("1 mens steunt dit")).to_be_visible()
    assert page.evaluate("window.stays") == "the same page"
    check_page(page)
    pressed.press("Enter")
    expect(page.get_by_role("button", name="Ik steun dit")).to_be_focused()
    expect(page.get_by_text("Wilt u de eerste zijn die dit steunt?")).to_be_visible()
    assert not Support.objects.exists()
    follow = page.get_by_role("button", name="Alleen volgen")
    follow.click()
    expect(page.get_by_role("button", name="U volgt dit")).to_be_visible()
    assert page.evaluate("window.stays") == "the same page"

    # Joining says what somebody can do, to the team only.
    page.get_by_role("link", name="Ik doe mee").click()
    page.get_by_label("Wat kunt u doen, en wanneer?").fill("Ik heb een aanhanger, op zaterdag.")
    check_page(page)
    page.get_by_role("button", name="Ik doe mee").click()
    expect(page.get_by_text("Fijn dat u meedoet! Het team weet ervan.")).to_be_visible()
    expect(page.get_by_text("Ik heb een aanhanger")).to_have_count(0)
    assert "Ik heb een aanhanger" in mail_to("fatma@voorbeeld.example", about="mee").body
    assert Participant.objects.get().person == ali

    # News comes by mail, and its link stops it, without signing in.
    _news(initiative, fatma, "De eerste bakken staan er.")
    mail = mail_to("ali@voorbeeld.example", about="Nieuws")
    assert "De eerste bakken staan er." in mail.body
    mailbox = visitor().new_page()
    mailbox.goto(link_in(mail, "/bericht/stop/"))
    check_page(mailbox)
    mailbox.get_by_role("button", name="Stop berichten over").click()
    expect(mailbox.get_by_text("U krijgt hierover geen berichten meer.")).to_be_visible()
    _news(initiative, fatma, "De sla is gezaaid.")
    assert "De sla" not in mail_to("ali@voorbeeld.example", about="Nieuws").body


def test_a_visitor_who_supports_signs_in_and_comes_back_to_the_button(
    no_js_page, sent, code_for, check_html
):
    initiative = sent("Moestuin op het veldje", by=UserFactory())
    page = no_js_page
    page.goto(initiative.get_absolute_url())
    page.get_by_role("link", name="Ik steun dit").click()
    page.get_by_label("Uw e-mailadres").fill("noor@voorbeeld.example")
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("De code uit de mail").fill(code_for("noor@voorbeeld.example"))
    page.get_by_role("button", name="Verder").click()
    check_html(page)
    page.get_by_role("button", name="Ik steun dit").click()

    expect(page.get_by_role("button", name="U steunt dit")).to_be_visible()
    expect(page.get_by_text("1 mens steunt dit")).to_be_visible()
