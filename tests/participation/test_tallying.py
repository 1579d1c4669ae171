"""Counting waits in line, is done once, and shows how far it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activity.models import Event, Notification
from participation.actions import budgets, tallying
from participation.counting import Stop
from participation.models import Ballot, BudgetProposal, BudgetRound, Count
from participation.selections.outcomes import outcome_of
from participation.states.budgets import CountState, ProposalState, RoundState
from participation.tasks import count_rounds
from tests.html import problems
from tests.partners.conftest import browser_of
from tests.threads import at_once

from .voting import a_round, cast, close, fresh

pytestmark = pytest.mark.django_db


def voted(**more):
    """The most votes first: the first and third plan are chosen, the second does not fit."""
    voting = a_round(400, 700, 300, **more)
    for numbers in ((0, 2), (0, 2), (0, 1), (1, 2), (0,)):
        cast(voting, *numbers)
    return voting


def states():
    return list(BudgetProposal.objects.order_by("pk").values_list("state", "votes", "place"))


def test_a_closed_round_waits_is_counted_once_and_says_why():
    voting = voted()
    budgets.close_voting(voting.round, by=voting.place.coordinator)
    page = browser_of().get(voting.path).content.decode()
    assert "De stemmen worden geteld." in page
    progress = browser_of().get(f"{voting.path}tellen/").content.decode()
    assert problems(progress) == []
    assert "Het tellen begint zo." in progress
    poll = {"HX-Request": "true", "HX-Target": "count"}
    assert browser_of().get(f"{voting.path}tellen/", headers=poll).status_code == 200

    assert tallying.work() == 1
    assert tallying.work() == 0
    count_rounds()

    assert fresh(voting).state == RoundState.COUNTED
    assert states() == [
        (ProposalState.CHOSEN, 4, 1),
        (ProposalState.NOT_CHOSEN, 2, None),
        (ProposalState.CHOSEN, 3, 2),
    ]
    assert Event.objects.filter(verb="budget_counted").count() == 1
    told = {one.person for one in Notification.objects.filter(event__verb="budget_counted")}
    assert told == {voting.place.coordinator, voting.team}
    html = browser_of().get(voting.path).content.decode()
    assert problems(html) == []
    assert "was er nog € 300. Het kost € 700." in html
    assert "€ 700</dd>" in html
    assert "4 stemmen" in html
    assert html.index("Plan 1 van") < html.index("Plan 3 van") < html.index("Plan 2 van")
    done = browser_of().get(f"{voting.path}tellen/", headers=poll)
    assert done.status_code == 286
    assert "Bekijk de uitslag" in done.content.decode()


@pytest.mark.parametrize("rule", ["greedy", "equal-shares"])
def test_it_never_costs_more_than_there_is_and_comes_out_the_same_again(rule):
    voting = voted(rule=rule)
    close(voting)
    first = Count.objects.get().outcome
    assert sum(one["cost"] for one in first["chosen"]) <= voting.round.budget
    BudgetRound.objects.update(state=RoundState.COUNTING)
    Count.objects.update(state=CountState.WAITING, outcome=None)

    tallying.work()

    assert Count.objects.get().outcome == first


def test_what_came_out_is_kept_exactly():
    voting = voted(rule="equal-shares")
    close(voting)
    outcome = outcome_of(Count.objects.get())
    assert outcome is not None
    assert outcome.voters == 5
    assert outcome.spent + outcome.left == 100_000
    assert outcome.stop in set(Stop)
    assert {one.id for one in outcome.chosen} == set(
        BudgetProposal.objects.filter(state="chosen").values_list("pk", flat=True)
    )
    # Exact: who pays for a plan pays all of it.
    for one in outcome.chosen:
        assert one.price * one.paid_full + one.less == one.cost


def test_a_count_that_was_left_by_a_dead_worker_is_taken_up_again():
    voting = voted()
    budgets.close_voting(voting.round, by=None)
    now = timezone.now()
    Count.objects.update(state=CountState.RUNNING, claimed_until=now + timedelta(minutes=5))
    assert tallying.work(lambda: now) == 0
    assert tallying.work(lambda: now + timedelta(minutes=6)) == 1
    assert fresh(voting).state == RoundState.COUNTED


def test_a_round_without_votes_has_an_outcome_too():
    voting = a_round(rule="equal-shares")
    close(voting)
    assert {state for state, _votes, _place in states()} == {ProposalState.NOT_CHOSEN}
    html = browser_of().get(voting.path).content.decode()
    assert "Niemand stemde op dit plan." in html
    assert problems(html) == []


def test_what_was_hidden_since_is_no_longer_on_the_ballot():
    voting = voted()
    hidden = voting.initiative
    type(hidden).objects.filter(pk=hidden.pk).update(
        visibility="hidden", hidden_reason="Huisregel 1"
    )
    close(voting)
    assert BudgetProposal.objects.get(pk=voting.proposals[0].pk).votes is None
    assert [state for state, _votes, _place in states()][1:] == ["chosen", "chosen"]
    assert "Plan 1 van" not in browser_of().get(voting.path).content.decode()
    assert Ballot.objects.count() == 5


def test_two_workers_at_once_count_once(transactional_db):
    voting = voted()
    budgets.close_voting(voting.round, by=None)
    done = at_once([tallying.work, tallying.work, tallying.work])
    assert sum(done) == 1
    assert Event.objects.filter(verb="budget_counted").count() == 1
    assert fresh(voting).state == RoundState.COUNTED
