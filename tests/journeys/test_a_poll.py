"""A hall is asked something: the coordinator makes a poll, phones answer, the screen shows it, and
later everybody reads what is done with it. And an hour in which questions rise."""

import re

import pytest
from playwright.sync_api import expect

from participation.models import Poll, PollAnswer
from participation.states.polls import Asks, Audience
from tests.factories import (
    HourQuestionFactory,
    MeetingFactory,
    PollFactory,
    PollQuestionFactory,
    QuestionHourFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.journey_sqlite
def test_from_a_question_to_what_is_done_with_it(page, phone, wijk, enter, check_page):
    meeting = MeetingFactory(neighbourhood=wijk.neighbourhood, title="Wijkgesprek")
    enter(page.context, wijk.coordinator)
    page.goto(f"{wijk.path}meedoen/")
    check_page(page)
    page.get_by_role("link", name="Alle peilingen").click()
    page.get_by_role("link", name="Maak een peiling").click()
    expect(page.get_by_text("Eerst praten?")).to_be_visible()
    check_page(page)
    page.get_by_label("Waar gaat het over?").fill("Het plein")
    page.get_by_text("Wie in de zaal zit, bij een bijeenkomst").click()
    page.get_by_label("Bij welke bijeenkomst?").select_option(label="Wijkgesprek")
    page.get_by_role("button", name="Verder naar de vragen").click()

    page.get_by_text("Kies er één", exact=True).click()
    page.get_by_label("De vraag", exact=True).fill("Wat moet er komen?")
    page.get_by_role("button", name="Zet deze vraag erin").click()
    expect(page.get_by_text("Schrijf minstens twee verschillende antwoorden").first).to_be_visible()
    check_page(page)
    page.get_by_label("De antwoorden waaruit mensen kiezen").fill("Een boom\nEen bank")
    page.get_by_role("button", name="Zet deze vraag erin").click()
    expect(page.get_by_text("Een boom · Een bank")).to_be_visible()
    page.get_by_text("In eigen woorden", exact=True).click()
    page.get_by_label("De vraag", exact=True).fill("Nog iets?")
    page.get_by_role("button", name="Zet deze vraag erin").click()
    expect(page.get_by_role("button", name=re.compile("^Haal weg ?: Nog iets"))).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Open de peiling").click()
    expect(page.get_by_text("De peiling is open.")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Open het scherm voor de zaal").click()
    expect(page.get_by_text("mensen deden mee")).to_be_visible()
    check_page(page)

    meeting.refresh_from_db()
    phone.goto("/p/")
    check_page(phone)
    phone.get_by_label("Code van de zaal").fill("XXXXXX")
    phone.get_by_role("button", name="Ga verder").click()
    expect(phone.get_by_text("Deze code kennen wij niet")).to_be_visible()
    phone.get_by_label("Code van de zaal").fill(meeting.room.code.lower())
    phone.get_by_role("button", name="Ga verder").click()
    expect(phone.get_by_text("U heeft geen account nodig")).to_be_visible()
    check_page(phone)
    phone.get_by_text("Een boom", exact=True).click()
    phone.get_by_label("Nog iets?").fill("Schaduw!")
    phone.get_by_role("button", name="Verstuur uw antwoord").click()
    expect(phone.get_by_text("Uw antwoord telt mee")).to_be_visible()
    check_page(phone)
    expect(page.get_by_text("mens deed mee", exact=False)).to_be_visible()  # it came by itself
    assert PollAnswer.objects.count() == 1

    page.get_by_role("link", name="Terug naar de peiling").click()
    page.get_by_role("button", name="Sluit de peiling").click()
    check_page(page)
    page.get_by_label("Dit doen wij ermee").fill("Er komt een boom met een bank eronder.")
    page.get_by_role("button", name="Zet het op de pagina").click()
    phone.reload()
    expect(phone.get_by_text("Er komt een boom met een bank eronder.")).to_be_visible()
    check_page(phone)


def test_without_scripts_a_poll_is_answered_too(no_js_page, wijk, check_html):
    poll: Poll = PollFactory(neighbourhood=wijk.neighbourhood, audience=Audience.NEIGHBOURHOOD)
    PollQuestionFactory(poll=poll, asks=Asks.RANKING, text="Wat eerst?")
    phone = no_js_page
    phone.goto(f"/peiling/{poll.pk}/")
    phone.get_by_role("link", name="Doe mee").click()
    phone.get_by_role("button", name="Verstuur uw antwoord").click()
    expect(phone.get_by_text("Geef op minstens één vraag een antwoord.")).to_be_visible()
    check_html(phone)
    phone.get_by_label("Een bank").select_option("1")
    phone.get_by_role("button", name="Verstuur uw antwoord").click()
    expect(phone.get_by_text("Uw antwoord telt mee")).to_be_visible()
    check_html(phone)


def test_a_question_rises_and_gets_an_answer(page, phone, wijk, enter, check_page):
    hour = QuestionHourFactory(neighbourhood=wijk.neighbourhood, begun_by=wijk.coordinator)
    HourQuestionFactory(hour=hour, words="Wat kost dat?")
    phone.goto(hour.get_absolute_url())
    check_page(phone)
    phone.get_by_label("Uw vraag").fill("Wanneer begint de renovatie?")
    phone.get_by_role("button", name="Stel uw vraag").click()
    expect(phone.get_by_text("Uw vraag staat erbij.")).to_be_visible()
    check_page(phone)
    enter(page.context, wijk.coordinator)
    page.goto(hour.get_absolute_url())
    page.get_by_role("button", name=re.compile("^Wil ik ook weten ?: Wanneer begint")).click()
    expect(page.get_by_text("2 mensen willen dit weten")).to_be_visible()
    check_page(page)
    expect(phone.get_by_text("2 mensen willen dit weten")).to_be_visible()  # it came by itself
    page.get_by_role("link", name=re.compile("^Geef antwoord ?: Wanneer begint")).click()
    check_page(page)
    page.get_by_label("Uw antwoord").fill("In maart.")
    page.get_by_role("button", name="Plaats het antwoord").click()
    expect(page.get_by_text("Uw antwoord staat erbij.")).to_be_visible()
    expect(phone.get_by_text("Beantwoord (1)")).to_be_visible()
    phone.get_by_role("link", name="Beantwoord (1)").click()
    expect(phone.get_by_text("In maart.")).to_be_visible()
    check_page(phone)
