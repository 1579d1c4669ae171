"""A resident gets too much mail: one press in the mail, and then a choice on the phone."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from activity import actions
from activity.models import Overview, Preference
from activity.states import Kind, Pace
from tests.factories import NeighbourhoodFactory, UserFactory

from .conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_resident_chooses_calm_on_a_phone(visitor, enter, check_page):
    place = NeighbourhoodFactory(name="Rietwijk")
    person = UserFactory(name="Samira", mail=User.Mail.EACH)
    actions.follow(place, by=person)
    overview = Overview.objects.create(person=person, day="2026-12-04")

    mail = visitor(viewport=PHONE).new_page()  # from the mail, without signing in
    mail.goto(f"/overzicht/stop/{overview.token}/")
    check_page(mail)
    mail.get_by_role("button", name="Stop de overzichten").click()
    expect(mail.get_by_role("heading", name="U krijgt geen overzichten meer.")).to_be_visible()

    browser = visitor(viewport=PHONE)
    enter(browser, person)
    phone = browser.new_page()
    phone.goto("/mijn/berichten/")
    phone.get_by_role("link", name="Kies welke berichten u per mail krijgt").click()
    phone.get_by_role("button", name="Alles rustig").click()
    expect(phone.get_by_text("Alles staat op rustig.")).to_be_visible()
    phone.get_by_label("Wat u volgt").first.select_option("daily")
    phone.get_by_text("Rietwijk").click()
    phone.get_by_label("Nieuw in de wijk").last.select_option("never")
    check_page(phone)
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_text("Zo krijgt u voortaan mail.")).to_be_visible()
    chosen = set(Preference.objects.values_list("kind", "neighbourhood", "pace"))
    assert chosen == {(Kind.FOLLOWS, None, Pace.DAILY), (Kind.NEW, place.pk, Pace.NEVER)}
