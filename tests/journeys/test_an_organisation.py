"""A residents' company on an equal footing with the corporation: page, people, task and picture."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from partners.models import Organisation
from tests.factories import MemberFactory, OrganisationFactory, UserFactory

from .conftest import DESKTOP, PHONE, overflow

pytestmark = pytest.mark.django_db(transaction=True)

AIM = "Werk in de wijk voor mensen uit de wijk."


@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without"])
def test_a_company_is_made_joined_given_a_task_and_seen_in_the_picture(
    visitor, wijk, enter, mail_to, link_in, check_page, check_html, scripts
):
    check = check_page if scripts else check_html
    fatma = UserFactory(email="fatma@voorbeeld.example", name="Fatma")
    noor = UserFactory(email="noor@voorbeeld.example", name="Noor")
    phones = [visitor(viewport=PHONE, java_script_enabled=scripts) for _ in range(3)]
    phone, hers, officer = (context.new_page() for context in phones)
    for context, person in zip(phones, (fatma, noor, wijk.officer), strict=True):
        enter(context, person)

    # Fatma finds that there is nothing yet, and registers the company.
    phone.goto(f"{wijk.path}wie/")
    phone.get_by_role("link", name="Organisaties", exact=True).click()
    check(phone)
    phone.get_by_role("link", name="Zet een organisatie erbij").click()
    phone.get_by_role("button", name="Zet erbij").click()
    expect(phone.get_by_role("alert")).to_contain_text("Vul de naam van de organisatie in.")
    phone.get_by_label("Wijkonderneming").check()
    phone.get_by_label("Hoe heet de organisatie?").fill("Wijkbedrijf Riet")
    phone.get_by_role("button", name="Zet erbij").click()
    expect(phone.get_by_role("heading", name="Pas de pagina aan")).to_be_visible()
    check(phone)
    phone.get_by_label("Wat wilt u hier bereiken?").fill(AIM)
    phone.get_by_label("Turks").check()
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_text(AIM)).to_be_visible()
    check(phone)

    # Noor asks to join; Fatma says yes from the mail.
    hers.goto("/organisatie/wijkbedrijf-riet/")
    hers.get_by_role("link", name="Hoort u hier ook bij?").click()
    check(hers)
    hers.get_by_label("Vertel kort wie u bent").fill("Ik doe de boeken.")
    hers.get_by_role("button", name="Vraag of ik erbij mag").click()
    expect(hers.get_by_text("U vroeg om erbij te komen.")).to_be_visible()
    phone.goto(link_in(mail_to("fatma@voorbeeld.example", about="Noor"), "/mensen/"))
    check(phone)
    phone.get_by_role("link", name="Lees en antwoord").click()
    expect(phone.get_by_text("Ik doe de boeken.")).to_be_visible()
    check(phone)
    phone.get_by_role("button", name="Ja, welkom").click()
    expect(phone.get_by_text("Noor hoort er nu bij.")).to_be_visible()

    # The officer lays down a task; the company says yes.
    officer.goto("/organisatie/wijkbedrijf-riet/")
    officer.get_by_role("link", name="Leg een opdracht vast").click()
    day = timezone.localdate()
    officer.get_by_label("Wat is de opdracht?").fill("Het groen")
    officer.get_by_label("Wat hoort erbij, en wat niet?").fill("Snoeien en vegen.")
    officer.get_by_label("Vanaf welke dag?").fill(day.isoformat())
    officer.get_by_label("Tot en met welke dag?").fill((day + timedelta(days=90)).isoformat())
    check(officer)
    officer.get_by_role("button", name="Leg voor").click()
    expect(officer.get_by_text("De opdracht is voorgelegd.")).to_be_visible()
    phone.goto(link_in(mail_to("fatma@voorbeeld.example", about="opdracht"), "/opdracht/"))
    check(phone)
    phone.get_by_role("button", name="Ja, dit doen wij").click()
    expect(phone.get_by_role("heading", name="Het groen")).to_be_visible()

    # Noor, who belongs to it now, tells what they run; it shows in the picture.
    hers.goto("/organisatie/wijkbedrijf-riet/")
    hers.get_by_role("link", name="Zet erbij wat u hier doet").click()
    hers.get_by_label("Hoe heet het?").fill("Leerplek")
    hers.get_by_label("Voor wie is het?").select_option(label="jongeren")
    hers.get_by_label("Ochtend").check()
    hers.get_by_label("3. Begeleiden").check()
    check(hers)
    hers.get_by_role("button", name="Bewaar").click()
    expect(hers.get_by_text("jongeren; ochtend; 3. begeleiden")).to_be_visible()
    hers.get_by_role("link", name="Alles wat er loopt in de wijk").click()
    check(hers)
    hers.get_by_role("link", name=re.compile("jongeren, ochtend")).click()
    expect(hers.get_by_role("heading", name="Jongeren, ochtend")).to_be_visible()
    expect(hers.get_by_text("Leerplek")).to_be_visible()


def test_people_choose_among_the_organisations_and_form_a_coalition(
    visitor, wijk, enter, check_page
):
    made = {}
    for name, kind in (("Poelenburg Samen", "coalition"), ("Anadolu", "self_organisation")):
        person = UserFactory(name=f"Spreker {name}")
        made[name] = OrganisationFactory(
            name=name, slug=name.split()[0].lower(), kind=kind, neighbourhood=wijk.neighbourhood
        )
        MemberFactory(organisation=made[name], person=person, is_contact=True)
    contexts = [visitor(viewport=size) for size in (PHONE, DESKTOP)]
    phone, desk = (context.new_page() for context in contexts)
    for context, organisation in zip(contexts, made.values(), strict=True):
        enter(context, organisation.members.get().person)

    phone.goto("/organisatie/poelenburg/samen/")
    check_page(phone)
    phone.get_by_label("Welke organisatie?").select_option(label="Anadolu (zelforganisatie)")
    phone.get_by_role("button", name="Stuur de vraag").first.click()
    expect(phone.get_by_text("heeft nog niet geantwoord")).to_be_visible()
    desk.goto("/organisatie/anadolu/")
    desk.get_by_role("link", name="Vraag of antwoord over een coalitie").click()
    check_page(desk)
    desk.get_by_role("button", name="Ja, samen").click()
    expect(desk.get_by_text("u hoort bij deze coalitie")).to_be_visible()
    phone.goto("/organisatie/poelenburg/")
    expect(phone.get_by_role("link", name="Anadolu")).to_be_visible()
    assert overflow(phone) <= 0

    phone.goto(f"{wijk.path}organisaties/")
    phone.get_by_label("Soort").select_option(label="zelforganisatie")
    expect(phone.locator("#results").get_by_text("1 organisatie", exact=True)).to_be_visible()
    assert "soort=self_organisation" in phone.url
    assert Organisation.objects.get(slug="anadolu").kind == "self_organisation"
