"""A round of the residents' budget begins, and moves on step by step. Callers have checked who
may."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.models import Neighbourhood
from outbox.actions import nudge
from partners.models import Organisation

from .. import emails, verbs
from ..models import BudgetProposal, BudgetRound
from ..states.budgets import (
    NEXT_OF_ROUND,
    STEPS,
    BudgetRefused,
    ProposalState,
    RoundState,
)
from .loosening import loosen

SWEEP = "participation.tasks.count_rounds"
CHANGEABLE = frozenset({RoundState.COLLECTING, RoundState.CHECKING})


@dataclass(frozen=True)
class Terms:
    """What the form has checked; amounts in cents."""

    title: str
    budget: int
    terms: str
    who_may: str
    rule: str
    checker: Organisation
    most_number: int | None
    most_total: int | None
    begins_on: date
    propose_until: date
    check_until: date
    vote_until: date


@transaction.atomic
def open_round(neighbourhood: Neighbourhood, terms: Terms, *, key: UUID, by: User) -> BudgetRound:
    """The same `key` is the same one."""
    round_, is_new = BudgetRound.objects.get_or_create(
        key=key, defaults={"neighbourhood": neighbourhood, "opened_by": by} | _fields(terms)
    )
    if is_new:
        record(verbs.budgets.BUDGET_OPENED.name, round_, by=by)
    return round_


@transaction.atomic
def change_round(round_: BudgetRound, terms: Terms, *, by: User) -> BudgetRound:
    """Until the voting begins: who votes knows the rules. Raises BudgetRefused."""
    round_ = locked(round_.pk)
    if round_.state not in CHANGEABLE:
        raise BudgetRefused("state")
    new = _fields(terms)
    if all(getattr(round_, name) == value for name, value in new.items()):
        return round_
    for name, value in new.items():
        setattr(round_, name, value)
    round_.save(update_fields=list(new))
    record(verbs.budgets.BUDGET_CHANGED.name, round_, by=by)
    return round_


@transaction.atomic
def begin_checking(round_: BudgetRound, *, by: User) -> BudgetRound:
    """Nothing more can be handed in; who checks hears so. Raises BudgetRefused."""
    round_ = locked(round_.pk)
    if not moves(round_, RoundState.CHECKING):
        return round_
    event = record(verbs.budgets.BUDGET_CHECKING.name, round_, by=by)
    emails.budgets.to_check(event, round_)
    return round_


@transaction.atomic
def begin_voting(round_: BudgetRound, *, by: User) -> BudgetRound:
    """Raises BudgetRefused: `waiting` while a proposal has no answer, or a team did not say yes to
    another cost; `none` when there is nothing to choose."""
    round_ = locked(round_.pk)
    if _is_past(round_, RoundState.VOTING):
        return round_
    here = BudgetProposal.objects.filter(round=round_)
    feasible = here.filter(state=ProposalState.FEASIBLE)
    if here.filter(state=ProposalState.HANDED_IN).exists() or feasible.asked_another().exists():
        raise BudgetRefused("waiting")
    if not feasible.public().exists():
        raise BudgetRefused("none")
    moves(round_, RoundState.VOTING)
    event = record(verbs.budgets.BUDGET_VOTING.name, round_, by=by)
    emails.budgets.voting(event, round_)
    return round_


@transaction.atomic
def close_voting(round_: BudgetRound, *, by: User | None) -> BudgetRound:
    """From here on no ballot is anybody's (decision 14), and the counting waits in line. Without
    `by` its last day was over. Raises BudgetRefused."""
    round_ = locked(round_.pk)
    if not moves(round_, RoundState.COUNTING):
        return round_
    loosen(round_)
    nudge(SWEEP)
    record(verbs.budgets.BUDGET_CLOSED.name, round_, by=by)
    return round_


def close_due(now: datetime) -> int:
    """Those of which the last day of voting is over; returns how many. Late is no harm: nobody can
    vote after that day."""
    over = BudgetRound.objects.filter(
        state=RoundState.VOTING, vote_until__lt=timezone.localdate(now)
    )
    keys = list(over.values_list("pk", flat=True))
    for key in keys:
        close_voting(BudgetRound(pk=key), by=None)
    return len(keys)


def locked(key: int) -> BudgetRound:
    """Who votes, who closes and who counts wait here for each other. With `no_key` a row that
    points at it does not."""
    rows = BudgetRound.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("neighbourhood__municipality", "checker").get(pk=key)


def moves(round_: BudgetRound, to: RoundState) -> bool:
    """The only lines of code that set the state of a round, which is locked. False when it was
    there already, or further: pressed twice. Raises BudgetRefused("state")."""
    if _is_past(round_, to):
        return False
    if to not in NEXT_OF_ROUND[RoundState(round_.state)]:
        raise BudgetRefused("state")
    round_.state = to
    round_.save(update_fields=["state"])
    return True


def record(verb: str, round_: BudgetRound, *, by: User | None) -> Event:
    return activity.record(
        verb,
        round_,
        by=by,
        side=Side.MUNICIPALITY if by else Side.PLATFORM,
        neighbourhood=round_.neighbourhood,
        public=True,
    )


def _is_past(round_: BudgetRound, to: RoundState) -> bool:
    return STEPS.index(RoundState(round_.state)) >= STEPS.index(to)


def _fields(terms: Terms) -> dict[str, object]:
    return {field.name: getattr(terms, field.name) for field in fields(terms)}
