"""Somebody in the light (O38): after their own yes, taken back when they want, over by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event, Notification
from initiatives.states import Visibility
from neighbourhoods.states import Role
from outbox.models import Message
from reports.actions import thanks
from reports.models import Spotlight
from reports.states.thanks import Light
from reports.tasks import tidy_lessons
from tests.factories import MemberFactory, MembershipFactory, ReviewFactory, UserFactory
from tests.goals.room import Room, make_room
from tests.html import problems
from tests.initiatives.conftest import browser_of

WORDS = "Zij kent elke buur bij naam."


@pytest.fixture
def room(db) -> Room:
    room = make_room()
    ReviewFactory(initiative=room.initiative)
    return room


def address(room):
    return f"/wijk/{room.neighbourhood.slug}/in-het-zonnetje/vragen/"


def home(room):
    """The page of the neighbourhood, with its part that comes after it when there is any."""
    page = browser_of().get(f"/wijk/{room.neighbourhood.slug}/").content.decode()
    assert problems(page) == []
    part = f"/wijk/{room.neighbourhood.slug}/in-het-zonnetje/"
    lights = browser_of().get(part).content.decode()
    assert problems(lights) == []
    assert (part in page) == ("Nu staat hier niemand." not in lights)
    return lights


def propose(room, who=None, **more):
    typed = {
        "who": who or f"persoon-{room.neighbour.pk}",
        "words": WORDS,
        "until": f"{timezone.localdate() + timedelta(days=60)}",
        "key": uuid4(),
    }
    return browser_of(room.coordinator).post(address(room), typed | more)


def press(light, person, want):
    return browser_of(person).post(light.get_absolute_url(), {"want": want})


def test_somebody_stands_in_the_light_after_their_own_yes_and_no_longer_than_they_want(room):
    form = browser_of(room.coordinator).get(address(room)).content.decode()
    assert problems(form) == []
    assert f'value="{timezone.localdate() + timedelta(days=60)}"' in form
    assert propose(room).status_code == 302
    light = Spotlight.objects.get()
    assert WORDS not in home(room)
    assert [mail.to for mail in Message.objects.filter(body__contains=WORDS)] == [
        room.neighbour.email
    ]
    asked = browser_of(room.neighbour).get(light.get_absolute_url()).content.decode()
    assert problems(asked) == []
    assert "Ja, dat mag" in asked
    for _press in range(2):
        assert press(light, room.neighbour, "yes").status_code == 302
    assert WORDS in home(room)
    assert "Fatma" in home(room)
    assert Event.objects.filter(verb="light_shown").count() == 1
    assert not Event.objects.filter(verb__startswith="light", is_public=True).exists()
    assert Message.objects.filter(to=room.coordinator.email, body__contains="zei ja").exists()
    press(light, room.neighbour, "withdraw")
    assert WORDS not in home(room)
    press(light, room.neighbour, "yes")  # what is taken away stays away
    assert WORDS not in home(room)


def test_rather_not_needs_no_reason_and_can_be_thought_over(room):
    propose(room)
    light = Spotlight.objects.get()
    press(light, room.neighbour, "no")
    assert WORDS not in home(room)
    shown = browser_of(room.coordinator).get(address(room)).content.decode()
    assert light.get_absolute_url() not in shown
    press(light, room.neighbour, "yes")
    assert WORDS in home(room)


def test_nobody_says_yes_for_another(room):
    propose(room)
    light = Spotlight.objects.get()
    assert press(light, room.coordinator, "yes").status_code == 403
    assert press(light, room.worker, "yes").status_code == 404
    assert browser_of(room.worker).get(light.get_absolute_url()).status_code == 404
    assert WORDS not in home(room)
    press(light, room.coordinator, "withdraw")  # who proposed it thinks better of it
    press(light, room.neighbour, "yes")
    light.refresh_from_db()
    assert light.state == Light.WITHDRAWN


def test_a_team_says_yes_itself_and_its_light_goes_out_with_its_initiative(room):
    MemberFactory(organisation=room.team, person=(teammate := UserFactory(name="Ali")))
    propose(room, f"team-{room.initiative.pk}")
    light = Spotlight.objects.get()
    assert {one.person for one in Notification.objects.filter(event__verb="light_asked")} == {
        room.neighbour,
        teammate,
    }
    press(light, teammate, "yes")
    page = home(room)
    assert WORDS in page
    assert room.initiative.get_absolute_url() in page
    room.initiative.visibility, room.initiative.hidden_reason = Visibility.HIDDEN, "Reclame."
    room.initiative.save()
    assert WORDS not in home(room)


def test_it_fades_by_itself_and_is_forgotten(room, time_machine):
    propose(room)
    light = Spotlight.objects.get()
    press(light, room.neighbour, "yes")
    time_machine.move_to(timezone.now() + timedelta(days=61))
    assert WORDS not in home(room)
    over = browser_of(room.neighbour).get(light.get_absolute_url()).content.decode()
    assert "Dit is voorbij" in over
    tidy_lessons()
    assert Spotlight.objects.exists()
    time_machine.move_to(timezone.now() + timedelta(days=31))
    tidy_lessons()
    assert not Spotlight.objects.exists()
    assert not Event.objects.filter(verb__startswith="light").exists()


def test_who_is_erased_stands_nowhere(room):
    propose(room)
    press(Spotlight.objects.get(), room.neighbour, "yes")
    erase(room.neighbour, now=timezone.now())
    assert not Spotlight.objects.exists()


def test_coordinator_and_builder_propose_and_others_do_not(room):
    builder = UserFactory()
    MembershipFactory(neighbourhood=room.neighbourhood, person=builder, role=Role.BUILDER)
    link = address(room)
    about = f"/wijk/{room.neighbourhood.slug}/wie/"
    for person, may in ((builder, True), (room.coordinator, True), (room.officer, False)):
        client = browser_of(person)
        assert client.get(link).status_code == (200 if may else 403)
        assert (link in client.get(about).content.decode()) == may


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": "\0"}, "Schrijf in een paar woorden waarom."),
        ({"until": "2020-01-01"}, "Kies een dag vanaf vandaag"),
        ({"until": "9999-12-31"}, "Kies een dag vanaf vandaag"),
        ({"who": "persoon-0"}, "Kies wie u in het zonnetje zet."),
        ({"words": "x" * 401}, "er passen er 400"),
    ],
)
def test_a_wrong_answer_is_said_beside_it_and_what_was_typed_stays(room, wrong, said):
    response = propose(room, **wrong)
    assert response.status_code == 422
    page = response.content.decode()
    assert problems(page) == []
    assert said in page
    assert wrong.get("words", WORDS).strip("\0") in page
    assert not Spotlight.objects.exists()


def test_asked_twice_with_one_form_is_asked_once(room):
    key = uuid4()
    for _press in range(2):
        propose(room, key=key)
    assert Spotlight.objects.count() == 1
    assert Message.objects.filter(body__contains=WORDS).count() == 1


@pytest.mark.parametrize("number", [1, 5])
def test_a_neighbourhood_asks_as_much_for_one_light_as_for_many(
    room, number, django_assert_num_queries
):
    for one in range(number):
        person = UserFactory(name=f"Bewoner {one}")
        light = thanks.propose(
            person, WORDS, until=timezone.localdate(), neighbourhood=room.neighbourhood,
            key=uuid4(), by=room.coordinator, now=timezone.now(),
        )  # fmt: skip
        thanks.agree(light, by=person, now=timezone.now())
    client = Client()
    address = f"/wijk/{room.neighbourhood.slug}/in-het-zonnetje/"
    with django_assert_num_queries(2):
        page = client.get(address).content.decode()
    assert page.count(WORDS) == min(number, 3)
