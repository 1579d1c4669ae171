"""A visitor asks how many of last year's promises were kept, and which not, and why."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from partners.states import AgreementState
from tests.factories import AgreementFactory, UserFactory

from .conftest import PHONE, overflow

pytestmark = pytest.mark.django_db(transaction=True)


def test_in_three_presses_on_a_phone(visitor, wijk, sent, check_page):
    sent("Moestuin op het veldje", by=UserFactory(name="Fatma"))
    wijk.neighbourhood.name = "Heechterp-Schieringen"
    wijk.neighbourhood.save(update_fields=["name"])
    year = timezone.localdate().year - 1
    common = {"neighbourhood": wijk.neighbourhood, "due_on": date(year, 5, 4)}
    AgreementFactory(text="Compost voor de bakken", state=AgreementState.KEPT, **common)
    AgreementFactory(
        text="Een kraan op het veld",
        state=AgreementState.BROKEN,
        words="De leiding ligt te diep.",
        possible="Een regenton.",
        **common,
    )
    phone = visitor(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    phone.goto("/")

    phone.get_by_role("link", name="Gemeente Zaanstad").click()  # 1
    expect(phone.get_by_role("heading", name=f"De wijken in {year + 1}")).to_be_visible()
    assert overflow(phone) == 0
    check_page(phone)
    phone.get_by_role("link", name=f"Wat is er in {year} nagekomen, en wat niet?").click()  # 2

    expect(phone.get_by_text("1 van de 2 afspraken nagekomen")).to_be_visible()
    expect(phone.get_by_text("De leiding ligt te diep.")).to_be_visible()
    expect(phone.get_by_text("Compost voor de bakken")).to_have_count(0)
    check_page(phone)
    phone.get_by_role("link", name="Een kraan op het veld").click()  # 3
    expect(phone.get_by_text("Een regenton.")).to_be_visible()
    name = phone.get_by_role("navigation", name="Wijk").get_by_role("link").first
    assert name.evaluate("one => one.scrollWidth <= one.clientWidth"), "the name is cut"
    assert overflow(phone) == 0
    phone.go_back()
    phone.get_by_label("Hoe staat het?").select_option("nagekomen")
    expect(phone.get_by_role("link", name="Compost voor de bakken")).to_be_visible()
