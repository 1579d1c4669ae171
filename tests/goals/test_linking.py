"""Initiatives add to a goal when their team says so (O28, rule R1)."""

from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Event
from goals.actions import judging, linking
from goals.models import Goal, GoalInitiative
from goals.states import GoalState, Part, Refused
from initiatives.actions import requests
from initiatives.models import Initiative
from initiatives.states import AskedOf, Help, Visibility
from outbox.models import Message
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    InitiativeFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.goals.test_parties import team_here
from tests.partners.conftest import Place, browser_of, make_place

TARGET = {"HX-Request": "true", "HX-Target": "doelen"}


@pytest.fixture
def place(db) -> Place:
    return make_place()


@pytest.fixture
def goal(place) -> Goal:
    return GoalFactory(
        plan=YearPlanFactory(neighbourhood=place.neighbourhood), title="Samen buiten"
    )


@pytest.fixture
def fatma(db):
    return UserFactory(name="Fatma")


@pytest.fixture
def garden(place, fatma) -> Initiative:
    return team_here(place, fatma, "Moestuin").initiative


def press(person, goal, initiative, want="yes"):
    return browser_of(person).post(
        f"/doel/{goal.pk}/initiatieven/", {"initiative": str(initiative.pk), "want": want}
    )


def linked(goal, initiative, by):
    return linking.link(goal, initiative, by=by, now=timezone.now())


def test_a_team_says_that_its_initiative_adds_and_takes_it_back(goal, garden, fatma):
    page = f"/doel/{goal.pk}/"
    assert "Ons initiatief draagt hieraan bij" in browser_of(fatma).get(page).content.decode()
    for _press in range(2):
        assert press(fatma, goal, garden).url == f"/doel/{goal.pk}/initiatieven/"
    assert GoalInitiative.objects.count() == 1
    assert garden.get_absolute_url() in browser_of().get(page).content.decode()
    assert Event.objects.filter(is_public=True).count() == 1

    for _press in range(2):
        press(fatma, goal, garden, "no")
    assert not GoalInitiative.objects.exists()
    assert "Nog geen initiatief van bewoners" in browser_of().get(page).content.decode()


def test_only_its_team_says_so(place, goal, garden, fatma):
    other = team_here(place, place.member, "Boekenkast").initiative

    assert press(place.officer, goal, garden).status_code == 403
    assert press(UserFactory(), goal, garden).status_code == 403
    assert press(place.member, goal, garden).status_code == 422
    assert press(place.member, goal, other).status_code == 302
    assert GoalInitiative.objects.get().initiative == other


@pytest.mark.parametrize("wrong", ["", "x", "\x00", "9" * 30, "-1"])
def test_a_choice_that_cannot_be_is_refused(goal, garden, fatma, wrong):
    address = f"/doel/{goal.pk}/initiatieven/"
    assert browser_of(fatma).post(address, {"initiative": wrong}).status_code == 422


def test_an_initiative_elsewhere_or_hidden_does_not_add(place, goal, garden, fatma):
    elsewhere = InitiativeFactory()
    hidden = team_here(place, fatma, "Kraam").initiative
    Initiative.objects.filter(pk=hidden.pk).update(
        visibility=Visibility.HIDDEN, hidden_reason="Een naam"
    )

    for one in (elsewhere, Initiative.objects.get(pk=hidden.pk)):
        with pytest.raises(Refused):
            linked(goal, one, fatma)
    assert press(fatma, goal, hidden).status_code == 422


def test_a_goal_that_ended_takes_no_initiatives(goal, garden, fatma):
    Goal.objects.filter(pk=goal.pk).update(state=GoalState.REACHED)

    assert browser_of(fatma).get(f"/doel/{goal.pk}/initiatieven/").url == f"/doel/{goal.pk}/"
    press(fatma, goal, garden)
    assert not GoalInitiative.objects.exists()


def test_the_page_of_the_initiative_gets_its_goals_as_a_part(goal, garden, fatma):
    address = f"/initiatief/{garden.pk}/doelen/"
    page = browser_of().get(garden.get_absolute_url()).content.decode()
    assert f'data-hx-get="{address}"' in page
    assert f'href="{address}"' in page
    assert "Samen buiten" not in browser_of().get(address).content.decode()
    assert (
        f'href="/doel/{goal.pk}/initiatieven/"' in browser_of(fatma).get(address).content.decode()
    )

    linked(goal, garden, fatma)
    part = browser_of().get(address, headers=TARGET).content.decode()
    assert part.strip().startswith('<div id="doelen"')
    assert "Samen buiten" in part
    assert "<html" not in part
    assert "<html" in browser_of().get(address).content.decode()


def test_what_one_may_not_see_is_in_neither(place, goal, garden, fatma):
    linked(goal, garden, fatma)
    address = f"/initiatief/{garden.pk}/doelen/"
    judging.hide(goal, "Er stond een naam in.", by=place.officer)
    assert "Samen buiten" not in browser_of().get(address).content.decode()
    judging.show(Goal.objects.get(pk=goal.pk), by=place.officer)
    Initiative.objects.filter(pk=garden.pk).update(
        visibility=Visibility.HIDDEN, hidden_reason="Een naam"
    )
    assert "Moestuin" not in browser_of().get(f"/doel/{goal.pk}/").content.decode()
    assert browser_of().get(address).status_code == 404
    assert browser_of(fatma).get(address).status_code == 200


def test_what_goes_on_in_another_one_adds_through_that_one(place, goal, garden, fatma):
    other = team_here(place, fatma, "Voortuin").initiative
    linked(goal, garden, fatma)
    Initiative.objects.filter(pk=garden.pk).update(visibility=Visibility.MERGED, merged_into=other)

    page = browser_of().get(f"/doel/{goal.pk}/").content.decode()
    assert other.get_absolute_url() in page
    assert "Samen buiten" in browser_of().get(f"/initiatief/{other.pk}/doelen/").content.decode()
    press(fatma, goal, other, "no")
    assert not GoalInitiative.objects.exists()


def test_the_hands_that_its_initiatives_ask_are_called_for(goal, garden, fatma):
    """Of what is asked of the neighbours, as long as it is open (O15)."""
    linked(goal, garden, fatma)
    for kind, text in ((Help.HANDS, "Wie helpt met spitten?"), (Help.MONEY, "Wie geeft geld?")):
        requests.ask(
            garden,
            kind,
            text,
            asked_of=AskedOf.NEIGHBOURS,
            organisation=None,
            wanted_on=None,
            key=uuid4(),
            by=fatma,
            now=timezone.now(),
        )

    page = browser_of().get(f"/doel/{goal.pk}/").content.decode()
    assert "Wie helpt met spitten?" in page
    assert "Wie geeft geld?" not in page


def test_who_leads_the_goal_hears_of_it(place, goal, garden, fatma):
    GoalPartyFactory(goal=goal, organisation=place.organisation, part=Part.LEADS)

    linked(goal, garden, fatma)

    [mail] = Message.objects.all()
    assert mail.to == place.contact.email
    assert "Moestuin" in mail.subject
