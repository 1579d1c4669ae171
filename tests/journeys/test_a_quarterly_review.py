"""A hall looks back: somebody scans the code, the screen shows it, and the coordinator closes."""

import pytest
from playwright.sync_api import expect

from goals.models import QuarterlyReview, Voice
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    OrganisationFactory,
    QuarterlyReviewFactory,
    YearPlanFactory,
)

from .conftest import Wijk

pytestmark = pytest.mark.django_db(transaction=True)


def look_back(wijk: Wijk) -> QuarterlyReview:
    plan = YearPlanFactory(neighbourhood=wijk.neighbourhood, year=2026)
    goal = GoalFactory(plan=plan, title="Samen buiten")
    partner = OrganisationFactory(name="De Zaanoever", neighbourhood=wijk.neighbourhood)
    GoalPartyFactory(goal=goal, organisation=partner)
    GoalPartyFactory(goal=goal, organisation=OrganisationFactory(neighbourhood=wijk.neighbourhood))
    review: QuarterlyReview = QuarterlyReviewFactory(plan=plan, quarter=1)
    return review


@pytest.mark.journey_sqlite
def test_from_the_code_on_the_wall_to_an_outcome(page, phone, wijk, enter, check_page):
    review = look_back(wijk)
    enter(page.context, wijk.coordinator)
    page.goto(f"{wijk.path}doelen/2026/")
    page.get_by_role("link", name="Kwartaalgesprek 1 van 2026").click()
    check_page(page)
    page.get_by_role("button", name="Begin het gesprek").click()
    expect(page.get_by_text("Scan met uw telefoon")).to_be_visible()
    expect(page.get_by_text("0 stemmen")).to_be_visible()
    check_page(page)

    phone.goto(f"/k/{review.token}/")
    expect(phone.get_by_text("U heeft geen account nodig")).to_be_visible()
    check_page(phone)
    phone.get_by_text("Ja", exact=True).click()
    phone.get_by_text("Het gaat beter", exact=True).click()
    phone.get_by_label("De Zaanoever").select_option("4")
    phone.get_by_label("Wat moet er op tafel komen?").fill("De verlichting bij het veld")
    phone.get_by_role("button", name="Geef uw stem").click()
    expect(phone.get_by_text("uw stem telt mee")).to_be_visible()
    check_page(phone)

    expect(page.get_by_text("1 stem", exact=True)).to_be_visible()  # it came by itself
    expect(page.get_by_text("De verlichting bij het veld").first).to_be_visible()
    check_page(page)

    phone.get_by_role("link", name="Verander uw stem").click()
    phone.get_by_label("Wat moet er op tafel komen?").fill("Het hek bij het veld")
    phone.get_by_role("button", name="Bewaar uw stem").click()
    expect(page.get_by_text("Het hek bij het veld").first).to_be_visible()
    page.get_by_role("button", name="Verberg").click()
    expect(page.get_by_text("Het hek bij het veld")).to_have_count(0)
    assert Voice.objects.count() == 1

    page.get_by_role("link", name="Terug naar het gesprek").click()
    page.get_by_role("link", name="Sluit het gesprek af").click()
    check_page(page)
    page.get_by_text("Zo doorgaan", exact=True).click()
    page.get_by_label("Waarom?", exact=True).fill("Er zijn meer kinderen buiten.")
    page.get_by_role("button", name="Sluit af").click()
    expect(page.get_by_text("Schrijf wat er nog niet goed lukt").first).to_be_visible()
    check_page(page)
    page.get_by_label("Wat lukt er nog niet goed?").fill("Jongeren doen nog te weinig mee.")
    page.get_by_label("Hoeveel bewoners waren erbij?").fill("14")
    page.get_by_role("button", name="Sluit af").click()
    expect(page.get_by_role("heading", name="Wat nog niet goed lukt")).to_be_visible()
    expect(page.get_by_text("Er zijn meer kinderen buiten.")).to_be_visible()
    check_page(page)

    phone.goto(f"/k/{review.token}/")
    expect(phone.get_by_text("Jongeren doen nog te weinig mee.")).to_be_visible()
    check_page(phone)


def test_without_scripts_a_voice_is_given_too(no_js_page, wijk, check_html):
    review = look_back(wijk)
    phone = no_js_page
    phone.goto(f"/k/{review.token}/")
    check_html(phone)
    phone.get_by_role("button", name="Geef uw stem").click()
    expect(phone.get_by_text("Geef op minstens één vraag een antwoord.")).to_be_visible()
    phone.get_by_label("Wat moet er op tafel komen?").fill("De verlichting")
    phone.get_by_role("button", name="Geef uw stem").click()
    expect(phone.get_by_text("De verlichting")).to_be_visible()
    check_html(phone)
