"""The contact officer answers: late ones first, with reasons, and a colleague is not overrun."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "Het veldje is van ons. Een kraan mogen we daar niet aanleggen: er ligt een gasleiding."
POSSIBLE = "U mag er meteen beginnen. Wij zetten in april twee regentonnen neer."


def _answer(page: Page, choice: str, reason: str, possible: str) -> None:
    page.get_by_text(choice, exact=True).click()
    page.get_by_label("Waarom?").fill(reason)
    page.get_by_label("Wat kan er wel?").fill(possible)
    page.get_by_role("button", name="Stuur het antwoord").click()


def test_an_officer_asks_and_answers_and_everybody_can_read_it(
    visitor, page, wijk, sent, enter, mail_to, code_for, link_in, check_page, check_access
):
    fatma = UserFactory(email="fatma@voorbeeld.example", name="Fatma")
    late = sent("Moestuin op het veldje", by=fatma, days_ago=60)
    sent("Een bankje bij de brug", by=UserFactory())
    enter(page.context, wijk.officer)

    # What is late stands first.
    page.goto("/mijn/werk/")
    expect(page.get_by_text("Eén team wacht te lang op antwoord. Begin daar.")).to_be_visible()
    expect(page.locator(".wijk-item__title").first).to_have_text("Moestuin op het veldje")
    check_page(page)
    page.get_by_role("link", name="Moestuin op het veldje").click()
    expect(page.get_by_text("Te laat, had")).to_be_visible()

    # A note for colleagues, and a question to the team.
    page.get_by_text("Schrijf een notitie").click()
    page.get_by_label("Notitie voor collega’s").fill("Let op de gasleiding.")
    page.get_by_role("button", name="Bewaar de notitie").click()
    expect(page.get_by_text("Let op de gasleiding.")).to_be_visible()
    page.get_by_text("Stel het team een vraag").click()
    page.get_by_label("Uw vraag aan het team").fill("Hoeveel mensen doen er mee?")
    page.get_by_role("button", name="Stuur de vraag").click()
    expect(page.get_by_text("Uw vraag is gestuurd.")).to_be_visible()
    check_page(page)

    # The link in the mail leads to the answer, by way of signing in.
    home = visitor().new_page()
    home.goto(link_in(mail_to("fatma@voorbeeld.example", about="vraag"), "/initiatief/"))
    home.get_by_label("Uw e-mailadres").fill("fatma@voorbeeld.example")
    home.get_by_role("button", name="Stuur mij een code").click()
    home.get_by_label("De code uit de mail").fill(code_for("fatma@voorbeeld.example"))
    home.get_by_role("button", name="Verder").click()
    expect(home.get_by_text("Hoeveel mensen doen er mee?")).to_be_visible()
    check_page(home)
    home.get_by_label("Uw antwoord").fill("Wij zijn met zes gezinnen.")
    home.get_by_role("button", name="Stuur antwoord").click()
    expect(home.get_by_text("Wij zijn met zes gezinnen.").first).to_be_visible()
    expect(home.get_by_text("Let op de gasleiding.")).to_have_count(0)
    mail_to("joyce@zaanstad.example", about="Antwoord op uw vraag")

    # Without a reason the answer does not leave, and nothing is lost.
    page.reload()
    expect(page.get_by_text("Wij zijn met zes gezinnen.")).to_be_visible()
    _answer(page, "We doen deels mee", "", POSSIBLE)
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf waarom")
    expect(page.get_by_label("We doen deels mee")).to_be_checked()
    expect(page.get_by_label("Wat kan er wel?")).to_have_value(POSSIBLE)
    check_access(page)
    page.get_by_label("Waarom?").fill(REASON)
    page.get_by_role("button", name="Stuur het antwoord").click()

    # Everybody reads who answered what, and why.
    anybody = visitor().new_page()
    anybody.goto(late.get_absolute_url())
    expect(anybody.get_by_text(REASON)).to_be_visible()
    expect(anybody.get_by_text(POSSIBLE)).to_be_visible()
    expect(anybody.get_by_text("Joyce de Vries").first).to_be_visible()
    check_page(anybody)
    assert REASON in mail_to("fatma@voorbeeld.example", about="geantwoord").body


def test_a_colleague_who_is_second_is_told_and_keeps_the_text(
    visitor, page, wijk, sent, enter, check_access
):
    initiative = sent("Moestuin op het veldje", by=UserFactory())
    enter(page.context, wijk.officer)
    second = visitor().new_page()
    enter(second.context, wijk.colleague)
    for one in (page, second):
        one.goto(f"/initiatief/{initiative.pk}/beoordelen/")
    _answer(page, "We doen mee", REASON, POSSIBLE)
    expect(page.get_by_text("Uw antwoord staat op de pagina.")).to_be_visible()

    _answer(second, "Nu niet", "Er is dit jaar geen geld.", "Vraag het bewonersbudget aan.")

    expect(second.get_by_role("alert")).to_contain_text("Een collega was u voor")
    expect(second.get_by_text(REASON)).to_be_visible()
    expect(second.locator("blockquote").get_by_text("Er is dit jaar geen geld.")).to_be_visible()
    check_access(second)

    # What they wrote need not be lost: one press makes it a note for colleagues.
    second.get_by_role("button", name="Bewaar de notitie").click()
    expect(second.get_by_text("Vraag het bewonersbudget aan.")).to_be_visible()
    page.goto(initiative.get_absolute_url())
    expect(page.get_by_text("Er is dit jaar geen geld.")).to_have_count(0)
