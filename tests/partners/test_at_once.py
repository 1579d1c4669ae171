"""Several who press at the same moment: one thing happens, and everybody is told the truth."""

from uuid import uuid4

import pytest
from django.utils import timezone

from partners.actions import assets, concerns
from partners.actions.assets import Description
from partners.actions.concerns import Report
from partners.models import Asset, Concern, ConcernAnswer, MeToo
from partners.states import ConcernState, Overtaken
from tests.factories import UserFactory
from tests.initiatives.conftest import Place, make_place
from tests.threads import at_once


@pytest.fixture
def place(transactional_db) -> Place:
    return make_place()


def send(home: Place, key=None) -> Concern:
    return concerns.report(
        Report("light", "op het pad", "Drie lampen zijn uit"),
        neighbourhood=home.neighbourhood,
        key=key or uuid4(),
        by=home.starter,
        now=timezone.now(),
    )


def test_one_report_pressed_many_times_is_one_concern(place):
    key = uuid4()
    made = at_once([lambda: send(place, key)] * 6)

    assert len({concern.pk for concern in made}) == 1
    assert Concern.objects.count() == 1


def test_two_who_answer_at_once_make_one_answer_and_the_other_is_told(place):
    concern = send(place)

    def answer(by):
        return concerns.answer(
            concern,
            ConcernState.ARRANGED,
            reason="De lampen zijn vervangen.",
            possible="",
            photo=None,
            seen=0,
            key=uuid4(),
            by=by,
        )

    both = at_once([lambda: answer(place.officer), lambda: answer(place.coordinator)])
    assert sorted(type(one).__name__ for one in both) == ["ConcernAnswer", "Overtaken"]
    assert any(isinstance(one, Overtaken) for one in both)
    assert ConcernAnswer.objects.count() == 1


def test_all_who_say_me_too_at_once_are_counted_once_each(place):
    concern = send(place)
    people = [UserFactory() for _number in range(4)]
    presses = [lambda one=one: concerns.say_me_too(concern, by=one) for one in people * 2]

    assert at_once(presses) == [None] * 8
    assert MeToo.objects.count() == 4
    assert Concern.objects.for_cards().get().number == 5


def test_two_who_are_not_satisfied_open_it_once(place):
    concern = send(place)
    concerns.answer(
        concern,
        ConcernState.CANNOT,
        reason="Geen geld",
        possible="In het voorjaar",
        photo=None,
        seen=0,
        key=uuid4(),
        by=place.officer,
    )
    now = timezone.now()
    again = at_once(
        [lambda: concerns.say_not_satisfied(concern, "Nee", seen=1, by=place.starter, now=now)] * 3
    )
    assert all(one.is_open for one in again)
    assert Concern.objects.get().version == 2


def test_one_thing_put_many_times_is_there_once(place):
    key = uuid4()
    description = Description(kind="tool", title="Naaimachine", person=place.starter)
    made = at_once(
        [
            lambda: assets.put(
                description,
                neighbourhood=place.neighbourhood,
                key=key,
                by=place.starter,
                now=timezone.now(),
            )
        ]
        * 5
    )
    assert len({asset.pk for asset in made}) == 1
    assert Asset.objects.count() == 1
