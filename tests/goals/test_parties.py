"""The joint agenda of a goal: every party says what it does, on an equal footing (O40, O119)."""

import re
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from activity.models import Event
from goals.actions import judging, parties
from goals.actions.parties import Said
from goals.models import Goal, GoalParty, YearPlan
from goals.states import GoalState, Part, Refused, YearState
from neighbourhoods.models import Neighbourhood
from outbox.models import Message
from partners.actions.organisations import municipality_organisation
from partners.models import Organisation
from partners.states import Kind
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    InitiativeFactory,
    MemberFactory,
    OrganisationFactory,
    ReviewFactory,
    TeamFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.partners.conftest import Place, browser_of, make_place
from tests.threads import at_once

SAID = {
    "part": "joins",
    "sees": "Kinderen spelen nergens.",
    "aim": "Minder klachten over lawaai.",
    "brings": "Elke week een wijkbeheerder.",
}


@pytest.fixture
def place(db) -> Place:
    return make_place()


@pytest.fixture
def goal(place) -> Goal:
    return GoalFactory(
        plan=YearPlanFactory(neighbourhood=place.neighbourhood), title="Samen buiten"
    )


def path(goal, organisation):
    return f"/doel/{goal.pk}/partij/{organisation.pk}/"


def team_here(place, person, title="Moestuin"):
    """A residents' team without a page of its own."""
    team = TeamFactory(neighbourhood=place.neighbourhood, name=title)
    MemberFactory(organisation=team, person=person)
    initiative = InitiativeFactory(neighbourhood=place.neighbourhood, team=team, title=title)
    ReviewFactory(initiative=initiative)
    return team


def html(client, address):
    return client.get(address).content.decode()


def said(goal, organisation, *, by, **words):
    return parties.say(goal, organisation, Said(**words), by=by, now=timezone.now())


def test_any_member_writes_the_line_and_everybody_reads_it(place, goal):
    response = browser_of(place.member).post(path(goal, place.organisation), SAID)

    assert response.status_code == 302
    assert response.url == f"/doel/{goal.pk}/#wie-doet-wat"
    page = html(browser_of(), f"/doel/{goal.pk}/")
    for words in ("De Zaanoever", "Doet mee", *list(SAID.values())[1:]):
        assert words in page


def test_who_said_nothing_stands_as_an_empty_place_the_municipality_first(place, goal):
    town = municipality_organisation(place.neighbourhood.municipality)
    said(goal, place.organisation, by=place.member, brings="Een zaal")
    OrganisationFactory(neighbourhood=place.neighbourhood, name="Buurthuis")

    page = html(browser_of(), f"/doel/{goal.pk}/")

    assert page.count("heeft nog niets gezegd") == 2
    assert page.index(town.name) < page.index("Buurthuis")


def test_withdrawing_leaves_the_place_empty_again(place, goal):
    said(goal, place.organisation, by=place.member, part="joins")
    client = browser_of(place.member)

    assert "gaat weg" in html(client, path(goal, place.organisation) + "weg/")
    for _press in range(2):
        assert client.post(path(goal, place.organisation) + "weg/").status_code == 302
    assert not GoalParty.objects.exists()
    assert html(browser_of(), f"/doel/{goal.pk}/").count("heeft nog niets gezegd") == 1


def test_at_least_one_thing_is_said_and_what_was_typed_stays(place, goal):
    client = browser_of(place.member)

    empty = client.post(path(goal, place.organisation), {"part": ""})
    assert empty.status_code == 422
    assert "Vul ten minste één ding in." in empty.content.decode()
    wrong = client.post(
        path(goal, place.organisation), SAID | {"part": "bazen", "sees": "Te lang\x00" * 90}
    )
    assert wrong.status_code == 422
    assert SAID["brings"] in wrong.content.decode()
    assert not GoalParty.objects.exists()
    with pytest.raises(Refused):
        said(goal, place.organisation, by=place.member)


def test_saying_it_twice_is_saying_it_once(place, goal):
    client = browser_of(place.member)
    for _press in range(2):
        client.post(path(goal, place.organisation), SAID)

    assert GoalParty.objects.count() == 1
    assert [one.verb for one in Event.objects.filter(is_public=True)] == ["goal_party_said"]


def test_other_words_are_no_news_and_another_part_is(place, goal):
    said(goal, place.organisation, by=place.member, part="joins")
    said(goal, place.organisation, by=place.member, part="joins", aim="Rust")
    said(goal, place.organisation, by=place.member, part="leads", aim="Rust")

    verbs = list(Event.objects.order_by("pk").values_list("verb", "is_public"))
    assert verbs == [
        ("goal_party_said", True),
        ("goal_party_changed", False),
        ("goal_party_part", True),
    ]


