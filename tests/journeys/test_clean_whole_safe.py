"""Somebody sees something, says so in half a minute, and is told the truth about it."""

from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from partners.actions import concerns
from partners.actions.concerns import Report
from partners.models import Concern, MeToo
from partners.tasks import make_photos
from tests.factories import UserFactory

from .conftest import Wijk
from .test_an_album import photo

pytestmark = pytest.mark.django_db(transaction=True)


def litter(wijk: Wijk, by) -> Concern:
    return concerns.report(
        Report("litter", "bij de containers", "Zakken naast de bak"),
        neighbourhood=wijk.neighbourhood,
        key=uuid4(),
        by=by,
        now=timezone.now(),
    )


@pytest.mark.journey_sqlite
def test_without_scripts_from_a_phone_to_an_answer(
    no_js_page, page, wijk, enter, code_for, mail_to, link_in, check_html, check_page
):
    phone = no_js_page
    phone.goto(f"{wijk.path}wie/")
    phone.get_by_role("link", name="Schoon, heel en veilig").click()
    check_html(phone)
    phone.get_by_role("link", name="Meld een ergernis").click()
    check_html(phone)
    phone.get_by_text("Verlichting").click()
    phone.get_by_label("Waar is het?").fill("op het pad naar school")
    phone.get_by_label("Wat ziet u?").fill("Drie lampen zijn uit.")
    phone.get_by_label("Een foto").set_input_files(photo("lamp.jpg", (900, 600)))
    phone.get_by_label("Namens een appgroep?").fill("Buurtapp School")
    phone.get_by_role("button", name="Verder").click()
    expect(phone.get_by_role("heading", name="Klopt het zo?")).to_be_visible()
    check_html(phone)
    phone.get_by_label("E-mailadres").fill("sevda@voorbeeld.nl")
    phone.get_by_role("button", name="Stuur mij een code").click()
    phone.get_by_label("De code uit de mail").fill(code_for("sevda@voorbeeld.nl"))
    phone.get_by_role("button", name="Verder").click()
    phone.get_by_role("button", name="Verstuur").click()
    expect(phone.get_by_role("heading", name="Bedankt, wij hebben het")).to_be_visible()
    expect(phone.get_by_text("Voor in de groep: Buurtapp School")).to_be_visible()
    check_html(phone)
    concern = Concern.objects.get()
    assert concern.owner
    mail_to("sevda@voorbeeld.nl", about="Wij hebben uw melding")

    enter(page.context, concern.owner)
    page.goto(link_in(mail_to(concern.owner.email or "", about="ergernis"), "/ergernis/"))
    check_page(page)
    page.get_by_role("link", name="Beantwoorden").click()
    page.get_by_text("Het is opgelost").click()
    page.get_by_label("Wat is er gedaan").fill("De lampen zijn vervangen.")
    page.get_by_label("Een foto van hoe het nu is").set_input_files(photo("na.jpg", (900, 600)))
    check_page(page)
    page.get_by_role("button", name="Stuur het antwoord").click()
    expect(page.get_by_text("De lampen zijn vervangen.").first).to_be_visible()
    expect(page.get_by_text("Wij maken uw foto klaar.")).to_be_visible()
    check_page(page)
    make_photos()
    expect(page.get_by_text("Zo is het nu")).to_be_visible()

    phone.goto(link_in(mail_to("sevda@voorbeeld.nl", about="Opgelost"), "/ergernis/"))
    phone.get_by_role("link", name="Nee, het is niet goed").click()
    phone.get_by_label("Wat is er nog niet goed?").fill("Eén lamp is nog uit.")
    check_html(phone)
    phone.get_by_role("button", name="Zet het weer open").click()
    expect(phone.get_by_text("Het staat weer open.")).to_be_visible()
    check_html(phone)
    phone.goto(f"{wijk.path}schoon-heel-veilig/")
    expect(phone.get_by_text("op het pad naar school")).to_be_visible()


def test_is_it_this_one_and_one_press_is_enough(phone, wijk, enter, check_page):
    concern = litter(wijk, UserFactory())
    enter(phone.context, neighbour := UserFactory(name="Ali"))
    phone.goto(f"{wijk.path}schoon-heel-veilig/melden/")
    check_page(phone)
    phone.get_by_text("Zwerfafval").click()
    phone.get_by_label("Waar is het?").fill("containers")
    phone.get_by_label("Wat ziet u?").fill("Veel zakken")
    phone.get_by_role("button", name="Verder").click()
    expect(phone.get_by_role("heading", name="Is het een van deze?")).to_be_visible()
    check_page(phone)
    phone.get_by_role("button", name="Ik ook").click()
    expect(phone.get_by_text("2 bewoners hebben hier last van")).to_be_visible()
    phone.get_by_role("button", name="U heeft er ook last van").click()
    expect(phone.get_by_text("1 bewoner heeft hier last van")).to_be_visible()
    check_page(phone)
    assert not MeToo.objects.filter(concern=concern, person=neighbour).exists()


def test_the_board_on_a_laptop(page, wijk, enter, check_page):
    concern = litter(wijk, UserFactory())
    concerns.say_me_too(concern, by=UserFactory())
    page.goto(f"{wijk.path}schoon-heel-veilig/")
    expect(page.get_by_role("heading", name="Hier hebben de meeste")).to_be_visible()
    page.get_by_label("Stand").select_option("opgelost")
    expect(page.get_by_text("Hiervan is er niets.")).to_be_visible()
    check_page(page)
    enter(page.context, wijk.coordinator)
    page.goto(f"{wijk.path}schoon-heel-veilig/wie/")
    check_page(page)
    page.goto("/mijn/werk/")
    page.get_by_role("link", name="Ergernissen die op antwoord wachten").click()
    expect(page.get_by_text("Zwerfafval, bij de containers")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Zwerfafval, bij de containers").click()
    page.get_by_role("link", name="Laat een ander dit oppakken").click()
    check_page(page)
