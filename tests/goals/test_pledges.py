"""What a party promises another one for a goal is an agreement (rule R4)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from goals.actions import judging, pledges
from goals.actions.pledges import Pledge
from goals.models import Goal, GoalAgreement
from goals.states import GoalState, Part, Refused
from outbox.models import Message
from partners.actions import agreements
from partners.actions.organisations import municipality_organisation
from partners.models import Agreement
from partners.states import NotPossible
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    MemberFactory,
    OrganisationFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.goals.test_parties import team_here
from tests.partners.conftest import Place, browser_of, make_place
from tests.threads import at_once


@pytest.fixture
def place(db) -> Place:
    return make_place()


@pytest.fixture
def goal(place) -> Goal:
    """Led by a residents' team."""
    goal = GoalFactory(
        plan=YearPlanFactory(neighbourhood=place.neighbourhood), title="Samen buiten"
    )
    GoalPartyFactory(goal=goal, organisation=team_of(place), part=Part.LEADS)
    return goal


def team_of(place):
    return team_here(place, UserFactory(name="Fatma", email="fatma@voorbeeld.example"))


def leader(goal):
    return goal.parties.get(part=Part.LEADS).organisation


def sent(goal, **more):
    day = timezone.localdate() + timedelta(days=30)
    return {
        "key": str(uuid4()),
        "text": "Elke woensdag een begeleider",
        "receiver": str(leader(goal).pk),
        "due_on": day.isoformat(),
    } | more


def line_in(response):
    return re.search(r'name="shown" value="([^"]*)"', response.content.decode())[1]


def pledged(goal, place, **more):
    fields = {
        "text": "Een begeleider",
        "maker": place.organisation,
        "receiver": leader(goal),
        "due_on": timezone.localdate() + timedelta(days=30),
    }
    return pledges.pledge(goal, Pledge(**fields | more), key=uuid4(), by=place.member)


def test_the_line_is_shown_before_it_is_agreed_and_then_both_hear(place, goal):
    client, address = browser_of(place.member), f"/doel/{goal.pk}/toezeggen/"
    fields = sent(goal)

    asked = client.get(address).content.decode()
    assert f'<option value="{leader(goal).pk}" selected>' in asked
    seen = client.post(address, fields)
    assert seen.status_code == 200
    line = line_in(seen)
    assert line.startswith("De Zaanoever, voor Moestuin: Elke woensdag een begeleider, uiterlijk")
    assert not Agreement.objects.exists()

    done = client.post(address, fields | {"shown": line})
    assert done.url == f"/doel/{goal.pk}/#afgesproken"
    agreement = GoalAgreement.objects.get(goal=goal).agreement
    assert (agreement.maker, agreement.receiver) == (place.organisation, leader(goal))
    told = {one.to for one in Message.objects.all()}
    assert told == {"fatma@voorbeeld.example", place.contact.email}
    page = browser_of().get(f"/doel/{goal.pk}/").content.decode()
    assert "Elke woensdag een begeleider" in page
    theirs = browser_of().get(agreement.get_absolute_url()).content.decode()
    assert f'href="/doel/{goal.pk}/"' in theirs


def test_who_changes_the_line_sees_it_once_more(place, goal):
    client, address = browser_of(place.member), f"/doel/{goal.pk}/toezeggen/"
    line = line_in(client.post(address, sent(goal)))

    again = client.post(address, sent(goal, text="Iets anders", shown=line))

    assert again.status_code == 200
    assert "Iets anders" in line_in(again)
    assert not Agreement.objects.exists()


def test_pressing_twice_is_one_agreement(place, goal):
    client, address, fields = browser_of(place.member), f"/doel/{goal.pk}/toezeggen/", sent(goal)
    line = line_in(client.post(address, fields))
    for _press in range(2):
        assert client.post(address, fields | {"shown": line}).status_code == 302

    assert Agreement.objects.count() == 1
    assert GoalAgreement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressed_at_once_it_is_one_agreement():
    place = make_place()
    goal = GoalFactory(plan=YearPlanFactory(neighbourhood=place.neighbourhood))
    GoalPartyFactory(goal=goal, organisation=team_of(place), part=Part.LEADS)
    what = Pledge("Een hek", place.organisation, leader(goal), timezone.localdate())
    key = uuid4()

    made = at_once([lambda: pledges.pledge(goal, what, key=key, by=place.member)] * 4)

    assert len({one.pk for one in made}) == 1
    assert GoalAgreement.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"due_on": "2020-01-01"},
        {"due_on": "31-02-2027"},
        {"receiver": "0"},
        {"receiver": "\x00"},
        {"key": "x"},
        {"text": "a" * 201},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(place, goal, wrong):
    client = browser_of(place.member)

    refused = client.post(f"/doel/{goal.pk}/toezeggen/", sent(goal, **wrong))

    assert refused.status_code == 422
    if "text" not in wrong:
        assert "Elke woensdag een begeleider" in refused.content.decode()
    assert not Agreement.objects.exists()


def test_nobody_promises_something_to_themselves(place, goal):
    other = OrganisationFactory(neighbourhood=place.neighbourhood)
    MemberFactory(organisation=other, person=place.member)
    GoalPartyFactory(goal=goal, organisation=other)
    one = str(other.pk)

    refused = browser_of(place.member).post(
        f"/doel/{goal.pk}/toezeggen/", sent(goal, maker=one, receiver=one)
    )
    assert refused.status_code == 422
    assert "Kies een ander dan uzelf." in refused.content.decode()
    with pytest.raises(NotPossible):
        pledged(goal, place, receiver=place.organisation)


