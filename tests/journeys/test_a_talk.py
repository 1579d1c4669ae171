"""A builder writes down on a phone what somebody told, and it becomes part of what is there."""

import pytest
from playwright.sync_api import expect

from tests.factories import MembershipFactory, UserFactory

from .conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_talk_on_the_street_becomes_part_of_what_is_there(
    visitor, wijk, enter, check_page, check_html, scripts
):
    builder = UserFactory(name="Bas")
    MembershipFactory(neighbourhood=wijk.neighbourhood, person=builder, role="builder")
    browser = visitor(viewport=PHONE, java_script_enabled=scripts)
    enter(browser, builder)
    page = browser.new_page()
    check = check_page if scripts else check_html

    # A question to begin with, and another one.
    page.goto(f"{wijk.neighbourhood.get_absolute_url()}gesprek/")
    check(page)
    expect(page.get_by_text("Waar bent u hier in de buurt graag?")).to_be_visible()
    page.get_by_role("link", name="Een andere vraag").click()
    expect(page.get_by_text("Wat moet hier vooral zo blijven?")).to_be_visible()

    # Nothing at all is asked about beside the question, and what was chosen stays chosen.
    page.get_by_text("op straat", exact=True).click()
    page.get_by_role("button", name="Bewaar het gesprek").click()
    expect(page.get_by_role("alert").first).to_contain_text("Schrijf bij één van de vier vragen")
    check(page)
    expect(page.get_by_label("op straat")).to_be_checked()
    page.get_by_label("Wat kan iemand, en wat doet iemand graag?").fill("Maakt fietsen")
    page.get_by_text("Wie ik sprak, vindt het goed").click()
    page.get_by_role("button", name="Bewaar het gesprek").click()
    expect(page.get_by_role("heading", name="Gesprek op straat")).to_be_visible()
    check(page)

    # One press more, and everybody finds it.
    page.get_by_text("Zet het bij wat er al is").first.click()
    page.get_by_label("Hoe zal het heten?").fill("Fietsen maken")
    page.get_by_role("button", name="Zet het erbij").click()
    expect(page.get_by_role("link", name="Fietsen maken")).to_be_visible()
    check(page)

    everybody = visitor(java_script_enabled=scripts).new_page()
    everybody.goto(f"{wijk.neighbourhood.get_absolute_url()}gesprekken/")
    expect(everybody.get_by_role("link", name="Fietsen maken")).to_be_visible()
    expect(everybody.get_by_text("Maakt fietsen", exact=True)).to_have_count(0)
    check(everybody)
