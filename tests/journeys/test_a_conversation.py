"""Under an initiative people talk: on an old phone, with scripts and without."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from activity.models import Flag
from initiatives.actions import conversation
from initiatives.models import Reaction
from initiatives.states import ReactionState
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

NOOR = "noor@voorbeeld.example"


def said(initiative, text, *, by, hours_ago=0):
    moment = timezone.now() - timedelta(hours=hours_ago)
    return conversation.react(initiative, text, key=uuid4(), by=by, now=moment)


def test_a_visitor_asks_without_a_script_and_the_team_answers(
    no_js_page, phone, visitor, sent, enter, code_for, mail_to, check_html, check_page
):
    fatma = UserFactory(name="Fatma", email="fatma@voorbeeld.example")
    initiative = sent("Moestuin op het veldje", by=fatma)
    page = no_js_page
    page.goto(initiative.get_absolute_url())
    check_html(page)
    page.get_by_role("link", name="Schrijf een reactie").click()
    check_html(page)

    # Nothing written is nothing sent; what is written waits for the code.
    page.get_by_role("button", name="Plaats").click()
    expect(page.get_by_text("Schrijf eerst uw vraag of reactie.").first).to_be_visible()
    page.wait_for_timeout(2100)  # nobody who is new here reads and writes faster
    page.get_by_label("Uw vraag of reactie").fill("Mag mijn klas een bak adopteren?")
    page.get_by_role("button", name="Plaats").click()
    page.get_by_label("Uw e-mailadres").fill(NOOR)
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("De code uit de mail").fill(code_for(NOOR))
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_text("Mag mijn klas een bak adopteren?")).to_be_visible()
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_label("Hoe wilt u hier heten?").fill("Noor")
    expect(page.get_by_label("Uw vraag of reactie")).to_have_value(
        "Mag mijn klas een bak adopteren?"
    )
    page.get_by_role("button", name="Plaats").click()
    expect(page.get_by_text("Uw reactie staat erop.")).to_be_visible()
    expect(page.locator("article").get_by_text("Mag mijn klas een bak adopteren?")).to_be_visible()
    check_html(page)
    assert "Mag mijn klas" in mail_to(fatma.email, about="reageert").body

    # The team answers on another phone; Noor reads that with whom she speaks.
    enter(phone.context, fatma)
    phone.goto(initiative.get_absolute_url())
    phone.get_by_role("heading", name="Vragen en reacties").scroll_into_view_if_needed()
    expect(phone.get_by_text("Mag mijn klas een bak adopteren?")).to_be_visible()
    check_page(phone)
    phone.get_by_role("link", name="Antwoord aan Noor").click()
    check_page(phone)
    phone.get_by_label("Uw vraag of reactie").fill("Heel graag! Kom woensdag langs.")
    phone.get_by_role("button", name="Plaats").click()
    expect(phone.get_by_text("Heel graag!")).to_be_visible()
    assert "antwoordt u" in mail_to(NOOR, about="reageert").body
    page.goto(initiative.get_absolute_url())
    page.get_by_role("link", name="Lees de vragen en reacties").click()
    answer = page.locator(".wijk-reactions--replies article")
    expect(answer.get_by_text("team", exact=True)).to_be_visible()

    # Her own words are hers.
    page.get_by_role("link", name="Aanpassen of weghalen").click()
    check_html(page)
    page.get_by_label("Uw vraag of reactie").fill("Mag groep 5 een bak adopteren?")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Mag groep 5 een bak adopteren?")).to_be_visible()
    page.get_by_role("link", name="Aanpassen of weghalen").click()
    page.get_by_role("button", name="Haal mijn reactie weg").click()
    expect(page.get_by_text("Deze reactie is weggehaald", exact=True)).to_be_visible()
    expect(page.get_by_text("Heel graag!")).to_be_visible()
    expect(page.get_by_text("Mag groep 5")).to_have_count(0)


def test_earlier_reactions_come_in_their_place(phone, sent, check_page):
    initiative = sent("Moestuin op het veldje", by=UserFactory(name="Fatma"))
    noor = UserFactory(name="Noor")
    for number in range(45):
        said(initiative, f"Vraag {number:02}.", by=noor, hours_ago=50 - number)
    page = phone
    page.goto(initiative.get_absolute_url())
    page.evaluate("window.stays = 'the same page'")
    page.get_by_role("heading", name="Vragen en reacties").scroll_into_view_if_needed()
    expect(page.get_by_text("Vraag 25.")).to_be_visible()
    for oldest in ("Vraag 05.", "Vraag 00."):
        expect(page.get_by_text(oldest)).to_have_count(0)
        page.get_by_role("link", name="Eerdere reacties").click()
        expect(page.get_by_text(oldest)).to_be_visible()
    expect(page.get_by_role("link", name="Eerdere reacties")).to_have_count(0)
    expect(page.get_by_text("Vraag 44.")).to_have_count(1)
    assert page.evaluate("window.stays") == "the same page"
    check_page(page)


def test_unkind_words_are_flagged_hidden_objected_to_and_shown(
    wijk, sent, visitor, no_js_page, page, enter, mail_to, link_in, check_page, check_html
):
    initiative = sent("Moestuin op het veldje", by=UserFactory(name="Fatma"))
    noor = UserFactory(name="Noor", email=NOOR)
    said(initiative, "Wat een dom plan.", by=noor)
    said(initiative, "Koop nu tuinstoelen!", by=noor)

    # A neighbour flags both, without a script.
    enter(no_js_page.context, UserFactory(name="Ali"))
    for _ in range(2):
        no_js_page.goto(initiative.get_absolute_url())
        text = ("Wat een dom plan.", "Koop nu tuinstoelen!")[_]
        no_js_page.get_by_role("link", name="Lees de vragen en reacties").click()
        article = no_js_page.locator("article").filter(has_text=text)
        article.get_by_role("link", name="Meld dit").click()
        check_html(no_js_page)
        no_js_page.get_by_label("onaardig").check()
        no_js_page.get_by_role("button", name="Meld dit").click()
        expect(
            no_js_page.get_by_text("Dank u wel. Iemand van de wijk kijkt ernaar.")
        ).to_be_visible()

    # The officer finds them at her work, and decides about both at once.
    enter(page.context, wijk.officer)
    page.goto("/mijn/werk/")
    page.get_by_role("link", name="Meldingen in Poelenburg").click()
    check_page(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Verberg alles").click()
    expect(page.get_by_text("Schrijf welke huisregel het is, en waarom.").first).to_be_visible()
    check_page(page)
    bulk = page.locator("#bulk")
    bulk.get_by_label("De reden, voor wie het schreef").fill("Huisregel 1: wees vriendelijk.")
    page.get_by_role("button", name="Verberg alles").click()
    expect(page.get_by_text("2 zijn verborgen.")).to_be_visible()
    expect(page.get_by_text("Kort geleden verborgen")).to_be_visible()
    check_page(page)

    # Noor reads why, and objects once, from the mail.
    mail = mail_to(NOOR, about="verborgen")
    assert "Huisregel 1: wees vriendelijk." in mail.body
    mine = visitor().new_page()
    enter(mine.context, noor)
    mine.goto(link_in(mail, "/bezwaar/"))
    check_page(mine)
    mine.get_by_label("Waarom moet het te lezen zijn?").fill("Ik bedoelde het niet zo.")
    mine.get_by_role("button", name="Stuur mijn bezwaar").click()
    expect(mine.get_by_text("Uw bezwaar is gestuurd.")).to_be_visible()
    check_page(mine)

    # A colleague looks again, and lets it be read.
    colleague = visitor().new_page()
    enter(colleague.context, wijk.coordinator)
    colleague.goto(f"{wijk.path}moderatie/")
    expect(colleague.get_by_text("Ik bedoelde het niet zo.")).to_be_visible()
    check_page(colleague)
    form = colleague.locator("main li form").first
    form.get_by_role("button", name="Toon weer").click()
    expect(colleague.get_by_text("Het blijft staan.")).to_be_visible()
    assert Reaction.objects.filter(state=ReactionState.HIDDEN).count() == 1
    assert not Flag.objects.open().exists()
