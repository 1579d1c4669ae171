"""A resident proposes a goal and supports another, a coordinator chooses, a visitor reads."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from goals.actions import years
from goals.models import Goal
from goals.states import GoalState
from tests.factories import GoalFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def prepared(wijk):
    now = timezone.now()
    year = timezone.localdate(now).year + 1
    plan = years.begin(wijk.neighbourhood, year, by=wijk.coordinator, now=now)
    for title in ("Elke week samen eten", "Overal parkeerplek"):
        GoalFactory(plan=plan, title=title, state=GoalState.PROPOSED)
    return plan


@pytest.mark.journey_sqlite
def test_from_a_phone_without_scripts_to_a_goal_that_is_chosen(
    no_js_page, page, visitor, wijk, enter, code_for, mail_to, check_html, check_page
):
    plan = prepared(wijk)
    phone = no_js_page
    phone.goto(f"{wijk.path}doelen/")
    check_html(phone)
    phone.get_by_role("link", name="Stel een doel voor").click()
    check_html(phone)
    phone.get_by_label("Wat is het doel?").fill("Veilig naar school")
    phone.get_by_label("Wat willen wij bereiken?").fill("Kinderen fietsen zelf.")
    phone.get_by_text("Jeugd").click()
    phone.get_by_text("bewoners en partners samen").click()
    phone.get_by_text("bewoners beslissen mee").click()
    phone.get_by_label("Wat betekent dat hier?").fill("Bewoners kiezen de oversteek.")
    phone.get_by_role("button", name="Stel dit doel voor").click()
    expect(phone.get_by_text("Een doel begint bij wat er al is.").first).to_be_visible()
    expect(phone.get_by_label("Wat willen wij bereiken?")).to_have_value("Kinderen fietsen zelf.")
    phone.get_by_label("Wat gaat al goed?").fill("De brigadiers staan er elke ochtend.")
    phone.get_by_role("button", name="Stel dit doel voor").click()
    phone.get_by_label("Uw e-mailadres").fill("sevda@voorbeeld.nl")
    phone.get_by_role("button", name="Stuur mij een code").click()
    phone.get_by_label("De code uit de mail").fill(code_for("sevda@voorbeeld.nl"))
    phone.get_by_role("button", name="Verder").click()
    expect(phone.get_by_text("De brigadiers staan er elke ochtend.")).to_be_visible()
    phone.get_by_role("button", name="Ga verder").click()
    phone.get_by_label("Hoe wilt u hier heten?").fill("Sevda")
    phone.get_by_role("button", name="Stel dit doel voor").click()
    expect(phone.get_by_role("heading", name="Veilig naar school")).to_be_visible()
    check_html(phone)
    mail_to(wijk.coordinator.email, about="Veilig naar school")
    phone.goto(Goal.objects.get(title="Elke week samen eten").get_absolute_url())
    phone.get_by_role("button", name="Dit vind ik belangrijk").click()
    phone.get_by_role("link", name="Schrijf erbij waarom").click()
    check_html(phone)
    phone.get_by_label("Waarom vindt u dit belangrijk?").fill("Ik eet ook vaak alleen.")
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_text("Ik eet ook vaak alleen.").first).to_be_visible()
    check_html(phone)

    enter(page.context, wijk.coordinator)
    page.goto(f"{wijk.path}doelen/")
    page.get_by_role("link", name="Bereid het jaar voor").click()
    check_page(page)
    page.get_by_role("link", name="Leg een gesprek of bijeenkomst vast").click()
    check_page(page)
    page.get_by_text("In een gesprek").click()
    page.get_by_label("Op welke dag?").fill(f"{timezone.localdate():%Y-%m-%d}")
    page.get_by_label("Waar?").fill("op het plein")
    page.get_by_label("Hoeveel bewoners spraken mee?").fill("14")
    page.get_by_label("Wat zeiden zij?").fill("Vooral de oversteek.")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("14 bewoners")).to_be_visible()
    page.get_by_role("link", name="Kies de doelen").click()
    check_page(page)
    for title in ("Veilig naar school", "Elke week samen eten"):
        page.get_by_role("group", name=title).get_by_label("Dit doel kiezen wij").check()
    page.get_by_label("Waarom deze doelen?").fill("Hier willen bewoners zelf aan werken.")
    page.get_by_role("button", name="Kies deze doelen").click()
    expect(page.get_by_text("Schrijf wat er wel kan.").first).to_be_visible()
    check_page(page)
    other = page.get_by_role("group", name="Overal parkeerplek")
    other.get_by_label("Waarom niet?").fill("Dat kost groen.")
    other.get_by_label("Wat kan er wel?").fill("Drie plekken voor deelauto’s.")
    page.get_by_role("button", name="Kies deze doelen").click()
    expect(page.get_by_text("De doelen zijn gekozen.")).to_be_visible()
    check_page(page)
    mail_to("sevda@voorbeeld.nl", about=str(plan.year))

    reader = visitor().new_page()
    reader.goto(f"{wijk.path}doelen/")
    for words in ("Veilig naar school", "Dat kost groen.", "Drie plekken", "14 bewoners"):
        expect(reader.get_by_text(words).first).to_be_visible()
    check_page(reader)


def test_three_things_are_picked_with_one_press_each(phone, wijk, enter, check_page):
    plan = prepared(wijk)

    def press(what, about):
        return phone.get_by_role("button", name=re.compile(f"{what}.*{about}"))

    enter(phone.context, UserFactory(name="Ali"))
    phone.goto(f"{wijk.path}doelen/{plan.year}/wat-speelt-er/")
    check_page(phone)
    for words in ("Het is donker op het pad", "Te hard rijden", "Niets te doen op dinsdag"):
        phone.get_by_label("Wat speelt er volgens u?").fill(words)
        phone.get_by_role("button", name="Zet het erbij").click()
        expect(phone.get_by_text(words).first).to_be_visible()
    for words in ("Te hard rijden", "Het is donker op het pad"):
        press("In mijn drie", words).click()
        expect(press("Toch niet", words)).to_be_visible()
    press("Omhoog", "Het is donker op het pad").click()
    expect(press("Omhoog", "Te hard rijden")).to_be_visible()
    check_page(phone)
