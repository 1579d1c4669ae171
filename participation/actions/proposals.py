"""A team asks money of a round; who checks says whether it can be done. Callers have checked who
may."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from initiatives.models import Initiative
from partners.actions.organisations import side_of

from .. import emails, verbs
from ..models import BudgetProposal, BudgetRound
from ..states.budgets import BudgetRefused, ProposalState
from .budgets import CHANGEABLE, locked


@dataclass(frozen=True)
class Judged:
    """A no says why, and what is `possible` (rule R3). A yes can be for another cost, in cents,
    with the reason for that."""

    feasible: bool
    reason: str = ""
    possible: str = ""
    other_cost: int | None = None


@transaction.atomic
def hand_in(
    round_: BudgetRound,
    initiative: Initiative,
    *,
    cost: int,
    costs_words: str,
    key: UUID,
    by: User,
    today: date,
) -> BudgetProposal:
    """Once an initiative: the same again, or after it was withdrawn, changes the cost.

    Raises BudgetRefused("state") when it is not the time, and `dear` for more than there is.
    """
    round_ = locked(round_.pk)
    if not round_.takes_proposals(today):
        raise BudgetRefused("state")
    if cost > round_.budget:
        raise BudgetRefused("dear")
    fields = {
        "cost": cost,
        "costs_words": costs_words,
        "state": ProposalState.HANDED_IN,
        "reason": "",
        "possible": "",
        "other_cost": None,
        "other_cost_why": "",
    }
    known = BudgetProposal.objects.filter(round=round_, initiative=initiative).first()
    if known is None:
        proposal = BudgetProposal.objects.create(
            round=round_, initiative=initiative, key=key, handed_in_by=by, **fields
        )
    elif all(getattr(known, name) == value for name, value in fields.items()):
        return known
    else:
        proposal = _changed(known, **fields)
    record(verbs.budgets.PROPOSAL_HANDED_IN.name, proposal, by=by, side=Side.TEAM)
    return proposal


@transaction.atomic
def withdraw(proposal: BudgetProposal, *, by: User) -> BudgetProposal:
    """Until the voting begins. Raises BudgetRefused."""
    round_ = locked(proposal.round_id)
    proposal = _locked(proposal)
    if proposal.state == ProposalState.WITHDRAWN:
        return proposal
    if round_.state not in CHANGEABLE:
        raise BudgetRefused("state")
    _changed(proposal, state=ProposalState.WITHDRAWN, other_cost=None, other_cost_why="")
    record(verbs.budgets.PROPOSAL_WITHDRAWN.name, proposal, by=by, side=Side.TEAM)
    return proposal


@transaction.atomic
def judge(proposal: BudgetProposal, judged: Judged, *, seen: int, by: User) -> BudgetProposal:
    """A first time, or another time as long as the voting has not begun; the team hears it.

    Raises BudgetRefused: `state`, `taken` when somebody was first, `reason` for a no without why
    or without what is possible.
    """
    round_ = locked(proposal.round_id)
    proposal = _locked(proposal)
    if round_.state not in CHANGEABLE or proposal.state == ProposalState.WITHDRAWN:
        raise BudgetRefused("state")
    fields = _as_kept(judged, proposal)
    if all(getattr(proposal, name) == value for name, value in fields.items()):
        return proposal
    if proposal.version != seen:
        raise BudgetRefused("taken")
    _changed(proposal, **fields)
    verb = verbs.budgets.PROPOSAL_FEASIBLE
    if not judged.feasible:
        verb = verbs.budgets.PROPOSAL_NOT_FEASIBLE
    event = record(verb.name, proposal, by=by, side=side_of(round_.checker), words=judged.reason)
    emails.budgets.judged(event, proposal)
    return proposal


@transaction.atomic
def answer_cost(proposal: BudgetProposal, *, agrees: bool, seen: int, by: User) -> BudgetProposal:
    """The team says whether it can be done for the cost that the checker found. After a no it asks
    what it asked, and the checker looks again. Raises BudgetRefused."""
    round_ = locked(proposal.round_id)
    proposal = _locked(proposal)
    if proposal.other_cost is None:
        return proposal  # pressed twice
    if round_.state not in CHANGEABLE:
        raise BudgetRefused("state")
    if proposal.version != seen:
        raise BudgetRefused("taken")
    other = proposal.other_cost
    verb = verbs.budgets.PROPOSAL_COST_AGREED
    fields: dict[str, object] = {"other_cost": None, "cost": other}
    if not agrees:
        verb = verbs.budgets.PROPOSAL_COST_REFUSED
        fields = {"other_cost": None, "state": ProposalState.HANDED_IN}
    _changed(proposal, **fields)
    event = record(verb.name, proposal, by=by, side=Side.TEAM)
    emails.budgets.cost_answered(event, proposal, agrees=agrees)
    return proposal


def record(
    verb: str, proposal: BudgetProposal, *, by: User | None, side: Side, words: str = ""
) -> Event:
    """In the history of its initiative, with which it is hidden and shown."""
    assert proposal.initiative is not None
    return activity.record(
        verb,
        proposal.initiative,
        by=by,
        side=side,
        neighbourhood=proposal.round.neighbourhood,
        public=proposal.initiative.is_public,
        words=words,
        url=proposal.get_absolute_url(),
    )


def _as_kept(judged: Judged, proposal: BudgetProposal) -> dict[str, object]:
    if not judged.feasible and not (judged.reason and judged.possible):
        raise BudgetRefused("reason")
    other = judged.other_cost if judged.feasible else None
    other = None if other == proposal.cost else other
    if other is not None and not judged.reason:
        raise BudgetRefused("reason")
    return {
        "state": ProposalState.FEASIBLE if judged.feasible else ProposalState.NOT_FEASIBLE,
        "reason": judged.reason if not judged.feasible else "",
        "possible": judged.possible,
        "other_cost": other,
        "other_cost_why": judged.reason if judged.feasible else "",
    }


def _changed(proposal: BudgetProposal, **fields: object) -> BudgetProposal:
    for name, value in fields.items():
        setattr(proposal, name, value)
    proposal.version += 1
    proposal.save(update_fields=[*fields, "version"])
    return proposal


def _locked(proposal: BudgetProposal) -> BudgetProposal:
    rows = BudgetProposal.objects.select_for_update(of=("self",)).select_related(
        "initiative", "round__neighbourhood", "round__checker"
    )
    return rows.get(pk=proposal.pk)
