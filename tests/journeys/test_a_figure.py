"""The coordinator follows an official figure for a goal, and a resident says what it means."""

import pytest
from playwright.sync_api import expect

from goals.models import Figure, Meaning
from tests.factories import FigureSeriesFactory, GoalFactory, UserFactory, YearPlanFactory

from .conftest import overflow

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_figure_is_followed_and_given_meaning(phone, page, no_js_page, wijk, enter, check_page):
    plan = YearPlanFactory(neighbourhood=wijk.neighbourhood)
    goal = GoalFactory(plan=plan, title="Samen oud worden")
    series = FigureSeriesFactory(label="Inwoners 65 jaar en ouder", unit="%")
    for year, value in ((2016, "14.2"), (2024, "17.6")):
        Figure.objects.create(
            series=series,
            area_code=wijk.neighbourhood.areas.get().code,
            division=2024,
            year=year,
            value=value,
            source=f"CBS KWB {year}",
            method="" if year == 2024 else "1-op-1 (gebied)",
        )
    enter(page.context, wijk.coordinator)
    fatma = UserFactory(name="Fatma")
    enter(phone.context, fatma)

    # The coordinator chooses the kind first, then the figure.
    page.goto(goal.get_absolute_url())
    page.get_by_role("link", name="Volg een cijfer").click()
    check_page(page)
    page.get_by_role("link", name="Officiële cijfers").click()
    check_page(page)
    page.get_by_label("Welk cijfer?").select_option("Inwoners 65 jaar en ouder")
    page.get_by_role("button", name="Volg dit cijfer").click()
    expect(page.get_by_text("Kies of meer of minder beter is.").first).to_be_visible()
    check_page(page)
    page.get_by_label("Meer is beter").check()
    page.get_by_label("Waar wilt u heen?").fill("20")
    page.get_by_role("button", name="Volg dit cijfer").click()
    expect(page.get_by_role("heading", name="Inwoners 65 jaar en ouder")).to_be_visible()
    expect(page.get_by_text("Nog zonder duiding")).to_be_visible()
    chart = page.get_by_role("img", name="Van 14,2% in 2016 naar 17,6% in 2024.")
    expect(chart).to_be_visible()
    expect(page.get_by_text("omgerekend naar de wijk van nu")).to_be_visible()
    check_page(page)

    # A resident reads it on a phone, and says what it means.
    phone.goto(goal.get_absolute_url())
    expect(phone.get_by_text("Nog zonder duiding")).to_be_visible()
    check_page(phone)
    assert overflow(phone) <= 0
    phone.get_by_role("link", name="Wat betekent dit volgens u?").click()
    check_page(phone)
    assert overflow(phone) <= 0
    phone.get_by_role("link", name="Schrijf wat het volgens u betekent").click()
    check_page(phone)
    phone.get_by_label("Wat betekent dit cijfer volgens u?").fill("Onze ouders blijven hier.")
    phone.get_by_role("button", name="Plaats").click()
    expect(phone.get_by_text("Onze ouders blijven hier.", exact=True)).to_be_visible()
    expect(phone.get_by_text("Nog zonder duiding")).to_have_count(0)
    check_page(phone)
    assert Meaning.objects.get().person == fatma

    # A visitor without scripts reads the figure and what it means.
    no_js_page.goto(goal.get_absolute_url())
    no_js_page.get_by_role("link", name="Cijfers bij dit doel").click()
    expect(no_js_page.get_by_text("Onze ouders blijven hier.", exact=True)).to_be_visible()
    no_js_page.get_by_text("Alle cijfers in een tabel").click()
    expect(no_js_page.get_by_text("omgerekend naar de wijk van nu")).to_be_visible()
    assert overflow(no_js_page) <= 0

    # The coordinator says how sure we are.
    page.reload()
    page.get_by_role("link", name="Pas doel en zekerheid aan").click()
    check_page(page)
    page.get_by_label("Het komt door iets anders").check()
    page.get_by_label("Waarom denkt u dat?").fill("Mensen worden gewoon ouder.")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Mensen worden gewoon ouder.")).to_be_visible()
