"""An officer's day: a text to begin with, a colleague called, work handed over, and a stand-in."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from initiatives.models import StandardText
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def _day(days: int) -> str:
    return str(timezone.localdate() + timedelta(days=days))


@pytest.mark.journey_sqlite
def test_an_officer_begins_with_a_text_calls_a_colleague_and_hands_over(
    visitor, page, wijk, sent, enter, mail_to, check_page
):
    fatma = UserFactory(email="fatma@voorbeeld.example", name="Fatma")
    initiative = sent("Moestuin op het veldje", by=fatma)
    enter(page.context, wijk.coordinator)

    # The coordinator writes a text to begin with.
    page.goto(f"{wijk.path}beheer/teksten/")
    page.get_by_text("Waarom", exact=True).click()
    page.get_by_label("Naam").fill("Grond")
    page.get_by_role("textbox", name="Tekst").fill("Beste {naam team}, de grond in {wiek}.")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("alert")).to_contain_text("Dit wordt niet ingevuld: {wiek}.")
    check_page(page)
    page.get_by_role("textbox", name="Tekst").fill("Beste {naam team}, de grond in {wijk}.")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("link", name="Grond")).to_be_visible()

    # The officer uses it, and goes on writing.
    desk = visitor().new_page()
    enter(desk.context, wijk.officer)
    desk.goto(f"/initiatief/{initiative.pk}/beoordelen/")
    desk.get_by_label("Wat kan er wel?").fill("U mag beginnen.")
    desk.get_by_label("Standaardtekst").select_option(label="Waarom: Grond")
    desk.get_by_role("button", name="Zet in de tekst").click()
    expect(desk.locator("p", has_text="De tekst staat erin.")).to_be_focused()
    expect(desk.get_by_label("Waarom?")).to_have_value("Beste Fatma, de grond in Poelenburg.")
    expect(desk.get_by_label("Wat kan er wel?")).to_have_value("U mag beginnen.")
    check_page(desk)

    # A colleague is called in a note.
    desk.get_by_text("Schrijf een notitie").click()
    desk.get_by_label("Notitie voor collega’s").fill("@Omar, ken jij dit veldje?")
    desk.get_by_role("button", name="Bewaar de notitie").click()
    expect(desk.get_by_text("@Omar, ken jij dit veldje?")).to_be_visible()
    assert "veldje?" not in mail_to(wijk.colleague.email, about="noemt u").body

    # And then the initiative goes to that colleague.
    desk.get_by_role("link", name="Geef over aan een collega").click()
    check_page(desk)
    desk.get_by_label("Wie neemt het over?").select_option(label=wijk.colleague.name)
    desk.get_by_label("Een woord aan de bewoners").fill("Omar woont om de hoek.")
    desk.get_by_role("button", name="Geef over").click()
    expect(desk.get_by_text("is nu de contactambtenaar. Het team krijgt bericht.")).to_be_visible()
    assert wijk.colleague.name in mail_to(fatma.email, about="nieuwe contactambtenaar").body
    anybody = visitor().new_page()
    anybody.goto(initiative.get_absolute_url())
    expect(anybody.get_by_text("Omar woont om de hoek.")).to_be_visible()
    check_page(anybody)


def test_who_is_away_has_a_stand_in_and_several_are_handed_over_at_once(
    visitor, phone, wijk, sent, enter, check_page
):
    for title in ("Moestuin", "Kippenhok"):
        sent(title, by=UserFactory())
    enter(phone.context, wijk.officer)
    phone.goto("/mijn/werk/")
    phone.get_by_role("link", name="Ik ben er even niet in Poelenburg").click()
    phone.get_by_label("Eerste dag weer terug").fill(_day(9))
    phone.get_by_label("Wie neemt waar?").select_option(label=wijk.colleague.name)
    check_page(phone)
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_text("U bent afwezig in Poelenburg tot")).to_be_visible()
    check_page(phone)

    # The stand-in sees the work, and takes it as a whole.
    desk = visitor().new_page()
    enter(desk.context, wijk.colleague)
    desk.goto("/mijn/werk/?wie=mij")
    expect(desk.get_by_text(f"voor {wijk.officer.name}, afwezig tot").first).to_be_visible()
    anybody = visitor().new_page()
    anybody.goto(wijk.path)
    expect(anybody.get_by_text(f"{wijk.colleague.name} neemt waar.")).to_be_visible()
    check_page(anybody)

    # The coordinator divides it otherwise.
    chief = visitor().new_page()
    enter(chief.context, wijk.coordinator)
    chief.goto(f"{wijk.path}verdeling/")
    expect(chief.get_by_text(f"{wijk.colleague.name} neemt waar.")).to_be_visible()
    check_page(chief)
    chief.get_by_role("link", name=re.compile(f"Verdeel.*{wijk.officer.name}")).click()
    for box in chief.get_by_role("checkbox").all():
        box.check()
    chief.get_by_text("Geef over aan een collega").click()
    chief.get_by_label("Welke collega?").select_option(label=wijk.colleague.name)
    check_page(chief)
    chief.get_by_role("button", name="Bekijk wat er gebeurt").click()
    check_page(chief)
    chief.get_by_role("button", name="Doe dit").click()
    expect(chief.get_by_text(f"zijn nu van {wijk.colleague.name}.")).to_be_visible()
    check_page(chief)
    chief.get_by_role("button", name="Neem het overgeven van").click()
    expect(chief.get_by_text("zijn terug. De teams krijgen bericht.")).to_be_visible()


def test_without_scripts_choices_are_kept_and_a_text_is_put_in(
    no_js_page, wijk, sent, enter, check_html
):
    initiative = sent("Moestuin", by=UserFactory(name="Fatma"))
    StandardText.objects.create(
        neighbourhood=wijk.neighbourhood, part="reason", name="Grond", text="Beste {naam team}!"
    )
    enter(no_js_page.context, wijk.officer)
    no_js_page.goto("/mijn/werk/")
    no_js_page.get_by_text("Zoeken, kiezen en samen doen").click()
    no_js_page.get_by_role("link", name="Kies wat u wilt zien").click()
    no_js_page.get_by_label("Stand").select_option(label="Later")
    no_js_page.get_by_role("button", name="Toon").click()
    no_js_page.get_by_label("Bewaar deze keuze als").fill("Rustig")
    no_js_page.get_by_role("button", name="Bewaar").click()
    expect(no_js_page.get_by_role("link", name="Rustig")).to_be_visible()
    check_html(no_js_page)

    no_js_page.goto(f"/initiatief/{initiative.pk}/beoordelen/")
    no_js_page.get_by_label("Wat kan er wel?").fill("Van alles.")
    no_js_page.get_by_label("Standaardtekst").select_option(label="Waarom: Grond")
    no_js_page.get_by_role("button", name="Zet in de tekst").click()
    expect(no_js_page.get_by_label("Waarom?")).to_have_value("Beste Fatma!")
    expect(no_js_page.get_by_label("Wat kan er wel?")).to_have_value("Van alles.")


def test_two_initiatives_that_look_like_each_other_find_each_other(
    page, wijk, sent, enter, check_page
):
    fatma = UserFactory(name="Fatma")
    one, two = sent("Moestuin", by=fatma), sent("Groentetuin", by=UserFactory())
    enter(page.context, fatma)
    page.goto(one.get_absolute_url())
    page.get_by_role("link", name="Lijkt dit op iets anders?").click()
    page.get_by_label("Zoek op titel").fill("groente")
    page.get_by_role("button", name="Zoek", exact=True).click()
    check_page(page)
    page.get_by_role("button", name=re.compile("Lijkt erop.*Groentetuin")).click()
    expect(page.get_by_text("Het staat nu op beide pagina’s.")).to_be_visible()
    check_page(page)

    page.goto(two.get_absolute_url())
    expect(page.get_by_text("misschien kunnen jullie samen.")).to_be_visible()
    check_page(page)
