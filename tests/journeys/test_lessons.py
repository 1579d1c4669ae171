"""How it was done is written down, read by who starts, and a resident is thanked for it."""

import pytest
from playwright.sync_api import expect

from reports.models import Spotlight
from tests.factories import MembershipFactory, UserFactory

from .conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_one_learned_another_reads_and_who_did_it_is_thanked(
    visitor, wijk, enter, sent, check_page
):
    builder, resident = UserFactory(name="Bas"), UserFactory(name="Gladys")
    MembershipFactory(neighbourhood=wijk.neighbourhood, person=builder, role="builder")
    sent("Woensdagpan", by=resident)
    home = wijk.neighbourhood.get_absolute_url()
    phone = visitor(viewport=PHONE)
    enter(phone, builder)
    page = phone.new_page()

    # How it was done, for others.
    page.goto(f"{home}lessen/")
    page.get_by_role("link", name="Schrijf op hoe jullie het deden").click()
    page.get_by_role("button", name="Zet het bij de lessen").click()
    expect(page.get_by_role("alert").first).to_contain_text("Geef het een naam.")
    check_page(page)
    page.get_by_label("Hoe heet het?").fill("Een soepbus langs de flats")
    page.get_by_label("Wat is het, in één of twee zinnen?").fill("Elke vrijdag soep uit een bus.")
    page.get_by_label("Waar gaat het over?").select_option("meeting")
    page.get_by_label("Hoe doet u het, stap voor stap?").fill("Vraag een bus.\nKook soep.")
    page.get_by_role("button", name="Zet het bij de lessen").click()
    expect(page.get_by_role("heading", name="Een soepbus langs de flats")).to_be_visible()
    check_page(page)

    # Whom to thank is asked first.
    page.goto(f"{home}in-het-zonnetje/vragen/")
    page.get_by_label("Wie zet u in het zonnetje?").select_option("Gladys")
    page.get_by_label("Waarom?").fill("Zij kent elke buur.")
    page.get_by_role("button", name="Vraag of het mag").click()
    expect(page.get_by_text("Wacht op een ja")).to_be_visible()
    check_page(page)

    # Who types a title reads what others learned.
    other = visitor(viewport=PHONE)
    enter(other, resident)
    page = other.new_page()
    page.goto(f"{home}initiatieven/nieuw/")
    page.get_by_label("Hoe heet uw idee?").fill("Soepbus in onze straat")
    expect(page.get_by_text("Elke vrijdag soep uit een bus.")).to_be_visible()
    check_page(page)

    # One press, and it stands there; another, and it does not.
    page.goto(Spotlight.objects.get().get_absolute_url())
    page.get_by_role("button", name="Ja, dat mag").click()
    expect(page.get_by_text("Zij kent elke buur.")).to_be_visible()
    check_page(page)