@pytest.mark.parametrize("part", ["", None])
def test_a_professional_party_that_stops_leading_says_why_in_public(place, goal, part):
    """`part` None: it takes all of it away."""
    said(goal, place.organisation, by=place.member, part="leads", aim="Rust")
    client, why = browser_of(place.member), "Onze opdracht loopt af."
    address = path(goal, place.organisation) + ("weg/" if part is None else "")
    data = {} if part is None else {"part": part, "aim": "Rust"}

    refused = client.post(address, data)
    assert refused.status_code == 422
    assert "Schrijf waarom u dit doel niet meer trekt." in refused.content.decode()
    assert GoalParty.objects.get().part == Part.LEADS

    assert client.post(address, data | {"why": why}).status_code == 302
    event = Event.objects.get(verb="goal_party_stopped")
    assert event.is_public
    assert event.words == f"De Zaanoever: {why}"


def test_a_residents_team_owes_no_reason(place, goal):
    person = UserFactory()
    team = team_here(place, person)
    said(goal, team, by=person, part="leads")

    assert browser_of(person).post(path(goal, team) + "weg/").status_code == 302
    assert Event.objects.get(verb="goal_party_stopped").words == "Moestuin: trekt het"


def test_a_team_and_a_corporation_see_the_same_screens(place, goal):
    """And have the same rights (O103)."""
    person = UserFactory()
    both = (place.organisation, team_here(place, person, "De Zaanoever"))
    MemberFactory(organisation=place.organisation, person=person)
    pages = []
    for organisation in both:
        client = browser_of(person)
        assert browser_of(UserFactory()).get(path(goal, organisation)).status_code == 403
        assert client.post(path(goal, organisation), SAID).status_code == 302
        found = html(client, path(goal, organisation))
        main = found[found.index("<main") :]
        main = re.sub(r"/partij/\d+/", "/partij/", main)
        pages.append(re.sub(r'value="[\w-]{36,64}"', "", main))

    assert pages[0] == pages[1]
    lines = html(browser_of(), f"/doel/{goal.pk}/")
    assert lines.count(SAID["brings"]) == 2


def test_for_the_municipality_who_works_here_speaks(place, goal):
    town = municipality_organisation(place.neighbourhood.municipality)
    a_member = UserFactory()
    MemberFactory(organisation=town, person=a_member)

    assert browser_of(place.officer).post(path(goal, town), SAID).status_code == 302
    assert browser_of(a_member).get(path(goal, town)).status_code == 403
    assert browser_of(place.member).get(path(goal, town)).status_code == 403


def test_who_is_not_active_here_is_no_party_here(place, goal):
    elsewhere = OrganisationFactory()
    MemberFactory(organisation=elsewhere, person=place.member)

    assert browser_of(place.member).get(path(goal, elsewhere)).status_code == 404


def test_perspectives_stand_beside_a_goal_that_is_only_proposed(place, goal):
    Goal.objects.filter(pk=goal.pk).update(state=GoalState.PROPOSED)

    assert browser_of(place.member).post(path(goal, place.organisation), SAID).status_code == 302
    page = html(browser_of(), f"/doel/{goal.pk}/")
    assert SAID["sees"] in page
    assert "Er is nog niets afgesproken" not in page


@pytest.mark.parametrize(
    "state", [GoalState.NOT_CHOSEN, GoalState.STOPPED, GoalState.REACHED, YearState.CLOSED]
)
def test_after_it_ended_nothing_is_said_any_more_and_what_was_said_stays(place, goal, state):
    said(goal, place.organisation, by=place.member, brings="Een zaal")
    if state == YearState.CLOSED:
        goal.plan.state = state
        goal.plan.save()
    else:
        Goal.objects.filter(pk=goal.pk).update(state=state, reason="Daarom", possible="Later")
    client = browser_of(place.member)

    page = html(client, f"/doel/{goal.pk}/")
    assert "Een zaal" in page
    assert "U spreekt hier voor" not in page
    assert "heeft nog niets gezegd" not in page
    assert client.get(path(goal, place.organisation)).status_code == 302
    refused = client.post(path(goal, place.organisation), SAID)
    assert refused.status_code == 422
    assert SAID["aim"] in refused.content.decode()
    assert GoalParty.objects.get().brings == "Een zaal"


def test_a_hidden_goal_and_a_closed_neighbourhood_are_not_there(place, goal):
    place.contact.refresh_from_db()
    judging.hide(goal, "Er stond een naam in.", by=place.officer)
    assert browser_of(place.member).get(path(goal, place.organisation)).status_code == 404
    judging.show(Goal.objects.get(pk=goal.pk), by=place.officer)
    assert browser_of(place.member).get(path(goal, place.organisation)).status_code == 200
    Neighbourhood.objects.filter(pk=place.neighbourhood.pk).update(is_public=False)
    assert browser_of(place.member).get(path(goal, place.organisation)).status_code == 404
    assert browser_of(place.coordinator).get(path(goal, place.organisation)).status_code == 404


