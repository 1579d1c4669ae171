"""Counting a round that is closed. The rows are the queue: a sweep takes one, counts, and writes
what came out; a second one that counts the same comes to the same."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from activity.actions import Side

from .. import emails, verbs
from ..counting import Outcome, Project, count
from ..models import Ballot, BudgetProposal, BudgetRound, Count
from ..selections.outcomes import as_json
from ..states.budgets import CountState, ProposalState, RoundState, Rule
from .budgets import locked, moves
from .budgets import record as record_round
from .proposals import record

CLAIM = timedelta(minutes=5)
SHOWN_EVERY = timedelta(seconds=1)
Clock = Callable[[], datetime]


def work(clock: Clock = timezone.now) -> int:
    """Count all that waits; returns how many. Safe to run twice, twice at once, or after a kill."""
    counted = 0
    while claim := _claim(clock()):
        _finish(claim.round_id, _counted(claim, clock))
        counted += 1
    return counted


def _claim(now: datetime) -> Count | None:
    """Take one for ourselves: whoever's update finds it still free has it."""
    waiting = Count.objects.exclude(state=CountState.DONE)
    free = waiting.exclude(claimed_until__gt=now)
    while found := free.order_by("pk").first():
        same = waiting.filter(pk=found.pk, claimed_until=found.claimed_until)
        if same.update(state=CountState.RUNNING, claimed_until=now + CLAIM):
            return found
    return None


def _counted(found: Count, clock: Clock) -> Outcome:
    """Outside a transaction, because it takes long; nothing that it reads changes any more."""
    round_ = BudgetRound.objects.get(pk=found.round_id)
    on_it = BudgetProposal.objects.filter(round=round_).on_ballot().public()
    projects = [Project(pk, cost) for pk, cost in on_it.order_by("pk").values_list("pk", "cost")]
    known = {project.id for project in projects}
    ballots = Ballot.objects.filter(round=round_).order_by("pk").values_list("choices", flat=True)
    shown_at = clock()

    def show(done: int, of: int) -> None:
        nonlocal shown_at
        now = clock()
        if now >= shown_at + SHOWN_EVERY:
            shown_at = now
            percent = 100 * done // of if of else 100
            Count.objects.filter(pk=found.pk, state=CountState.RUNNING).update(
                percent=percent, claimed_until=now + CLAIM
            )

    return count(
        projects,
        # What was hidden by the house rules since is no longer on the ballot.
        [known.intersection(choices) for choices in ballots],
        round_.budget,
        Rule(round_.rule),
        show,
    )


@transaction.atomic
def _finish(key: int, outcome: Outcome) -> None:
    """Once: who comes second finds it done."""
    round_ = locked(key)
    if outcome.spent > round_.budget:
        raise AssertionError("over the budget")
    if not moves(round_, RoundState.COUNTED):
        return
    Count.objects.filter(round=round_).update(
        state=CountState.DONE, percent=100, claimed_until=None, outcome=as_json(outcome)
    )
    proposals = {one.pk: one for one in _of(round_)}
    for place, chosen in enumerate(outcome.chosen, start=1):
        one = proposals[int(chosen.id)]
        one.state, one.votes, one.place = ProposalState.CHOSEN, chosen.votes, place
    for left in outcome.not_chosen:
        one = proposals[int(left.id)]
        one.state, one.votes = ProposalState.NOT_CHOSEN, left.votes
    told = [one for one in proposals.values() if one.votes is not None]
    BudgetProposal.objects.bulk_update(told, ["state", "votes", "place"], batch_size=500)
    _tell(round_, told)


def _tell(round_: BudgetRound, told: list[BudgetProposal]) -> None:
    event = record_round(verbs.budgets.BUDGET_COUNTED.name, round_, by=None)
    emails.budgets.counted(event, round_)
    for one in told:
        if one.state == ProposalState.CHOSEN and one.initiative:
            record(verbs.budgets.PROPOSAL_CHOSEN.name, one, by=None, side=Side.PLATFORM)


def _of(round_: BudgetRound) -> list[BudgetProposal]:
    rows = BudgetProposal.objects.filter(round=round_).select_related(
        "initiative", "round__neighbourhood"
    )
    return list(rows.order_by("pk"))
