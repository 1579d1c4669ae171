"""As many questions to the database for many rows as for one."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.actions import groups
from participation.models import GroupMember, PanelMember
from participation.states.polls import Audience
from tests.factories import (
    FocusGroupFactory,
    HourQuestionFactory,
    MeetingFactory,
    PollFactory,
    QuestionHourFactory,
    UserFactory,
)
from tests.partners.conftest import browser_of, make_place

from .asking import asking, say

pytestmark = pytest.mark.django_db
MOST = 12


def queries(browser, path, **more):
    cache.clear()
    with CaptureQueriesContext(connection) as found:
        assert browser.get(path, **more).status_code == 200
    return len(found)


def test_pages_ask_as_much_for_many_as_for_few():
    place = make_place()
    here = place.neighbourhood
    meeting = MeetingFactory(neighbourhood=here)
    asked = asking(place, audience=Audience.ROOM, meeting=meeting)
    hour = QuestionHourFactory(neighbourhood=here, guest=place.organisation)
    group = FocusGroupFactory(neighbourhood=here)
    GroupMember.objects.create(group=group, person=place.coordinator)
    pages = [
        f"{place.path}meedoen/",
        f"{place.path}meedoen/panel/",
        f"{place.path}meedoen/peilingen/",
        f"{place.path}meedoen/vragenuren/",
        f"{place.path}meedoen/focusgroepen/",
        asked.path,
        f"{asked.path}antwoord/?zaal={meeting.token}",
        f"{asked.path}woorden/{asked.words.pk}/",
        f"{asked.path}scherm/",
        f"/vragenuur/{hour.pk}/",
        f"/focusgroep/{group.pk}/",
        f"/focusgroep/{group.pk}/mensen/",
    ]

    def fill(number):
        for _turn in range(number):
            PollFactory(neighbourhood=here, audience=Audience.PANEL)
            QuestionHourFactory(neighbourhood=here, guest=place.organisation)
            HourQuestionFactory(hour=hour)
            FocusGroupFactory(neighbourhood=here)
            PanelMember.objects.create(neighbourhood=here, person=UserFactory())
            person = UserFactory()
            GroupMember.objects.create(group=group, person=person)
            groups.say(group, "Wij willen licht.", key=uuid4(), by=person)
            options = asked.options(asked.ranking)
            say(
                asked,
                ranked={asked.ranking.pk: options},
                numbers={asked.scale.pk: 3},
                words={asked.words.pk: "Een boom."},
            )

    coordinator = browser_of(place.coordinator)
    fill(6)
    few = {page: queries(coordinator, page) for page in pages}
    fill(8)
    many = {page: queries(coordinator, page) for page in pages}

    assert few == many
    assert {page: number for page, number in many.items() if number > MOST} == {}


def test_a_refresh_asks_as_much_for_many_questions_as_for_few():
    place = make_place()
    hour = QuestionHourFactory(neighbourhood=place.neighbourhood, guest=place.organisation)
    path = f"/vragenuur/{hour.pk}/stand/?gezien=oud&stand=open"
    headers = {"HX-Request": "true", "HX-Target": "live"}
    HourQuestionFactory(hour=hour)
    visitor, member = browser_of(), browser_of(place.member)
    few = [queries(one, path, headers=headers) for one in (visitor, member)]
    HourQuestionFactory.create_batch(30, hour=hour)
    many = [queries(one, path, headers=headers) for one in (visitor, member)]

    assert few == many
    assert many[0] <= 5
    assert many[1] <= MOST
