"""A round that was held on paper is brought and counted; neighbours read how it was shared out."""

import pytest
from playwright.sync_api import expect

from participation.actions import tallying
from participation.models import BudgetRound
from tests.participation.test_count_command import FILE

from .conftest import overflow

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_round_on_paper_is_counted_and_explained(
    phone, page, no_js_page, wijk, enter, check_page, check_html, live_server
):
    enter(page.context, wijk.coordinator)
    page.goto(f"{wijk.path}budget/invoeren/")
    check_page(page)
    page.get_by_label("Hoe heet de ronde?").fill("Buurtbudget 2024")
    page.get_by_label("Waar komen de stemmen vandaan?").fill("de stembussen in het buurthuis")
    page.get_by_label("Wat was de laatste dag van het stemmen?").fill("2024-05-20")
    page.get_by_label("gelijke delen").check()
    wrong = {"name": "ronde.pb", "mimeType": "text/plain", "buffer": FILE.replace("9;3", "9;4")}
    page.get_by_label("Het bestand").set_input_files(wrong | {"buffer": wrong["buffer"].encode()})
    page.get_by_role("button", name="Lees het bestand").click()
    expect(page.get_by_text("deze stem is voor plan “4”").first).to_be_visible()
    expect(page.get_by_label("Hoe heet de ronde?")).to_have_value("Buurtbudget 2024")
    check_page(page)
    page.get_by_label("Het bestand").set_input_files(wrong | {"buffer": FILE.encode()})
    page.get_by_role("button", name="Lees het bestand").click()
    expect(page.get_by_role("heading", name="Buurtbudget 2024")).to_be_visible()
    expect(page.get_by_text("Er zijn 10 stemmen over 3 plannen.")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Neem de ronde over").click()
    expect(page.get_by_text("Wij tellen de stemmen.").first).to_be_visible()
    tallying.work()

    round_ = BudgetRound.objects.get()
    for visitor in (phone, no_js_page):
        visitor.goto(f"{round_.get_absolute_url()}uitslag/")
        expect(visitor.get_by_role("heading", name="1. Bankjes")).to_be_visible()
        expect(visitor.get_by_text("4 stemmers betaalden er elk € 10,13 voor")).to_be_visible()
        expect(visitor.get_by_text("hadden samen nog € 16 over")).to_be_visible()
    check_page(phone)
    assert overflow(phone) <= 0
    check_html(no_js_page)
    file = phone.get_by_role("link", name="Tel het zelf na").get_attribute("href")
    assert "VOTES" in phone.request.get(f"{live_server.url}{file}").text()
