"""What was promised, what is paid from it, and what is left: in cents, for everybody to read."""

from typing import NamedTuple

from django.db.models import QuerySet, Sum

from initiatives.models import Initiative

from ..models import BudgetProposal, BudgetRound, Grant, Spending
from ..states.budgets import ProposalState


class Balance(NamedTuple):
    amount: int
    spent: int

    @property
    def left(self) -> int:
        return self.amount - self.spent


class Asked(NamedTuple):
    """Of an initiative in one round; a balance once it was granted."""

    round: str
    url: str
    cost: int
    state: str
    balance: Balance | None


def balance_of(grant: Grant) -> Balance:
    return Balance(grant.amount, grant.spent())


def balance_of_round(round_: BudgetRound) -> Balance | None:
    """Of all that was granted together; None before that."""
    grants = Grant.objects.filter(proposal__round=round_)
    amount = grants.aggregate(all=Sum("amount"))["all"]
    if amount is None:
        return None
    spent = Spending.objects.filter(grant__proposal__round=round_).aggregate(all=Sum("amount"))
    return Balance(amount, spent["all"] or 0)


def balances_of(initiative: Initiative) -> list[Asked]:
    """The newest round first."""
    asked = BudgetProposal.objects.filter(initiative=initiative).standing()
    found = list(asked.select_related("round", "grant").order_by("-round__begins_on", "-pk")[:10])
    paid = Spending.objects.filter(grant__proposal__in=[one.pk for one in found])
    spent = dict(paid.order_by().values_list("grant").annotate(all=Sum("amount")))
    return [
        Asked(
            round=one.round.title,
            url=one.grant.get_absolute_url() if hasattr(one, "grant") else one.get_absolute_url(),
            cost=one.cost,
            state=str(ProposalState(one.state).label),
            balance=(
                Balance(one.grant.amount, spent.get(one.grant.pk, 0))
                if hasattr(one, "grant")
                else None
            ),
        )
        for one in found
    ]


def spendings_of(grant: Grant) -> QuerySet[Spending]:
    """The newest first, with their receipts."""
    rows = Spending.objects.filter(grant=grant).select_related("receipt")
    return rows.order_by("-day", "-pk")
