"""The panel: in and out with one press, and nobody reads who is in it."""

import pytest

from participation.models import PanelMember
from tests.factories import PollFactory, UserFactory
from tests.html import problems
from tests.partners.conftest import Place, browser_of, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


def test_a_resident_joins_and_leaves_with_one_press(place):
    person, path = UserFactory(name="Aniek"), f"{place.path}meedoen/panel/"
    me = browser_of(person)
    assert "Ik doe mee in het panel" in me.get(path).content.decode()

    for _press in range(2):
        page = me.post(f"{path}lid/", follow=True).content.decode()

    assert "U zit in het panel." in page
    assert problems(page) == []
    assert PanelMember.objects.get().person == person
    assert "Aniek" not in browser_of().get(path).content.decode()
    me.post(f"{path}lid/", {"want": "no"})
    assert not PanelMember.objects.exists()


def test_who_works_here_is_no_member(place):
    officer, path = browser_of(place.officer), f"{place.path}meedoen/panel/"

    assert "Ik doe mee" not in officer.get(path).content.decode()
    assert officer.post(f"{path}lid/").status_code == 403


def test_how_many_there_are_is_told_from_five_up(place):
    path = f"{place.path}meedoen/panel/"
    for number in range(1, 6):
        PanelMember.objects.create(neighbourhood=place.neighbourhood, person=UserFactory())
        told = f"{number} bewoners zitten in het panel" in browser_of().get(path).content.decode()
        assert told is (number == 5)


def test_what_was_asked_before_and_what_came_of_it(place):
    asked = {"neighbourhood": place.neighbourhood, "audience": "panel", "state": "closed"}
    done = PollFactory(**asked, title="Het hek")
    done.outcome, done.outcome_at = "Het hek blijft open.", done.closed_at
    done.save()
    PollFactory(**asked, title="Het licht")
    PollFactory(**asked | {"state": "draft"}, title="Nog in de maak")
    PollFactory(neighbourhood=place.neighbourhood, title="Aan iedereen")

    page = browser_of().get(f"{place.path}meedoen/panel/").content.decode()

    assert "Het hek blijft open." in page
    assert "Er is nog niet geschreven wat wij ermee doen." in page
    for other in ("Nog in de maak", "Aan iedereen"):
        assert other not in page
    assert problems(page) == []
