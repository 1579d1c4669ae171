"""Teams ask money of a round, and who checks says what can be done (rule R3)."""

from uuid import uuid4

import pytest

from activity.models import Event, Notification
from outbox.models import Message
from participation.models import BudgetProposal, BudgetRound
from participation.states.budgets import ProposalState, RoundState
from tests.factories import InitiativeFactory, MemberFactory, UserFactory
from tests.html import problems
from tests.partners.conftest import browser_of

from .voting import a_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking():
    """A round in which plans come in; the team has an initiative that asks nothing yet."""
    voting = a_round(collecting=True)
    BudgetProposal.objects.all().delete()
    return voting


def filled(**more):
    return {"key": str(uuid4()), "cost": "350,50", "costs_words": "Planten."} | more


def only():
    return BudgetProposal.objects.get()


def test_a_team_hands_in_its_initiative_once(asking):
    team = browser_of(asking.team)
    page = team.get(f"{asking.path}voorstel/").content.decode()
    assert problems(page) == []
    assert "Plan 1 van de buurt" in page

    for _again in range(2):
        assert team.post(f"{asking.path}voorstel/", filled()).status_code == 302

    assert only().cost == 35_050
    assert only().state == ProposalState.HANDED_IN
    event = Event.objects.get(verb="budget_proposal_handed_in")
    assert event.subject_kind == "initiative"
    page = browser_of().get(only().get_absolute_url()).content.decode()
    assert "Dit plan kost € 350,50." in page
    assert problems(page) == []


@pytest.mark.parametrize(
    ("cost", "says"),
    [
        ("-5", "Een bedrag kan niet onder nul zijn."),
        ("", "Vul een bedrag in."),
        ("1000,01", "Er is in deze ronde € 1.000."),
        ("\0", "Vul een bedrag in."),
    ],
)
def test_a_cost_that_cannot_be_says_so(asking, cost, says):
    answer = browser_of(asking.team).post(f"{asking.path}voorstel/", filled(cost=cost))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Planten." in answer.content.decode()
    assert not BudgetProposal.objects.exists()


def test_who_has_no_initiative_is_told_how_to_begin_one(asking):
    client = browser_of(UserFactory())
    page = client.get(f"{asking.path}voorstel/").content.decode()
    assert "Vertel eerst wat u wilt doen" in page
    assert "/initiatieven/nieuw/" in page
    assert client.post(f"{asking.path}voorstel/", filled()).status_code == 422
    other = InitiativeFactory(neighbourhood=asking.place.neighbourhood)
    assert client.post(f"{asking.path}voorstel/", filled(initiative=other.pk)).status_code == 422


def test_of_two_initiatives_one_is_chosen(asking):
    second = InitiativeFactory(neighbourhood=asking.place.neighbourhood, title="Bankje")
    MemberFactory(organisation=second.team, person=asking.team)
    client = browser_of(asking.team)
    assert client.post(f"{asking.path}voorstel/", filled()).status_code == 422
    client.post(f"{asking.path}voorstel/", filled(initiative=second.pk))
    assert only().initiative == second


def test_after_the_last_day_nothing_comes_in(asking):
    BudgetRound.objects.update(state=RoundState.CHECKING)
    client = browser_of(asking.team)
    assert client.get(f"{asking.path}voorstel/").status_code == 302
    answer = client.post(f"{asking.path}voorstel/", filled())
    assert answer.status_code == 422
    assert "Plannen inleveren kan niet meer" in answer.content.decode()
    assert "Planten." in answer.content.decode()
    assert not BudgetProposal.objects.exists()


def handed_in(asking):
    browser_of(asking.team).post(f"{asking.path}voorstel/", filled())
    return only()


def judged(asking, proposal, **fields):
    sent = {"key": str(uuid4()), "seen": proposal.version} | fields
    return browser_of(asking.checker).post(f"{proposal.get_absolute_url()}toets/", sent)


def test_a_yes_puts_it_on_the_ballot_and_the_team_hears(asking):
    proposal = handed_in(asking)
    assert "Wachten op uw antwoord" in browser_of(asking.checker).get(asking.path).content.decode()
    page = browser_of(asking.checker).get(f"{proposal.get_absolute_url()}toets/")
    assert problems(page.content.decode()) == []

    assert judged(asking, proposal, outcome="yes").status_code == 302
    assert judged(asking, proposal, outcome="yes").status_code == 302

    assert only().state == ProposalState.FEASIBLE
    told = Notification.objects.filter(event__verb="budget_proposal_feasible")
    assert [one.person for one in told] == [asking.team]
    assert "Uw plan kan" in Message.objects.get(to=asking.team.email).subject


