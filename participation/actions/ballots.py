"""Somebody votes in a round of the residents' budget. No history is written of it, no time and no
order: the row of their ballot is all there is, until the round closes (decision 14)."""

import base64
import hashlib
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User

from ..models import BudgetProposal, BudgetRound, OpenBallot, Voter
from ..states.budgets import BudgetRefused
from .budgets import locked
from .loosening import overwrite_what_goes

CODE = 16  # letters and figures: 80 bits, which nobody guesses
_ALIKE = str.maketrans("018", "OIB")  # what a code never holds, for what it looks like


@transaction.atomic
def cast(
    round_: BudgetRound, choices: Collection[int], *, key: UUID, by: User, today: date
) -> OpenBallot:
    """A second time it changes what was chosen. Two that come together wait for each other, and
    the last one counts. The same `key` has the same receipt.

    Raises BudgetRefused: `state` when the voting is over, `nothing`, `unknown` for a proposal that
    is not on the ballot, `number` or `total` beyond what a ballot may hold, and `key` for a key
    that is somebody else's.
    """
    round_ = locked(round_.pk)
    if not round_.takes_ballots(today):
        raise BudgetRefused("state")
    chosen = sorted(set(choices))
    on_it = BudgetProposal.objects.filter(round=round_).on_ballot().public()
    costs = dict(on_it.filter(pk__in=chosen).values_list("pk", "cost"))
    check(round_, chosen, costs)
    overwrite_what_goes()
    voter, _is_new = Voter.objects.get_or_create(round=round_, person=by)
    receipt = kept_of(code_of(key))
    if OpenBallot.objects.filter(receipt=receipt).exclude(voter=voter).exists():
        raise BudgetRefused("key")
    ballot, _is_new = OpenBallot.objects.update_or_create(
        voter=voter, defaults={"choices": chosen, "receipt": receipt}
    )
    return ballot


def check(round_: BudgetRound, chosen: Collection[int], costs: dict[int, int]) -> None:
    """Raises BudgetRefused, as `cast` does; `costs` are of what is on the ballot."""
    if not chosen:
        raise BudgetRefused("nothing")
    if not set(chosen) <= costs.keys():
        raise BudgetRefused("unknown")
    if round_.most_number is not None and len(chosen) > round_.most_number:
        raise BudgetRefused("number")
    total = sum(costs[one] for one in chosen)
    if round_.most_total is not None and total > round_.most_total:
        raise BudgetRefused("total")


def code_of(key: UUID) -> str:
    """The receipt that goes with the form of this key, in groups of four. The key stands in that
    form alone, so only who sent it can have the code."""
    letters = base64.b32encode(hashlib.sha256(key.bytes).digest()).decode()[:CODE]
    return "-".join(letters[start : start + 4] for start in range(0, CODE, 4))


def kept_of(code: str) -> str:
    """What is kept of a code, however somebody typed it; empty for what cannot be one."""
    plain = "".join(one for one in code.upper() if one.isalnum()).translate(_ALIKE)
    if len(plain) != CODE or not plain.isascii():
        return ""
    return hashlib.sha256(plain.encode()).hexdigest()
