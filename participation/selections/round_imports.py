"""What a file of a round that was held elsewhere will bring, before anybody confirms it."""

from collections import Counter
from typing import NamedTuple

from core.paging import Page, page

from ..models import RoundImport

PER_PAGE = 50


class Line(NamedTuple):
    reference: str
    name: str
    cost: int
    votes: int


class Look(NamedTuple):
    """`plans` are one page of them, the most votes first; amounts in cents."""

    ballots: int
    empty: int
    asked: int
    plans: Page[Line]


def look(found: RoundImport, number: str | None) -> Look:
    votes = Counter(one for ballot in found.ballots for one in ballot)
    lines = [Line(reference, name, cost, votes[reference]) for reference, cost, name in found.plans]
    lines.sort(key=lambda line: -line.votes)
    return Look(
        ballots=len(found.ballots),
        empty=sum(not ballot for ballot in found.ballots),
        asked=sum(line.cost for line in lines),
        plans=page(lines, number, PER_PAGE),
    )
