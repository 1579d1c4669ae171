"""How somebody did it, written down for others (O52)."""

from uuid import uuid4

import pytest

from activity.models import Event
from neighbourhoods.states import Role
from partners.states import Visibility
from reports.actions import methods
from reports.models import Method
from tests.factories import MembershipFactory, MethodFactory, UserFactory
from tests.goals.room import Room, make_room
from tests.html import problems
from tests.initiatives.conftest import browser_of

TYPED = {
    "title": "Een soepbus langs de flats",
    "theme": "meeting",
    "what": "Elke vrijdag rijdt er een bus met soep. Wie wil, schuift aan.",
    "for_whom": "Voor iedereen",
    "takes": "",
    "steps": "Vraag een bus.\n\nKook soep.",
    "look_out": "Zeg af als het stormt.",
    "costs": "200 euro per jaar",
}


@pytest.fixture
def room(db) -> Room:
    return make_room()


@pytest.fixture
def builder(room):
    person = UserFactory(name="Yassin")
    MembershipFactory(neighbourhood=room.neighbourhood, person=person, role=Role.BUILDER)
    return person


def new_at(room):
    return f"/wijk/{room.neighbourhood.slug}/lessen/opschrijven/"


def write(room, person, of, **more):
    return browser_of(person).post(new_at(room), TYPED | {"of": of, "key": uuid4()} | more)


def test_team_organisation_municipality_and_builder_write_how_they_did_it(room, builder):
    writers = [
        (room.neighbour, room.team.pk, room.initiative.get_absolute_url()),
        (room.worker, room.organisation.pk, f"/organisatie/{room.organisation.slug}/bericht/"),
        (room.officer, room.town.pk, f"/wijk/{room.neighbourhood.slug}/wie/"),
        (builder, 0, f"/wijk/{room.neighbourhood.slug}/wie/"),
    ]
    for number, (person, of, asked_at) in enumerate(writers, 1):
        form = browser_of(person).get(new_at(room)).content.decode()
        assert problems(form) == []
        made = write(room, person, of)
        assert made.status_code == 302, made.content.decode()
        assert Method.objects.count() == number
        page = browser_of().get(made["Location"]).content.decode()
        assert problems(page) == []
        for words in ("Elke vrijdag rijdt", '<li dir="auto">Kook soep.</li>', "200 euro", asked_at):
            assert words in page
        assert "Wat ervoor nodig is" not in page  # nothing was said of it
    library = browser_of().get("/lessen/", {"zoek": "soepbus storm"}).content.decode()
    assert library.count("<article") == 4
    assert "Wie wil, schuift aan" not in library  # one sentence first


def test_who_has_no_part_in_the_neighbourhood_writes_nothing(room):
    person = UserFactory()
    assert write(room, person, 0).status_code == 403
    assert new_at(room) not in read_library(room, person)
    assert new_at(room) in read_library(room, room.neighbour)
    other = write(room, room.neighbour, room.organisation.pk)
    assert other.status_code == 422
    assert "Kies namens wie u dit schrijft." in other.content.decode()
    assert not Method.objects.exists()


def read_library(room, person):
    return browser_of(person).get(f"/wijk/{room.neighbourhood.slug}/lessen/").content.decode()


def test_what_is_missing_is_said_beside_it_and_what_was_typed_stays(room, builder):
    wrong = write(room, builder, 0, title="", steps="\0", costs="x" * 201)
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert problems(page) == []
    for words in ("Geef het een naam.", "Schrijf op hoe u het doet", "er passen er 200"):
        assert words in page
    assert "Zeg af als het stormt." in page
    assert "x" * 201 in page


def test_pressed_twice_it_stands_there_once(room, builder):
    key = uuid4()
    first, second = (write(room, builder, 0, key=key)["Location"] for _press in range(2))
    assert first == second
    assert Method.objects.count() == 1
    assert Event.objects.filter(verb="method_written", is_public=True).count() == 1


def test_who_wrote_it_and_who_coordinates_change_it(room, builder):
    method = MethodFactory(
        neighbourhood=room.neighbourhood, person=room.worker, organisation=room.organisation
    )
    address = f"/werkwijze/{method.pk}/aanpassen/"
    assert browser_of(builder).get(address).status_code == 403
    client = browser_of(room.coordinator)
    form = client.get(address).content.decode()
    assert room.organisation.name in form  # it stays in their name
    changed = TYPED | {"title": "Soep op straat", "of": room.organisation.pk, "key": method.key}
    assert client.post(address, changed).status_code == 302
    method.refresh_from_db()
    assert (method.title, method.organisation) == ("Soep op straat", room.organisation)
    assert client.post(address, changed).status_code == 302
    assert Event.objects.filter(verb="method_changed").count() == 1
    assert "Soep op straat" in browser_of().get("/lessen/", {"zoek": "straat"}).content.decode()
    assert browser_of(room.worker).get(address).status_code == 200


def test_what_is_against_the_house_rules_is_flagged_and_hidden(room, builder):
    method = MethodFactory(neighbourhood=room.neighbourhood, person=builder)
    methods.change(
        method,
        methods.Described(**{**TYPED, "title": "Koop nu soep"}),
        organisation=None,
        by=builder,
        now=method.at,
    )
    assert f"/melden/werkwijze/{method.pk}/" in read(method, room.neighbour)
    methods.hide(method, "Het is reclame.", by=room.coordinator)
    assert browser_of().get(method.get_absolute_url()).status_code == 404
    assert "Koop nu soep" not in browser_of().get("/lessen/").content.decode()
    own = read(method, builder)
    assert problems(own) == []
    assert "Het is reclame." in own
    assert f"/melden/werkwijze/{method.pk}/bezwaar/" in own
    methods.show(method, by=room.coordinator)
    method.refresh_from_db()
    assert method.visibility == Visibility.PUBLIC
    assert "Koop nu soep" in browser_of().get("/lessen/").content.decode()


def read(method, person):
    return browser_of(person).get(method.get_absolute_url()).content.decode()


def test_a_page_asks_little(room, builder, django_assert_max_num_queries):
    method = MethodFactory(
        neighbourhood=room.neighbourhood, person=room.neighbour, organisation=room.team
    )
    client = browser_of(room.neighbour)
    client.get(method.get_absolute_url())
    with django_assert_max_num_queries(8):
        client.get(method.get_absolute_url())
    with django_assert_max_num_queries(8):
        client.get(new_at(room))
