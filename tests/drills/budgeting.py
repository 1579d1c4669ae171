"""Fills the database of the drill of ballots, in a process of its house."""

import json

from neighbourhoods.models import Neighbourhood
from neighbourhoods.states import Role
from participation.models import BudgetRound
from participation.tasks import count_rounds
from tests.factories import (
    BudgetProposalFactory,
    BudgetRoundFactory,
    InitiativeFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

from .people import _session, count_on


def begin(voters: int, plans: int, rule: str) -> None:
    """Prints the round, its plans, two sessions of each voter, and one of the coordinator."""
    count_on()
    place = Neighbourhood.objects.get(slug="rietwijk")
    checker = OrganisationFactory(neighbourhood=place)
    round_ = BudgetRoundFactory(neighbourhood=place, checker=checker, budget=500_000, rule=rule)
    proposals = [
        BudgetProposalFactory(
            round=round_,
            initiative=InitiativeFactory(neighbourhood=place),
            cost=(1 + number % 9) * 25_000,
        )
        for number in range(plans)
    ]
    people = [UserFactory() for _number in range(voters)]
    coordinator = UserFactory()
    MembershipFactory(neighbourhood=place, person=coordinator, role=Role.COORDINATOR)
    known = {
        "round": round_.pk,
        "plans": [one.pk for one in proposals],
        "voters": [[_session(person), _session(person)] for person in people],
        "keys": [person.pk for person in people],
        "coordinator": _session(coordinator),
    }
    print(json.dumps(known))


def count() -> None:
    """As the worker does; prints what it came to."""
    count_rounds()
    print(json.dumps(list(BudgetRound.objects.values_list("pk", "state"))))
