"""A team says what blocks it, finds that it is there already, and an officer says how it ends."""

import pytest
from playwright.sync_api import expect

from initiatives.models import Obstacle
from tests.factories import UserFactory

from .conftest import overflow

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_blocks_two_teams_is_counted_and_arranged(phone, page, wijk, sent, enter, check_page):
    fatma = UserFactory(name="Fatma")
    first, second = sent("Straatfeest", by=fatma), sent("Samen koken", by=UserFactory())
    new = f"/wijk/{wijk.neighbourhood.slug}/belemmeringen/melden/"
    enter(phone.context, fatma)
    enter(page.context, wijk.officer)

    # The first team reports it from its own page.
    phone.goto(first.get_absolute_url())
    phone.get_by_role("link", name="Wat houdt u tegen?").click()
    check_page(phone)
    phone.get_by_label("Wat houdt u tegen?").fill("Drie formulieren voor elk straatfeest")
    phone.get_by_role("button", name="Meld het").click()
    expect(phone.get_by_text("U hoort wie het oppakt")).to_be_visible()
    check_page(phone)
    assert overflow(phone) <= 0

    # The second one types the same. Enter is not "yes, this one"; that button is.
    enter(phone.context, second.team.members.get().person)
    phone.goto(new)
    phone.get_by_label("Wat houdt u tegen?").fill("Formulieren voor ons straatfeest")
    expect(phone.get_by_role("heading", name="Is het deze?")).to_be_visible()
    check_page(phone)
    phone.get_by_label("Wat houdt u tegen?").press("Enter")
    expect(phone.get_by_text("Is het een andere?")).to_be_visible()
    check_page(phone)
    phone.get_by_role("button", name="Ja, deze").click()
    expect(phone.get_by_text("Geteld bij wat er al stond")).to_be_visible()
    expect(phone.get_by_role("heading", name="2 keer tegengekomen")).to_be_visible()

    # An officer takes it up from the work, and says how it ends.
    page.goto("/mijn/werk/?wie=allen")  # it may be that of a colleague
    page.get_by_role("link", name="Drie formulieren voor elk straatfeest").click()
    check_page(page)
    page.get_by_role("button", name="Ik pak dit op").click()
    page.get_by_role("link", name="Zeg hoe het afloopt").click()
    check_page(page)
    page.get_by_text("Het is geregeld").click()
    page.get_by_label("Wat is er geregeld").fill("Er is nu één formulier.")
    page.get_by_role("button", name="Stuur het antwoord").click()
    expect(page.get_by_text("Uw antwoord staat op de pagina.")).to_be_visible()

    # The team can go on, and everybody reads it.
    phone.reload()
    phone.get_by_role("button", name="Ja, wij kunnen verder").click()
    expect(phone.get_by_text("1 van de 2 kunnen verder")).to_be_visible()
    check_page(phone)
    assert Obstacle.objects.get().state == "arranged"
    phone.goto(f"/wijk/{wijk.neighbourhood.slug}/belemmeringen/")
    expect(phone.get_by_text("Er is nu één formulier.")).to_be_visible()
    check_page(phone)
    assert overflow(phone) <= 0
