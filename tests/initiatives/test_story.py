"""The story of an initiative: the newest of it on its page, all of it one press further."""

from uuid import uuid4

import pytest
from django.urls import reverse

from initiatives.actions import initiatives
from initiatives.models import Initiative
from initiatives.states import Visibility
from tests.html import problems


@pytest.fixture
def told(place, initiative):
    for day in range(1, 9):
        initiatives.post_update(initiative, f"Nieuws van dag {day}", key=uuid4(), by=place.starter)
    return initiative


def whole(initiative):
    return reverse("initiatives:story", args=[initiative.pk])


def test_the_page_shows_the_newest_and_leads_to_the_rest(told, browser):
    page = browser(None).get(told.get_absolute_url()).content.decode()
    assert [day for day in range(1, 9) if f"Nieuws van dag {day}" in page] == [3, 4, 5, 6, 7, 8]
    assert whole(told) in page
    rest = browser(None).get(whole(told)).content.decode()
    assert all(f"Nieuws van dag {day}" in rest for day in range(1, 9))
    assert "startte dit initiatief" in rest
    assert problems(rest) == []


def test_a_short_story_needs_no_second_page(initiative, browser):
    page = browser(None).get(initiative.get_absolute_url()).content.decode()
    assert "startte dit initiatief" in page
    assert whole(initiative) not in page


def test_a_long_story_is_paged(place, told, browser):
    for day in range(9, 40):
        initiatives.post_update(told, f"Nieuws van dag {day}", key=uuid4(), by=place.starter)
    last = browser(None).get(whole(told), {"page": "2"}).content.decode()
    assert "startte dit initiatief" in last
    assert "Nieuws van dag 39" not in last


def test_the_story_of_what_is_hidden_is_hidden(place, told, browser):
    Initiative.objects.update(visibility=Visibility.HIDDEN, hidden_reason="Een reden")
    assert browser(None).get(whole(told)).status_code == 404
    assert browser(place.starter).get(whole(told)).status_code == 200