def test_a_no_says_why_and_what_is_possible(asking):
    proposal = handed_in(asking)
    for fields in ({}, {"reason": "Er ligt een kabel."}, {"possible": "In bakken."}):
        answer = judged(asking, proposal, outcome="no", **fields)
        assert answer.status_code == 422
    assert only().state == ProposalState.HANDED_IN

    fields = {"reason": "Er ligt een kabel.", "possible": "In bakken."}
    assert judged(asking, proposal, outcome="no", **fields).status_code == 302

    assert only().state == ProposalState.NOT_FEASIBLE
    page = browser_of().get(asking.path).content.decode()
    assert "Er ligt een kabel." in page
    assert "In bakken." in page
    assert "In bakken." in Message.objects.get(to=asking.team.email).body


def test_another_cost_is_agreed_with_the_team(asking):
    proposal = handed_in(asking)
    assert judged(asking, proposal, outcome="other", reason="Btw.").status_code == 422
    judged(asking, proposal, outcome="other", other_cost="400", reason="Er komt btw bij.")
    proposal = only()
    assert (proposal.cost, proposal.other_cost) == (35_050, 40_000)
    lead = browser_of(asking.place.coordinator)
    lead.post(f"{asking.path}toetsen/")
    lead.post(f"{asking.path}stemmen-openen/")
    assert BudgetRound.objects.get().state == RoundState.CHECKING
    page = browser_of(asking.team).get(proposal.get_absolute_url()).content.decode()
    assert "Het kan voor € 400" in page
    assert problems(page) == []
    assert "Dat vinden wij goed" not in browser_of().get(proposal.get_absolute_url()).text
    address = f"{proposal.get_absolute_url()}bedrag/"
    assert browser_of(asking.checker).post(address, {"agrees": "ja"}).status_code == 403

    sent = {"agrees": "ja", "seen": proposal.version}
    for _again in range(2):
        browser_of(asking.team).post(address, sent)

    assert (only().cost, only().other_cost) == (40_000, None)
    assert only().state == ProposalState.FEASIBLE
    assert Event.objects.filter(verb="budget_proposal_cost_agreed").count() == 1
    lead.post(f"{asking.path}stemmen-openen/")
    assert BudgetRound.objects.get().state == RoundState.VOTING


def test_a_team_that_does_not_agree_is_looked_at_again(asking):
    proposal = handed_in(asking)
    judged(asking, proposal, outcome="other", other_cost="400", reason="Er komt btw bij.")
    proposal = only()
    address = f"{proposal.get_absolute_url()}bedrag/"
    browser_of(asking.team).post(address, {"agrees": "nee", "seen": proposal.version})
    assert only().state == ProposalState.HANDED_IN
    assert only().cost == 35_050
    told = Notification.objects.filter(event__verb="budget_proposal_cost_refused")
    assert {one.person for one in told} == {asking.checker, asking.place.member}
    for junk in ({}, {"agrees": "misschien", "seen": "x"}, {"seen": "9" * 50}):
        assert browser_of(asking.team).post(address, junk).status_code == 302


def test_of_two_who_judge_the_second_is_told(asking):
    proposal = handed_in(asking)
    judged(asking, proposal, outcome="yes")
    late = judged(asking, proposal, outcome="no", reason="Nee.", possible="Later.")
    assert late.status_code == 409
    assert "Iemand was u net voor" in late.content.decode()
    assert only().state == ProposalState.FEASIBLE


def test_a_team_withdraws_and_may_come_back(asking):
    proposal = handed_in(asking)
    address = f"{proposal.get_absolute_url()}terug/"
    assert browser_of(UserFactory()).post(address).status_code == 403
    for _again in range(2):
        assert browser_of(asking.team).post(address).status_code == 302
    assert only().state == ProposalState.WITHDRAWN
    assert "0 plannen" in browser_of().get(asking.path).content.decode()
    browser_of(asking.team).post(f"{asking.path}voorstel/", filled(cost="200"))
    assert (only().state, only().cost) == (ProposalState.HANDED_IN, 20_000)
