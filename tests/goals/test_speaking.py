"""For whom somebody speaks: every page of goals has the same answer."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from goals.permissions import leads_for, speaks_for
from goals.selections.speaking import spoken_for
from goals.states import Part, YearState
from initiatives.states import Visibility
from tests.factories import (
    GoalPartyFactory,
    IndicatorFactory,
    MemberFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    TeamFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.partners.conftest import browser_of

from .room import NOW, Room, make_room


@pytest.fixture
def room(db) -> Iterator[Room]:
    with time_machine.travel(NOW, tick=True):
        yield make_room()


def names(room: Room, person) -> list[str]:
    return [one.name for one in spoken_for(person, room.neighbourhood)]


def test_members_speak_for_what_they_belong_to_and_officers_for_the_municipality(room):
    assert names(room, room.worker) == ["De Zaanoever"]
    assert names(room, room.neighbour) == ["Samen voor het plein"]
    assert names(room, room.officer) == names(room, room.coordinator) == [room.town.name]
    assert names(room, UserFactory()) == []
    MemberFactory(organisation=room.town, person=room.worker)
    assert names(room, room.worker) == ["De Zaanoever"]


def test_nobody_speaks_here_for_what_is_hidden_closed_or_elsewhere(room):
    elsewhere = OrganisationFactory(neighbourhood=NeighbourhoodFactory())
    hidden = OrganisationFactory(neighbourhood=room.neighbourhood, hidden_reason="Huisregels")
    team = TeamFactory(neighbourhood=room.neighbourhood)
    for one in (elsewhere, hidden, team):
        MemberFactory(organisation=one, person=room.worker)

    assert names(room, room.worker) == ["De Zaanoever"]

    room.initiative.visibility = Visibility.HIDDEN
    room.initiative.hidden_reason = "Huisregels"
    room.initiative.save()
    assert names(room, room.neighbour) == []
    # For what stands there already they answer still.
    assert speaks_for(room.neighbour, room.team, room.neighbourhood)
    assert not speaks_for(room.worker, room.team, room.neighbourhood)


def test_every_page_offers_the_same(room):
    other = OrganisationFactory(name="Buurthuis", neighbourhood=room.neighbourhood)
    MemberFactory(organisation=other, person=room.neighbour)
    GoalPartyFactory(goal=room.goal, organisation=other)
    indicator = IndicatorFactory(goal=room.goal)
    next_year = YearPlanFactory(
        neighbourhood=room.neighbourhood, year=2027, state=YearState.PREPARING,
        weigh_until=NOW.date() + timedelta(days=9),
    )  # fmt: skip
    client = browser_of(room.neighbour)

    def form_at(address):
        return client.get(address).context["form"]

    expected = ["Buurthuis", "Samen voor het plein"]
    assert names(room, room.neighbour) == expected
    assert [one.name for one in form_at(room.path).parties] == expected
    many = form_at("/wijk/rietwijk/doelen/bijdragen/nieuw/")
    assert [one.name for one in many.parties] == expected
    pledge = form_at(f"/doel/{room.goal.pk}/toezeggen/")
    assert [one.name for one in pledge.makers.values()] == expected
    meaning = form_at(f"/graadmeter/{indicator.pk}/duiding/")
    assert [one.name for one in meaning.known.values()] == expected
    propose = form_at(f"/wijk/rietwijk/doelen/{next_year.year}/voorstellen/")
    assert [one.name for one in propose.organisations.values()] == expected
    agenda = client.get(room.goal.get_absolute_url()).context["agenda"]
    assert [one.name for one in agenda.own] == expected


def test_who_leads_is_found_among_all_that_somebody_speaks_for(room):
    assert leads_for(room.worker, room.goal) is None
    room.goal.parties.filter(organisation=room.organisation).update(part=Part.LEADS)
    assert leads_for(room.worker, room.goal) == room.organisation
    assert leads_for(room.neighbour, room.goal) is None
    assert leads_for(room.officer, room.goal) is None


def test_it_takes_one_query_for_one_as_for_many(room, django_assert_num_queries):
    for _each in range(3):
        with django_assert_num_queries(1):
            assert names(room, room.worker)
        for _one in range(3):
            MemberFactory(
                organisation=OrganisationFactory(neighbourhood=room.neighbourhood),
                person=room.worker,
            )
