"""A square is done over: residents are asked, answered, and the document is there in one press."""

import pytest
from playwright.sync_api import expect

from participation.models import Input, Process
from partners.actions.organisations import municipality_organisation
from tests.factories import ProcessFactory, UserFactory

from .conftest import Wijk

pytestmark = pytest.mark.django_db(transaction=True)


def a_square(wijk: Wijk) -> Process:
    made: Process = ProcessFactory(
        neighbourhood=wijk.neighbourhood,
        asked_by=municipality_organisation(wijk.neighbourhood.municipality),
        begun_by=wijk.coordinator,
        title="Het plein",
    )
    return made


@pytest.mark.journey_sqlite
def test_from_a_question_to_the_document(page, phone, wijk, enter, check_page):
    municipality_organisation(wijk.neighbourhood.municipality)
    enter(page.context, wijk.coordinator)
    page.goto(f"{wijk.path}meedoen/")
    page.get_by_role("link", name="Begin een traject").click()
    check_page(page)
    page.get_by_role("button", name="Begin het traject").click()
    expect(page.get_by_text("Schrijf wat er speelt en wat u vraagt.").first).to_be_visible()
    check_page(page)
    page.get_by_label("Waar gaat het over?").fill("Het plein")
    page.get_by_label("Wat speelt er, en wat vraagt u aan bewoners?").fill("Wat moet er komen?")
    page.get_by_text("bewoners beslissen mee", exact=True).click()
    page.get_by_label("Wat betekent dat hier?").fill("Wij kiezen samen.")
    page.get_by_role("button", name="Begin het traject").click()
    expect(page.get_by_role("heading", name="Het plein", level=1)).to_be_visible()
    expect(page.get_by_text("0 van 6 gedaan")).to_be_visible()  # it came by itself
    check_page(page)

    enter(phone.context, UserFactory(name="Fatma"))
    phone.goto(f"{wijk.path}meedoen/")
    check_page(phone)
    phone.get_by_role("link", name="Zeg wat u vindt").click()
    phone.get_by_text("Een bezwaar", exact=True).click()
    phone.get_by_label("Vertel het in uw eigen woorden").fill("Mijn raam komt in de schaduw.")
    check_page(phone)
    phone.get_by_role("button", name="Breng het in").click()
    expect(phone.get_by_text("U krijgt bericht als er antwoord is.")).to_be_visible()
    check_page(phone)

    page.goto("/mijn/werk/")
    page.get_by_role("link", name="Bezwaren die op antwoord wachten").click()
    check_page(page)
    page.get_by_role("link", name="Mijn raam komt").click()
    page.get_by_text("Niet gedaan", exact=True).click()
    page.get_by_label("Wat deed u precies, en waarom?").fill("De boom staat er al.")
    page.get_by_role("button", name="Zet het erbij").click()
    expect(page.get_by_text("Schrijf wat er wel kan. Er is altijd iets.").first).to_be_visible()
    check_page(page)
    page.get_by_label("Wat kan er wel?").fill("Wij snoeien elk jaar.")
    page.get_by_role("button", name="Zet het erbij").click()
    expect(page.get_by_text("Wij snoeien elk jaar.")).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="Het plein").click()
    for _phase in range(2):
        page.get_by_role("link", name="Begin de volgende fase").click()
        check_page(page)
        page.get_by_role("button", name="Begin de volgende fase").click()
        expect(page.get_by_text("De volgende fase is begonnen.")).to_be_visible()
    page.get_by_role("link", name="Sluit het traject af").click()
    page.get_by_label("Wat is er met de inbreng van bewoners gedaan?").fill("Het plein is af.")
    page.get_by_label("Wat leerden wij ervan?").fill("Eerder beginnen.")
    check_page(page)
    page.get_by_role("button", name="Sluit af").click()
    expect(page.get_by_text("Het traject is afgesloten.").first).to_be_visible()
    check_page(page)

    phone.goto(f"{wijk.path}meedoen/")
    phone.get_by_role("link", name="Het plein").click()
    phone.get_by_role("link", name="Het hele verslag").click()
    check_page(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Bewaar als PDF").click()
    assert download.value.suggested_filename == "het-plein.pdf"


def test_without_scripts_somebody_says_something_too(no_js_page, wijk, enter, check_html):
    made = a_square(wijk)
    phone = no_js_page
    enter(phone.context, UserFactory(name="Fatma"))
    phone.goto(made.get_absolute_url())
    check_html(phone)
    phone.get_by_role("link", name="Waar wij op letten").click()
    check_html(phone)
    phone.goto(f"{made.get_absolute_url()}inbreng/geven/")
    phone.get_by_role("button", name="Breng het in").click()
    expect(phone.get_by_text("Schrijf wat u wilt zeggen.").first).to_be_visible()
    phone.get_by_text("Een wens", exact=True).click()
    phone.get_by_label("Vertel het in uw eigen woorden").fill("Een bankje")
    phone.get_by_role("button", name="Breng het in").click()
    expect(phone.get_by_text("Een bankje", exact=True)).to_be_visible()
    check_html(phone)
    assert Input.objects.get().words == "Een bankje"
