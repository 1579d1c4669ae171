"""What the pages of a round show: proposals, the cart of who votes, and the outcome."""

import random
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from initiatives.models import Initiative

from ..counting import Outcome
from ..models import BudgetProposal, BudgetRound, Count, OpenBallot, Voter
from ..states.budgets import ProposalState
from .outcomes import outcome_of
from .results import why_not

ORDER = [
    ProposalState.CHOSEN,
    ProposalState.NOT_CHOSEN,
    ProposalState.FEASIBLE,
    ProposalState.HANDED_IN,
    ProposalState.NOT_FEASIBLE,
]
BADGES = {
    ProposalState.CHOSEN: "joining",
    ProposalState.FEASIBLE: "joining",
    ProposalState.NOT_FEASIBLE: "partly",
}


class Line(NamedTuple):
    """A proposal in a list; `why` is why it was not chosen, or cannot be done."""

    pk: int
    title: str
    url: str
    cost: int
    state: str
    badge: str
    votes: int | None
    why: str
    possible: str


class Cart(NamedTuple):
    """What somebody has ticked: of `most` there is `left`, and over it by `over`; in cents.

    `is_limit`: a ballot cannot hold more. Without a limit it is compared with the money that there
    is, and may go over it. `number_over` is by how many there are too many.
    """

    number: int
    total: int
    most: int
    left: int
    over: int
    is_limit: bool
    most_number: int | None
    number_over: int


class Result(NamedTuple):
    """What came out, together; amounts in cents."""

    voters: int
    spent: int
    left: int


def proposals_of(round_: BudgetRound) -> list[BudgetProposal]:
    """All that everybody may see, whatever their state; one query."""
    here = BudgetProposal.objects.filter(round=round_).public().standing()
    return list(here.select_related("initiative", "round").order_by("pk"))


def in_order(proposals: list[BudgetProposal], *, today: date) -> list[BudgetProposal]:
    """The outcome in the order of choosing and of votes. Before that in another order each day, so
    that no team stands first; what cannot be done comes last."""
    shuffled = list(proposals)
    random.Random(f"{today:%Y-%m-%d}").shuffle(shuffled)  # noqa: S311  # no secret
    return sorted(
        shuffled,
        key=lambda one: (ORDER.index(ProposalState(one.state)), one.place or 0, -(one.votes or 0)),
    )


def lines(proposals: Collection[BudgetProposal], count: Count | None) -> list[Line]:
    outcome = outcome_of(count) if count else None
    why = {int(one.id): why_not(one, outcome) for one in outcome.not_chosen} if outcome else {}
    return [
        Line(
            pk=one.pk,
            title=one.name,
            url=one.get_absolute_url(),
            cost=one.cost,
            state=str(ProposalState(one.state).label),
            badge=BADGES.get(ProposalState(one.state), ""),
            votes=one.votes,
            why=why.get(one.pk, one.reason),
            possible=one.possible,
        )
        for one in proposals
    ]


def result(round_: BudgetRound, count: Count | None) -> Result | None:
    outcome = outcome_of(count) if count else None
    if outcome is None:
        return None
    return Result(outcome.voters, outcome.spent, outcome.left)


def why_of(proposal: BudgetProposal, outcome: Outcome | None) -> str:
    """Why it was not chosen; empty when it was, or when it is not counted."""
    if outcome is None:
        return ""
    left = outcome.not_chosen
    return next((why_not(one, outcome) for one in left if one.id == proposal.pk), "")


def on_ballot(round_: BudgetRound, user: User) -> list[BudgetProposal]:
    """In an order of each voter's own, which stays as it is: nothing stands first for everybody."""
    here = BudgetProposal.objects.filter(round=round_).on_ballot().public()
    found = list(here.select_related("initiative").order_by("pk"))
    random.Random(f"{round_.key}/{user.pk}").shuffle(found)  # noqa: S311  # no secret
    return found


def cart(round_: BudgetRound, proposals: Collection[BudgetProposal], ticked: set[int]) -> Cart:
    chosen = [one for one in proposals if one.pk in ticked]
    total = sum(one.cost for one in chosen)
    most = round_.most_total or round_.budget
    return Cart(
        number=len(chosen),
        total=total,
        most=most,
        left=max(0, most - total),
        over=max(0, total - most),
        is_limit=round_.most_total is not None,
        most_number=round_.most_number,
        number_over=max(0, len(chosen) - (round_.most_number or len(chosen))),
    )


def own_ballot(round_: BudgetRound, user: User | AnonymousUser) -> OpenBallot | None:
    """As long as it is still known which one it is."""
    if not user.is_authenticated:
        return None
    return OpenBallot.objects.filter(voter__round=round_, voter__person=user).first()


def has_voted(round_: BudgetRound, user: User | AnonymousUser) -> bool:
    if not user.is_authenticated:
        return False
    return Voter.objects.filter(round=round_, person=user).exists()


def own_initiatives(user: User, round_: BudgetRound) -> list[Initiative]:
    """Those for which somebody can ask money: of their teams, here, and still going on."""
    mine = Initiative.objects.public().of_team_member(user).in_neighbourhood(round_.neighbourhood)
    return list(mine.under_way().order_by("title", "pk"))