def test_news_of_a_party_is_hidden_and_shown_with_the_goal(place, goal):
    said(goal, place.organisation, by=place.member, part="joins")
    said(goal, place.organisation, by=place.member, part="joins", aim="Rust")
    judging.hide(goal, "Er stond een naam in.", by=place.officer)
    assert not Event.objects.filter(is_public=True).exists()
    judging.show(Goal.objects.get(pk=goal.pk), by=place.officer)
    assert [one.verb for one in Event.objects.filter(is_public=True)] == ["goal_party_said"]


def test_a_hidden_organisation_is_in_no_line_and_no_empty_place(place, goal):
    said(goal, place.organisation, by=place.member, brings="Een zaal")
    Organisation.objects.filter(pk=place.organisation.pk).update(hidden_reason="Reclame")

    page = html(browser_of(), f"/doel/{goal.pk}/")
    assert "De Zaanoever" not in page
    assert "Een zaal" not in page
    assert "heeft nog niets gezegd" not in page
    assert browser_of(place.member).get(path(goal, place.organisation)).status_code == 404


def test_a_team_is_no_party_while_its_initiative_is_hidden(place, goal):
    person = UserFactory()
    team = team_here(place, person)
    said(goal, team, by=person, brings="Zes bakken")
    team.initiative.visibility, team.initiative.hidden_reason = "hidden", "Een naam"
    team.initiative.save()

    assert "Zes bakken" not in html(browser_of(), f"/doel/{goal.pk}/")
    assert browser_of(person).get(path(goal, team)).status_code == 404


def test_who_leads_stands_first_and_hears_who_joins(place, goal):
    leader = OrganisationFactory(neighbourhood=place.neighbourhood, name="Zorg")
    MemberFactory(
        organisation=leader, person=UserFactory(email="nel@zorg.example"), is_contact=True
    )
    MemberFactory(organisation=leader, person=UserFactory(email="ton@zorg.example"))
    GoalPartyFactory(goal=goal, organisation=leader, part=Part.LEADS)

    said(goal, place.organisation, by=place.member, part="joins")

    page = html(browser_of(), f"/doel/{goal.pk}/")
    assert page.index("Trekt het") < page.index("Doet mee")
    [mail] = Message.objects.all()
    assert mail.to == "nel@zorg.example"
    assert "De Zaanoever: doet mee" in mail.body


def test_others_and_the_coordinator_hear_that_nobody_leads_any_more(place, goal):
    other = OrganisationFactory(neighbourhood=place.neighbourhood, kind=Kind.WELFARE)
    MemberFactory(organisation=other, person=UserFactory(email="nel@welzijn.example"))
    GoalPartyFactory(goal=goal, organisation=other)
    said(goal, place.organisation, by=place.member, part="leads")
    Message.objects.all().delete()

    parties.withdraw(goal, place.organisation, by=place.member, why="De opdracht loopt af.")

    assert {one.to for one in Message.objects.all()} == {
        "nel@welzijn.example",
        place.coordinator.email,
    }


def test_a_visitor_signs_in_first_and_words_of_long_ago_stay_as_they_were(place, goal):
    party = GoalPartyFactory(goal=goal, organisation=place.organisation)
    before = timezone.now() - timedelta(days=90)
    GoalParty.objects.filter(pk=party.pk).update(at=before)

    response = browser_of().post(path(goal, place.organisation), SAID)
    assert response.status_code == 302
    assert "/account/" in response.url
    said(goal, place.organisation, by=place.member, part=party.part, brings=party.brings)
    assert GoalParty.objects.get().at == before


def test_who_waited_while_the_year_ended_hears_that_it_is_over(transactional_db):
    """PostgreSQL reads what is joined to a locked row as it was before the wait."""
    place = make_place()
    plan = YearPlanFactory(neighbourhood=place.neighbourhood, state=YearState.RUNNING)
    goal = GoalFactory(plan=plan, state=GoalState.CHOSEN)
    held = Barrier(2)

    def end_the_year():
        with transaction.atomic():
            Goal.objects.select_for_update().get(pk=goal.pk)
            held.wait(30)
            YearPlan.objects.filter(pk=plan.pk).update(state=YearState.CLOSED)
            while connection.vendor == "postgresql" and not _somebody_waits():
                pass

    def speak():
        held.wait(30)
        said = Said(part=Part.JOINS, sees="Te laat.")
        return parties.say(goal, place.organisation, said, by=place.member, now=timezone.now())

    _ended, answer = at_once([end_the_year, speak])

    assert isinstance(answer, Refused), answer
    assert answer.reason == "over"
    assert not GoalParty.objects.exists()


def _somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0
