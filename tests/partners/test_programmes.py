"""What organisations run, and one picture of it: overlaps and empty places show."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Event
from partners.actions import organisations, programmes
from partners.models import Programme
from partners.states import Approach, Group
from tests.factories import OrganisationFactory, ProgrammeFactory, UserFactory
from tests.html import problems
from tests.partners.conftest import browser_of, make_place
from tests.threads import at_once
from tests.wijkaanpak.test_demo import LABELS

NOW = timezone.now()
PICTURE = "/wijk/rietwijk/programmas/"
ADD = "/organisatie/de-zaanoever/aanbod/"


def html_of(address, person=None):
    response = browser_of(person).get(address)
    assert response.status_code == 200
    return response.content.decode()


def form(place, **changes):
    return {
        "key": str(uuid4()),
        "title": "Huiswerkclub",
        "about": "Samen leren aan de grote tafel.",
        "neighbourhood": place.neighbourhood.slug,
        "group": "youth",
        "parts": ["afternoon", "evening"],
        "approach": "1",
    } | changes


def cell(html, words):
    """The number that a screen reader hears with these words; nothing where it is empty."""
    found = re.search(rf">(\d+)<span class=\"wijk-hidden\">: {words}</span>", html)
    return int(found[1]) if found else None


def test_a_member_adds_what_they_run_and_it_stands_on_the_page_and_in_the_picture(place):
    browser_of(place.member).post(ADD, form(place))

    page = html_of(place.organisation.get_absolute_url())
    assert "Huiswerkclub" in page
    assert "jongeren; middag, avond; 1. voorkomen" in page
    picture = html_of(PICTURE)
    assert cell(picture, "jongeren, avond") == 1
    assert cell(picture, "jongeren, voorkomen") == 1
    assert cell(picture, "jongeren, ochtend") is None
    assert problems(picture) == []
    assert Event.objects.get().words == "Huiswerkclub"


def test_overlaps_and_empty_places_are_said_in_words(place):
    for number in range(3):
        other = OrganisationFactory(neighbourhood=place.neighbourhood)
        ProgrammeFactory(organisation=other, title=f"Club {number}", group=Group.YOUTH)

    picture = html_of(PICTURE)

    assert "jongeren, avond: 3 tegelijk" in picture
    assert "Nog niets voor: kinderen, ouders, vrouwen" in picture


def test_a_cell_leads_to_what_is_in_it(place):
    ProgrammeFactory(organisation=place.organisation, title="Avondclub", group=Group.YOUTH)
    ProgrammeFactory(
        organisation=place.organisation,
        title="Koffie",
        group=Group.ELDERS,
        in_morning=True,
        in_evening=False,
        approach=Approach.MEET,
    )
    query = re.search(r'href="(\?[^"#]*deel=evening)#results"', html_of(PICTURE))

    results = html_of(PICTURE + query[1].replace("&amp;", "&"))

    listed = results[results.index('id="results"') :]
    assert "Avondclub" in listed
    assert "Koffie" not in listed
    assert "Koffie" in html_of(PICTURE + "?stap=2&groep=%00&deel=onzin")


def test_an_empty_picture_says_so_honestly(place):
    assert "Dat zegt niet dat er niets gebeurt" in html_of(PICTURE)
    assert "Dat is ook goed om te weten" in html_of(PICTURE + "?groep=women")


def test_what_stopped_or_is_hidden_is_in_no_picture(place):
    programme = ProgrammeFactory(organisation=place.organisation, title="Avondclub")
    browser_of(place.contact).post(f"{ADD}{programme.pk}/stop/")
    assert "Avondclub" not in html_of(PICTURE)
    ProgrammeFactory(organisation=place.organisation, title="Ochtendclub")
    organisations.hide(place.organisation, "Reclame.", by=place.officer)
    assert "Ochtendclub" not in html_of(PICTURE)


def test_a_programme_is_changed_by_its_people_only(place):
    programme = ProgrammeFactory(organisation=place.organisation, title="Avondclub")
    address = f"{ADD}{programme.pk}/"
    for person in (UserFactory(), place.coordinator):
        assert browser_of(person).post(address, form(place)).status_code == 403

    browser_of(place.member).post(address, form(place, parts=["night"], approach="5"))
    browser_of(place.member).post(address, form(place, parts=["night"], approach="5"))

    programme.refresh_from_db()
    assert (programme.title, programme.at_night, programme.in_evening) == (
        "Huiswerkclub",
        True,
        False,
    )
    assert Event.objects.filter(verb="programme_edited").count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"parts": []}, "Kies minstens één deel van de dag."),
        ({"title": ""}, "Schrijf hoe het heet."),
        ({"approach": "9"}, "approach"),
        ({"neighbourhood": "nergens"}, "neighbourhood"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_kept(place, changes, message):
    page = browser_of(place.contact).post(ADD, form(place, **changes))

    assert page.status_code == 422
    assert message in page.content.decode()
    assert "Samen leren aan de grote tafel." in page.content.decode()


def test_no_group_is_called_by_what_it_lacks():
    assert [group for group in Group if LABELS.search(str(group.label))] == []


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_adds_one():
    place = make_place()
    offered = programmes.Offered(
        "Club", place.neighbourhood, Group.YOUTH, ["evening"], Approach.PREVENT
    )
    key = uuid4()

    at_once([lambda: programmes.add(place.organisation, offered, key=key, by=place.contact)] * 3)

    assert Programme.objects.count() == Event.objects.count() == 1
