"""Goals, parties and initiatives in one picture; what is missing is seen (O104, O111, O112)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from goals.actions import judging, linking, pledges
from goals.actions.pledges import Pledge
from goals.models import YearPlan
from goals.states import GoalState, Lead, Part, YearState
from initiatives.models import InitiativeParty
from initiatives.states import PartyRole
from neighbourhoods.models import Neighbourhood
from partners.models import Organisation
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    OrganisationFactory,
    ProgrammeFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.goals.test_parties import team_here
from tests.partners.conftest import Place, browser_of, make_place


@pytest.fixture
def place(db) -> Place:
    return make_place()


@pytest.fixture
def plan(place) -> YearPlan:
    return YearPlanFactory(neighbourhood=place.neighbourhood)


def picture(plan, query="", person=None):
    address = f"/wijk/{plan.neighbourhood.slug}/doelen/{plan.year}/wie-doet-wat/{query}"
    response = browser_of(person).get(address)
    assert response.status_code == 200
    return response.content.decode()


def figures(page):
    return dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", page))


def test_gaps_are_seen(place, plan):
    GoalFactory(plan=plan, title="Samen buiten")

    page = picture(plan)

    assert "Niemand zei het nog." in page
    assert page.count("nog geen") == 3  # initiatives, programmes, agreements
    assert figures(page)["Organisaties die nog niets zeiden"] == "1"
    assert "heeft nog niets gezegd" in page


def test_who_does_what_stands_in_it(place, plan):
    goal, other = GoalFactory(plan=plan, title="Samen buiten"), GoalFactory(plan=plan, title="Rust")
    fatma = UserFactory()
    team = team_here(place, fatma)
    GoalPartyFactory(goal=goal, organisation=team, part=Part.LEADS, brings="Zes bakken")
    GoalPartyFactory(goal=goal, organisation=place.organisation)
    linking.link(goal, team.initiative, by=fatma, now=timezone.now())
    day = timezone.localdate() + timedelta(days=30)
    what = Pledge("Een begeleider", place.organisation, team, day)
    pledges.pledge(goal, what, key=uuid4(), by=place.member)

    page = picture(plan)

    assert "Zes bakken" in page
    assert "1 afspraak" in page
    assert team.initiative.get_absolute_url() in page
    assert page.count("nog niets</span>") == 2  # both, for the other goal
    assert f'href="/doel/{other.pk}/"' in page
    assert "Organisaties die nog niets zeiden" not in page


def test_what_share_residents_lead_is_said(place, plan):
    """By themselves, together, and which initiatives a professional organisation runs too."""
    goals = [
        GoalFactory(plan=plan, lead=lead) for lead in (Lead.RESIDENTS, Lead.TOGETHER, Lead.PARTNER)
    ]
    fatma = UserFactory()
    teams = [team_here(place, fatma, title) for title in ("Moestuin", "Kookclub", "Boekenkast")]
    for team in teams:
        linking.link(goals[0], team.initiative, by=fatma, now=timezone.now())
    InitiativeParty.objects.create(
        initiative=teams[0].initiative, organisation=place.organisation, role=PartyRole.RUNS
    )
    InitiativeParty.objects.create(
        initiative=teams[1].initiative, organisation=place.organisation, role=PartyRole.JOINS
    )

    page = picture(plan)

    assert figures(page) == {
        "Doelen die bewoners zelf trekken": "1 van de 3",
        "Doelen van bewoners en partners samen": "1 van de 3",
        "Initiatieven die bewoners helemaal zelf doen": "2 van de 3",
        "Organisaties die nog niets zeiden": "1",
    }


def test_before_goals_are_chosen_it_says_so(place):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood, state=YearState.PREPARING)
    GoalFactory(plan=plan, title="Samen buiten", state=GoalState.PROPOSED)

    page = picture(plan)
    assert "Er zijn nog geen doelen gekozen." in page
    assert "Samen buiten" not in page


def test_what_one_may_not_see_is_not_in_it(place, plan):
    goal = GoalFactory(plan=plan, title="Samen buiten")
    hidden = OrganisationFactory(
        neighbourhood=place.neighbourhood, name="Reclamebureau", hidden_reason="Reclame"
    )
    GoalPartyFactory(goal=goal, organisation=hidden, part=Part.LEADS)
    assert "Reclamebureau" not in picture(plan)
    assert "Niemand zei het nog." in picture(plan)
    judging.hide(goal, "Een naam", by=place.officer)
    assert "Samen buiten" not in picture(plan)
    Neighbourhood.objects.filter(pk=place.neighbourhood.pk).update(is_public=False)
    address = f"/wijk/rietwijk/doelen/{plan.year}/wie-doet-wat/"
    assert browser_of(place.coordinator).get(address).status_code == 404


def test_who_said_something_stands_before_the_gaps_and_it_is_paged(place, plan):
    goal = GoalFactory(plan=plan)
    for number in range(24):
        OrganisationFactory(neighbourhood=place.neighbourhood, name=f"Aanbieder {number:02}")
    last = OrganisationFactory(neighbourhood=place.neighbourhood, name="Zwembad")
    GoalPartyFactory(goal=goal, organisation=last)

    page = picture(plan)
    assert page.index("Zwembad") < page.index("Aanbieder 00")
    assert page.count("heeft nog niets gezegd") == 19
    assert figures(page)["Organisaties die nog niets zeiden"] == "25"
    assert picture(plan, "?page=2").count("heeft nog niets gezegd") == 6
    for number in ("%00", "-1", "9" * 50):
        picture(plan, f"?page={number}")


def test_the_year_leads_to_it(place, plan):
    GoalFactory(plan=plan)
    page = browser_of().get(f"/wijk/rietwijk/doelen/{plan.year}/").content.decode()
    assert f'href="/wijk/rietwijk/doelen/{plan.year}/wie-doet-wat/"' in page


def test_what_partners_run_for_a_goal_stands_in_it_with_what_overlaps(place, plan):
    goal, other = GoalFactory(plan=plan, title="Samen buiten"), GoalFactory(plan=plan, title="Rust")
    club = ProgrammeFactory(organisation=place.organisation, title="Voetbalclub", group="youth")
    elsewhere = ProgrammeFactory(title="Van een ander", group="youth")
    ended = ProgrammeFactory(
        organisation=place.organisation, title="Voorbij", ended_at=timezone.now()
    )
    client = browser_of(place.member)
    address = f"/doel/{goal.pk}/partij/{place.organisation.pk}/"
    page = client.get(address).content.decode()
    assert "Voetbalclub" in page
    assert "Van een ander" not in page
    assert "Voorbij" not in page
    for wrong in (elsewhere.pk, ended.pk, "x", "\0"):
        refused = client.post(address, {"part": "", "programmes": [club.pk, wrong]})
        assert refused.status_code == 422
    assert "nog geen" in picture(plan)

    for _press in range(2):
        assert client.post(address, {"part": "", "programmes": [club.pk]}).status_code == 302

    page = picture(plan)
    assert "Voetbalclub</a>, De Zaanoever</span> (voor jongeren)" in page
    assert "Kan dat samen?" not in page
    assert page.count("nog geen</span>") == 5  # of both goals, but for this
    bare = re.sub(r' (class|id)="[^"]*"', "", client.get(address).content.decode())
    assert f'value="{club.pk}" checked' in bare

    buurthuis = OrganisationFactory(neighbourhood=place.neighbourhood, name="Buurthuis")
    theirs = ProgrammeFactory(organisation=buurthuis, title="Dansles", group="youth")
    for one in (goal, other):
        GoalPartyFactory(goal=one, organisation=buurthuis).programmes.set([theirs])
    page = picture(plan)
    assert page.count("Voor jongeren doen 2 partners iets. Kan dat samen?") == 1
    assert page.count("Dansles") == 2
    Organisation.objects.filter(pk=buurthuis.pk).update(hidden_reason="Het is reclame.")
    assert "Dansles" not in picture(plan)
    assert "Kan dat samen?" not in picture(plan)

    client.post(address, {"part": "joins"})
    assert "Voetbalclub" not in picture(plan)
