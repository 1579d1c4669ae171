"""A partner says on a phone what it does for a goal and promises something; a team joins in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from goals.models import GoalInitiative
from goals.states import Part
from partners.models import Agreement
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    MemberFactory,
    OrganisationFactory,
    UserFactory,
    YearPlanFactory,
)

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_partner_says_its_part_and_a_team_joins_in(
    visitor, wijk, sent, enter, mail_to, check_page, check_html, scripts
):
    fatma, ruud = UserFactory(name="Fatma", email="fatma@voorbeeld.example"), UserFactory()
    initiative = sent("Samen voor het plein", by=fatma)
    organisation = OrganisationFactory(name="De Zaanoever", neighbourhood=wijk.neighbourhood)
    MemberFactory(organisation=organisation, person=ruud)
    plan = YearPlanFactory(neighbourhood=wijk.neighbourhood)
    goal = GoalFactory(plan=plan, title="Elkaar kennen")
    GoalPartyFactory(goal=goal, organisation=initiative.team, part=Part.LEADS, by=fatma)
    check = check_page if scripts else check_html
    browsers = [visitor(viewport=PHONE, java_script_enabled=scripts) for _person in range(2)]
    for browser, person in zip(browsers, (ruud, fatma), strict=True):
        enter(browser, person)
    partner, organiser = (browser.new_page() for browser in browsers)
    day = timezone.localdate() + timedelta(days=20)

    # The partner is an empty place, and fills it; first with nothing at all.
    partner.goto(f"/doel/{goal.pk}/")
    check(partner)
    expect(partner.get_by_text("heeft nog niets gezegd").first).to_be_visible()
    partner.locator("#wie-doet-wat").get_by_role("link", name="De Zaanoever").last.click()
    check(partner)
    partner.get_by_text("Nog niets, wij zeggen alleen iets").click()
    partner.get_by_role("button", name="Zet het bij het doel").click()
    expect(partner.get_by_role("alert")).to_contain_text("Vul ten minste één ding in.")
    check(partner)
    partner.get_by_text("Doet mee").click()
    partner.get_by_label("Wat is uw eigen doel hierachter?").fill("Minder klachten over lawaai")
    partner.get_by_role("button", name="Zet het bij het doel").click()
    expect(partner.get_by_text("Minder klachten over lawaai")).to_be_visible()

    # It promises something, and sees the line before it is agreed.
    partner.get_by_role("link", name="Zeg iets toe").click()
    check(partner)
    partner.get_by_label("Wat zegt u toe?").fill("Elke woensdag een begeleider")
    partner.get_by_label("Uiterlijk op").fill(day.isoformat())
    partner.get_by_role("button", name="Bekijk de afspraak").click()
    expect(partner.get_by_text("De Zaanoever, voor Samen voor het plein")).to_be_visible()
    check(partner)
    partner.get_by_role("button", name="Ja, dit spreken wij af").click()
    expect(partner.get_by_role("link", name="Elke woensdag een begeleider")).to_be_visible()
    assert Agreement.objects.get().receiver == initiative.team
    mail_to("fatma@voorbeeld.example")

    # The team says that its initiative adds to the goal; both pages show it.
    organiser.goto(f"/doel/{goal.pk}/")
    organiser.get_by_role("link", name="Ons initiatief draagt hieraan bij").click()
    check(organiser)
    organiser.get_by_role("button", name="Dit draagt bij").click()
    expect(organiser.get_by_text("Draagt bij aan dit doel")).to_be_visible()
    assert GoalInitiative.objects.get().initiative == initiative
    organiser.goto(initiative.get_absolute_url())
    if scripts:
        organiser.locator("#doelen").scroll_into_view_if_needed()
        expect(organiser.get_by_role("link", name="Elkaar kennen")).to_be_visible()
        check(organiser)
    else:
        organiser.get_by_role("link", name="Aan welke doelen van de wijk dit bijdraagt").click()
        expect(organiser.get_by_role("link", name="Elkaar kennen")).to_be_visible()

    # Anybody sees who does what, on a phone and on a large screen.
    for viewport in (PHONE, DESKTOP):
        anybody = visitor(viewport=viewport, java_script_enabled=scripts).new_page()
        anybody.goto(f"/wijk/{wijk.neighbourhood.slug}/doelen/{plan.year}/")
        anybody.get_by_role("link", name="Bekijk wie wat doet").click()
        expect(anybody.get_by_text("Minder klachten over lawaai")).to_be_visible()
        check(anybody)
        anybody.goto(f"/doel/{goal.pk}/")
        check(anybody)
