"""Residents' teams and professional organisations have the same screens, and the same rights."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from partners.actions import organisations
from partners.states import Kind
from tests.access_table import DOORS
from tests.factories import MemberFactory, OrganisationFactory, TeamFactory, UserFactory
from tests.partners.conftest import browser_of

# Its own: a team is called as its initiative is, and can take its page away.
OF_A_TEAM = {"name", "places"}
OWN = ("/team/", "icons.svg#")


def parts(html):
    """The headings, links, buttons and fields of a page, without what is one's own."""
    body = re.sub(r"/organisatie/[\w-]+/", "/organisatie/…/", html[html.index("<main") :])
    found = re.findall(
        r'<(h[1-4])[^>]*>(.*?)</\1>|href="([^"]*)"|<button[^>]*>(.*?)</button>|name="(\w+)"',
        body,
        re.DOTALL,
    )
    flat = ["|".join(one) for one in found]
    return [
        one
        for one in flat
        if not one.endswith(tuple(f"|{name}" for name in OF_A_TEAM))
        and not any(own in one for own in OWN)
    ]


@pytest.fixture
def pair(place):
    """A housing corporation and a residents' team, called the same, with the same people."""
    other = OrganisationFactory(
        name="Samen", slug="samen-wonen", neighbourhood=place.neighbourhood, kind=Kind.HOUSING
    )
    team = TeamFactory(name="Samen", neighbourhood=place.neighbourhood)
    for one in (other, team):
        MemberFactory(organisation=one, person=place.contact, is_contact=True)
        MemberFactory(organisation=one, person=place.member)
    return other, organisations.list_team(team, by=place.contact)


def addresses():
    """Every page of an organisation that the table of access knows."""
    found = {door.path for door in DOORS if door.path.startswith("/organisatie/{organisation")}
    return sorted(path for path in found if path.count("{") == 1)


@pytest.mark.parametrize("path", addresses())
def test_the_same_page_and_the_same_rights_for_both(place, pair, path):
    people = [None, UserFactory(), place.contact, place.member, place.coordinator, place.officer]
    for person in people:
        answers = [
            browser_of(person).get(path.format(organisation=organisation)) for organisation in pair
        ]
        assert answers[0].status_code == answers[1].status_code, (path, person)
        if answers[0].status_code == 200:
            one, other = (parts(answer.content.decode()) for answer in answers)
            assert one == other, (path, person)


@pytest.mark.parametrize("path", addresses())
def test_what_is_pressed_is_taken_from_the_same_people(place, pair, path):
    for person in [None, UserFactory(), place.member, place.coordinator]:
        answers = [
            browser_of(person).post(
                path.format(organisation=organisation), {"key": str(uuid4()), "name": "x"}
            )
            for organisation in pair
        ]
        assert answers[0].status_code == answers[1].status_code, (path, person)


def test_both_stand_in_the_same_list(place, pair):
    html = browser_of().get("/wijk/rietwijk/organisaties/").content.decode()

    assert all(organisation.get_absolute_url() in html for organisation in pair)


def test_both_tell_the_neighbourhood_in_the_same_way(place, pair):
    fields = {"title": "Kom kijken", "text": "De deur staat open."}
    activity = {
        "day": f"{timezone.localdate():%Y-%m-%d}",
        "begins": "10:00",
        "where": "hier",
        "group": "everybody",
    }
    for organisation in pair:
        page = organisation.get_absolute_url()
        for path, more in (("nieuws/nieuw/", {}), ("activiteit/nieuw/", activity)):
            typed = fields | more | {"key": str(uuid4())}
            assert browser_of(place.member).post(page + path, typed).status_code == 302

    for address in (place.path, f"{place.path}nieuws/", f"{place.path}nieuws/?soort=activiteiten"):
        html = browser_of().get(address).content.decode()
        assert html.count(">Kom kijken</a>") >= 2


def test_what_is_done_in_the_name_of_either_stands_in_the_same_history(place, pair):
    now = timezone.now()
    for organisation in pair:
        texts = organisations.Texts(organisation.name, aim=f"Samen sinds {now:%Y}")
        organisations.edit(organisation, texts, seen=None, key=uuid4(), by=place.member)

    html = browser_of().get(place.path).content.decode()

    assert html.count("De organisatie heeft haar pagina aangepast") == 2
