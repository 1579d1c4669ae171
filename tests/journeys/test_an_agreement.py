"""A team asks, somebody says yes, and both say that it was kept (rule R4)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from partners.models import Agreement
from tests.factories import MemberFactory, OrganisationFactory, UserFactory

from .conftest import DESKTOP, PHONE, overflow

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_team_asks_the_municipality_and_both_say_it_was_kept(
    visitor, phone, page, wijk, sent, enter, mail_to, check_page
):
    fatma = UserFactory(email="fatma@voorbeeld.example", name="Fatma")
    initiative = sent("Samen voor het plein", by=fatma)
    enter(phone.context, fatma)
    enter(page.context, wijk.officer)
    day = timezone.localdate() + timedelta(days=20)

    # The team asks, first with a mistake.
    phone.goto(initiative.get_absolute_url())
    phone.get_by_role("link", name="Vraag hulp").click()
    check_page(phone)
    phone.get_by_role("link", name="Vraag hulp").click()
    phone.get_by_label("Schrijf uw vraag in één zin").fill("Mag er een kraan komen?")
    phone.get_by_role("button", name="Stuur de vraag").click()
    expect(phone.get_by_role("alert")).to_contain_text("Kies wat u nodig heeft.")
    expect(phone.get_by_label("Schrijf uw vraag in één zin")).to_have_value(
        "Mag er een kraan komen?"
    )
    check_page(phone)
    phone.get_by_text("Toestemming").click()
    phone.get_by_role("button", name="Stuur de vraag").click()
    expect(phone.get_by_text("Antwoord uiterlijk")).to_be_visible()
    check_page(phone)

    # The officer finds it among the work, and promises.
    mail_to("joyce@zaanstad.example", about="Een vraag van Samen voor het plein")
    page.goto("/mijn/werk/")
    expect(page.get_by_text("Mag er een kraan komen?")).to_be_visible()
    page.goto(f"/initiatief/{initiative.pk}/hulp/{initiative.requests.get().pk}/")
    check_page(page)
    page.get_by_label("Wat belooft u?").fill("Een kraan op het plein")
    page.get_by_label("Uiterlijk op").fill(day.isoformat())
    page.get_by_role("button", name="Maak de afspraak").click()
    expect(page.get_by_text("Afgesproken. Het team weet het")).to_be_visible()
    page.get_by_role("link", name="Een kraan op het plein").click()
    check_page(page)
    page.get_by_role("button", name="Nagekomen").click()
    expect(page.get_by_text("U zei dat het gedaan is.")).to_be_visible()

    # The team confirms from its own page; anybody reads it.
    phone.goto("/mijn/")
    check_page(phone)
    phone.get_by_role("link", name="Een kraan op het plein").click()
    phone.get_by_role("button", name="Ja, het is gedaan").click()
    expect(phone.get_by_text("De afspraak staat nu als nagekomen.")).to_be_visible()
    assert Agreement.objects.get().state == "kept"
    for viewport in (PHONE, DESKTOP):
        anybody = visitor(viewport=viewport).new_page()
        anybody.goto(f"/wijk/{wijk.neighbourhood.slug}/afspraken/")
        expect(anybody.get_by_text("1 van de 1 nagekomen")).to_be_visible()
        check_page(anybody)
        assert overflow(anybody) <= 0
        anybody.goto(initiative.get_absolute_url())
        expect(anybody.get_by_role("link", name="Een kraan op het plein")).to_be_visible()
        check_page(anybody)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_partner_joins_with_scripts_and_without(visitor, wijk, sent, enter, check_page, scripts):
    fatma, ruud = UserFactory(name="Fatma"), UserFactory(name="Ruud")
    initiative = sent("Samen voor het plein", by=fatma)
    organisation = OrganisationFactory(name="De Zaanoever", neighbourhood=wijk.neighbourhood)
    MemberFactory(organisation=organisation, person=ruud)
    theirs = visitor(viewport=PHONE, java_script_enabled=scripts)
    team = visitor(viewport=PHONE, java_script_enabled=scripts)
    enter(theirs, ruud)
    enter(team, fatma)
    partner, organiser = theirs.new_page(), team.new_page()

    partner.goto(initiative.get_absolute_url())
    partner.get_by_role("link", name="Heeft u iets te bieden?").click()
    if scripts:
        check_page(partner)
    partner.get_by_text("De Zaanoever").click()
    partner.get_by_text("Ja, we willen meedoen").click()
    partner.get_by_role("button", name="Stuur mijn aanbod").click()
    expect(partner.get_by_text("Het team heeft nog niet geantwoord.")).to_be_visible()

    organiser.goto("/mijn/")
    organiser.get_by_role("link", name="Ja of nee").click()
    organiser.get_by_role("button", name="Ja, graag").click()
    expect(organiser.get_by_text("Het is afgesproken.")).to_be_visible()

    partner.goto(f"/initiatief/{initiative.pk}/samen/")
    expect(partner.get_by_text("De Zaanoever").first).to_be_visible()
    if scripts:
        check_page(partner)


@pytest.mark.parametrize("scripts", [pytest.param(True, marks=pytest.mark.full), False])
def test_two_teams_go_on_as_one(visitor, wijk, sent, enter, check_page, scripts):
    fatma, bram = UserFactory(name="Fatma"), UserFactory(name="Bram")
    goes, _stays = sent("Moestuin achter", by=fatma), sent("Moestuin voor", by=bram)
    one = visitor(viewport=PHONE, java_script_enabled=scripts)
    other = visitor(viewport=PHONE, java_script_enabled=scripts)
    enter(one, fatma)
    enter(other, bram)
    asker, asked = one.new_page(), other.new_page()

    asker.goto(f"/initiatief/{goes.pk}/samen/")
    if scripts:
        check_page(asker)
    asker.get_by_placeholder("Zoek op titel").fill("voor")
    asker.get_by_role("button", name="Zoek", exact=True).click()
    asker.get_by_role("link", name="Stel iets voor").click()
    asker.get_by_text("Samengaan: wij gaan verder in dat van hen").click()
    asker.get_by_role("button", name="Stuur het voorstel").click()
    expect(asker.get_by_text("Uw voorstel aan Moestuin voor")).to_be_visible()

    asked.goto("/mijn/")
    asked.get_by_role("link", name="Geef antwoord").click()
    expect(asked.get_by_text("Dit kan niet ongedaan worden gemaakt.")).to_be_visible()
    if scripts:
        check_page(asked)
    asked.get_by_role("button", name="Ja, we gaan samen").click()

    asker.goto(goes.get_absolute_url())
    expect(asker.get_by_role("link", name="Moestuin voor")).to_be_visible()
    if scripts:
        check_page(asker)
    asker.get_by_role("link", name="Moestuin voor").click()
    expect(asker.get_by_role("heading", name="Moestuin voor")).to_be_visible()