def test_only_parties_of_the_goal_are_promised_something(place, goal):
    other = OrganisationFactory(neighbourhood=place.neighbourhood)

    refused = browser_of(place.member).post(
        f"/doel/{goal.pk}/toezeggen/", sent(goal, receiver=str(other.pk))
    )
    assert refused.status_code == 422


def test_a_team_and_the_municipality_promise_in_the_same_way(place, goal):
    """Of the municipality who promised it sees to it (rule R4)."""
    fatma = leader(goal).members.get().person
    GoalPartyFactory(goal=goal, organisation=place.organisation)
    town = municipality_organisation(place.neighbourhood.municipality)
    for person, receiver in ((fatma, place.organisation), (place.officer, leader(goal))):
        fields = sent(goal, receiver=str(receiver.pk))
        client = browser_of(person)
        line = line_in(client.post(f"/doel/{goal.pk}/toezeggen/", fields))
        client.post(f"/doel/{goal.pk}/toezeggen/", fields | {"shown": line})

    assert Agreement.objects.get(maker=town).officer == place.officer
    assert Agreement.objects.get(maker=leader(goal)).officer is None


def test_who_speaks_for_nobody_here_is_refused(place, goal):
    assert browser_of(UserFactory()).get(f"/doel/{goal.pk}/toezeggen/").status_code == 403
    page = browser_of(UserFactory()).get(f"/doel/{goal.pk}/").content.decode()
    assert "Zeg iets toe" not in page


def test_where_there_is_nobody_else_there_is_nothing_to_press(place, goal):
    goal.parties.all().delete()
    client = browser_of(place.member)

    assert "Zeg iets toe" not in client.get(f"/doel/{goal.pk}/").content.decode()
    assert client.get(f"/doel/{goal.pk}/toezeggen/").url == f"/doel/{goal.pk}/"


def test_a_goal_that_was_not_chosen_takes_no_promises(place, goal):
    Goal.objects.filter(pk=goal.pk).update(state=GoalState.PROPOSED)

    assert browser_of(place.member).get(f"/doel/{goal.pk}/toezeggen/").status_code == 302
    with pytest.raises(Refused):
        pledged(goal, place)


def test_a_goal_that_stopped_meanwhile_keeps_what_was_typed(place, goal):
    client, fields = browser_of(place.member), sent(goal)
    line = line_in(client.post(f"/doel/{goal.pk}/toezeggen/", fields))
    Goal.objects.filter(pk=goal.pk).update(
        state=GoalState.STOPPED, reason="Daarom", possible="Later"
    )

    late = client.post(f"/doel/{goal.pk}/toezeggen/", fields | {"shown": line})
    assert late.status_code == 422
    assert "Dit doel loopt niet meer." in late.content.decode()
    assert fields["text"] in late.content.decode()
    assert not Agreement.objects.exists()


def test_before_anything_is_agreed_the_page_says_so_and_who_leads(place, goal):
    page = browser_of().get(f"/doel/{goal.pk}/").content.decode()
    assert "Er is nog niets afgesproken." in page
    assert "Dit doel trekken: Moestuin." in page
    goal.parties.all().delete()
    page = browser_of().get(f"/doel/{goal.pk}/").content.decode()
    assert "Niemand zei nog dat hij dit doel trekt." in page


def test_what_goes_on_on_another_date_stays_with_the_goal(place, goal):
    old = pledged(goal, place)
    now, later = timezone.now(), old.due_on + timedelta(days=9)
    agreements.renew(old, later, words="Ziek", key=uuid4(), seen=0, by=place.member, now=now)

    register = f"{place.neighbourhood.get_absolute_url()}afspraken/?doel={goal.pk}"
    for address in (f"/doel/{goal.pk}/", register):
        page = browser_of().get(address).content.decode()
        assert page.count("Een begeleider") == 2
        assert "Ziek" in page


def test_what_was_promised_is_hidden_and_shown_with_its_goal(place, goal):
    agreement = pledged(goal, place)
    register = place.neighbourhood.get_absolute_url() + "afspraken/"
    judging.hide(goal, "Er stond een naam in.", by=place.officer)
    assert "Een begeleider" not in browser_of().get(register).content.decode()
    assert browser_of().get(agreement.get_absolute_url()).status_code == 404
    judging.show(Goal.objects.get(pk=goal.pk), by=place.officer)
    assert "Een begeleider" in browser_of().get(register).content.decode()


def test_more_than_twenty_have_a_page_of_their_own(place, goal):
    for number in range(22):
        pledged(goal, place, text=f"Toezegging {number:02}.")

    page = browser_of().get(f"/doel/{goal.pk}/").content.decode()
    assert page.count("Toezegging") == 20
    assert f'href="/doel/{goal.pk}/afspraken/"' in page
    second = browser_of().get(f"/doel/{goal.pk}/afspraken/?page=2").content.decode()
    assert second.count("Toezegging") == 2
    for number in ("%00", "-1", "9" * 50, "x"):
        answer = browser_of().get(f"/doel/{goal.pk}/afspraken/?page={number}")
        assert answer.status_code == 200
