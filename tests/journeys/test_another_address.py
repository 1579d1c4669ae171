"""A mailbox that is gone: the page for the code says so, and another address takes its place."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from outbox.models import Message, Unreachable
from tests.accounts.conftest import last_code

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = "samira@example.org", "samira@nieuw.example"


def test_somebody_whose_mail_comes_back_takes_another_address(phone, check_page):
    phone.clock.install()
    phone.goto("/account/inloggen/?next=/mijn/gegevens/")
    phone.get_by_label("Uw e-mailadres").fill(OLD)
    phone.get_by_role("button", name="Stuur mij een code").click()
    phone.wait_for_url("**/account/inloggen/code/**")
    phone.get_by_label("De code uit de mail").fill("12")
    Message.objects.update(returned_at=timezone.now())
    phone.clock.fast_forward(11_000)
    expect(phone.get_by_role("status")).to_contain_text("kwam terug")
    assert phone.get_by_label("De code uit de mail").input_value() == "12"
    check_page(phone)

    phone.get_by_label("De code uit de mail").fill(last_code(OLD))
    phone.get_by_role("button", name="Verder").click()
    phone.wait_for_url("**/mijn/gegevens/")
    now = timezone.now()
    Unreachable.objects.create(address=OLD, last_at=now, stopped_at=now)
    phone.reload()
    check_page(phone)
    phone.get_by_role("link", name="Ander e-mailadres").last.click()
    check_page(phone)
    phone.get_by_label("Uw nieuwe e-mailadres").fill(NEW)
    phone.get_by_role("button", name="Stuur mij een code").click()
    phone.wait_for_url("**/adres/code/")
    check_page(phone)
    phone.get_by_label("De code uit de mail").fill(last_code(NEW))
    phone.get_by_role("button", name="Gebruik dit adres").click()
    phone.wait_for_url("**/mijn/gegevens/")
    expect(phone.get_by_text(f"U logt in met {NEW}.")).to_be_visible()
    expect(phone.get_by_text("Mail aan u komt terug")).to_have_count(0)
