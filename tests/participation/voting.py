"""A neighbourhood with a round of the residents' budget, for the tests of it."""

from typing import NamedTuple
from uuid import uuid4

from django.test import Client

from accounts.models import User
from initiatives.models import Initiative
from participation.actions import ballots, budgets, tallying
from participation.models import BudgetProposal, BudgetRound
from partners.models import Organisation
from tests.factories import (
    BudgetProposalFactory,
    BudgetRoundFactory,
    InitiativeFactory,
    MemberFactory,
    UserFactory,
)
from tests.partners.conftest import Place, make_place


class Round(NamedTuple):
    """`team` is of the first of `proposals`; `checker` of the organisation that checks."""

    place: Place
    round: BudgetRound
    team: User
    checker: User
    proposals: list[BudgetProposal]

    @property
    def path(self) -> str:
        return self.round.get_absolute_url()

    @property
    def initiative(self) -> Initiative:
        assert self.proposals[0].initiative
        return self.proposals[0].initiative


def a_round(*costs: int, place: Place | None = None, **more: object) -> Round:
    """In which people vote on plans of these costs, in euros; a thousand euros at first."""
    place = place or make_place()
    organisation: Organisation = place.organisation
    round_ = BudgetRoundFactory(
        neighbourhood=place.neighbourhood, checker=organisation, opened_by=place.coordinator, **more
    )
    proposals = [
        BudgetProposalFactory(
            round=round_,
            initiative=InitiativeFactory(
                neighbourhood=place.neighbourhood, title=f"Plan {number} van de buurt"
            ),
            cost=cost * 100,
        )
        for number, cost in enumerate(costs or (400, 500, 300), start=1)
    ]
    team = UserFactory(name="Fatma")
    MemberFactory(organisation=proposals[0].initiative.team, person=team)
    return Round(place, round_, team, place.contact, proposals)


def cast(voting: Round, *numbers: int, by: User | None = None) -> tuple[User, str]:
    """Somebody votes for the proposals of these numbers, from 0; with the code they get."""
    person, key = by or UserFactory(), uuid4()
    ballots.cast(
        voting.round,
        [voting.proposals[number].pk for number in numbers],
        key=key,
        by=person,
        today=voting.round.vote_until,
    )
    return person, ballots.code_of(key)


def close(voting: Round) -> BudgetRound:
    """Closed, and counted."""
    budgets.close_voting(voting.round, by=voting.place.coordinator)
    tallying.work()
    return fresh(voting)


def fresh(voting: Round) -> BudgetRound:
    return BudgetRound.objects.get(pk=voting.round.pk)


def vote(client: Client, voting: Round, *numbers: int, key: object = None) -> str:
    """Through the page; gives it."""
    fields = {
        "receipt": str(key or uuid4()),
        "ballot": [str(voting.proposals[number].pk) for number in numbers],
    }
    return client.post(f"{voting.path}stemmen/", fields).content.decode()
