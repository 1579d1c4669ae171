"""Counting a residents' budget: the Method of Equal Shares, or the most votes first.

What it lays down (DESIGN section 9, decision 15): a plan is worth to who votes for it what it
costs (`Cost_Sat`); Equal Shares is completed by raising the share of every voter by one euro at a
time (`Add1`) and by nothing else; of plans that are equally good the one with more votes goes
first, then the cheaper one, then the one with the lower number. With those settings pabutools 1.2.3
gives the same plans in the same order (`tests/participation/counts.json`).

Numbers are whole or `Fraction`, never floats: every machine counts the same, each time. Nothing
here knows a database, a language or a person.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from heapq import heappop, heappush
from itertools import accumulate
from math import gcd
from operator import mul
from typing import NamedTuple

from .states.budgets import Rule

CENTS = 100  # in one euro
_DIGITS = re.compile(r"[0-9]{1,18}")

Id = int | str
Progress = Callable[[int, int], None]  # so much done, of so much


class Project(NamedTuple):
    """`cost` in cents, or in the measure that `count` is told of."""

    id: Id
    cost: int


class Why(StrEnum):
    """Why a plan was not chosen."""

    NO_VOTES = "no_votes"
    FREE = "free"  # Equal Shares: what costs nothing is worth nothing to who votes for it
    SUPPORTERS_SHORT = "supporters_short"  # Equal Shares: they had less left, together
    MONEY_SHORT = "money_short"  # the most votes first: less was left when its turn came


class Stop(StrEnum):
    """Why shares were not raised any further."""

    NOTHING_FITS = "nothing_fits"  # no plan with a vote fits in what is left of the budget
    OVER_BUDGET = "over_budget"  # with one euro more for everybody, it would cost too much
    NO_SHARES = "no_shares"  # this rule gives none, or nobody voted


@dataclass(frozen=True, slots=True)
class Chosen:
    """A plan that gets its money, and how its supporters pay it: `paid_full` of them `price` each,
    `paid_less` all that they had left (`less` together), `paid_nothing` nothing, because theirs
    was gone. Only numbers of voters: nothing here tells of one ballot."""

    id: Id
    cost: int
    votes: int
    price: Fraction = Fraction(0)
    paid_full: int = 0
    paid_less: int = 0
    less: Fraction = Fraction(0)
    paid_nothing: int = 0


@dataclass(frozen=True, slots=True)
class NotChosen:
    """`had` is what there was for it: left with its supporters together, or left of the budget."""

    id: Id
    cost: int
    votes: int
    why: Why
    had: Fraction


@dataclass(frozen=True, slots=True)
class Outcome:
    """`chosen` in the order of choosing. Each voter had `first_share` at first, and `share` after
    `steps` raises: together that is more than there is, because not everybody can spend it all."""

    rule: Rule
    budget: int
    voters: int
    chosen: tuple[Chosen, ...]
    not_chosen: tuple[NotChosen, ...]
    share: Fraction = Fraction(0)
    steps: int = 0
    stop: Stop = Stop.NO_SHARES

    @property
    def plans(self) -> "tuple[Chosen | NotChosen, ...]":
        """All that was on the ballot."""
        return self.chosen + self.not_chosen

    @property
    def ids(self) -> list[Id]:
        return [one.id for one in self.chosen]

    @property
    def spent(self) -> int:
        return sum(one.cost for one in self.chosen)

    @property
    def left(self) -> int:
        return self.budget - self.spent

    @property
    def first_share(self) -> Fraction:
        """What each voter had before anything was raised."""
        return Fraction(self.budget, self.voters) if self.voters else Fraction(0)


def count(
    projects: Sequence[Project],
    ballots: Iterable[Iterable[Id]],
    budget: int,
    rule: Rule,
    progress: Progress | None = None,
    *,
    unit: int = CENTS,
) -> Outcome:
    """Which plans get their money. A ballot is the ids that somebody votes for; an empty one counts
    as a voter, as in pabutools.

    `unit` is one euro in the measure of `budget` and costs. The order of plans and of ballots makes
    no difference. `progress` hears how many percent of the budget is given out, never less than
    before. Raises ValueError for an id that is there twice or not at all, and below nothing.
    """
    costs = {project.id: project.cost for project in projects}
    if len(costs) != len(projects):
        raise ValueError("an id is there twice")
    if budget < 0 or unit < 1 or any(cost < 0 for cost in costs.values()):
        raise ValueError("less than nothing")
    alike = Counter(frozenset(ballot) for ballot in ballots)
    votes = dict.fromkeys(costs, 0)
    for ballot, people in alike.items():
        for one in ballot:
            if one not in votes:
                raise ValueError(f"a ballot for {one}, which is no plan")
            votes[one] += people
    ranked = sorted(projects, key=lambda one: (-votes[one.id], one.cost, lower(one.id)))
    round_ = _Round(ranked, votes, alike, budget, alike.total(), unit)
    if rule == Rule.GREEDY:
        return _most_votes_first(round_, progress)
    return _equal_shares(round_, progress)


def lower(one: Id) -> tuple[int, int, str]:
    """In the order of ids: numbers by their value, and before everything else."""
    written = str(one)
    if isinstance(one, int) or _DIGITS.fullmatch(written):
        return 0, int(one), written
    return 1, 0, written


class _Round(NamedTuple):
    """`ranked` is in the order that settles ties; `alike` has how many cast each ballot."""

    ranked: list[Project]
    votes: dict[Id, int]
    alike: Counter[frozenset[Id]]
    budget: int
    voters: int
    unit: int


# --- The most votes first


def _most_votes_first(round_: _Round, progress: Progress | None) -> Outcome:
    """The greedy rule: who has the most votes is chosen, as long as it fits; what does not fit is
    passed over. (Talmon and Faliszewski, "A framework for approval-based budgeting methods", 2019,
    greedy rule; with `Cost_Sat` pabutools' `greedy_utilitarian_welfare` is the same, because worth
    divided by cost is the number of votes. So it also chooses, last, what nobody voted for, as long
    as that fits; what costs nothing comes with those.)
    """
    votes, left = round_.votes, round_.budget
    chosen, not_chosen = [], []
    in_turn = sorted(round_.ranked, key=lambda one: -votes[one.id] if one.cost else 0)
    for turn, one in enumerate(in_turn, start=1):
        if one.cost <= left:
            left -= one.cost
            chosen.append(Chosen(one.id, one.cost, votes[one.id]))
        else:
            had = Fraction(left)
            not_chosen.append(NotChosen(one.id, one.cost, votes[one.id], Why.MONEY_SHORT, had))
        if progress:
            progress(100 * turn // len(in_turn), 100)
    return Outcome(Rule.GREEDY, round_.budget, round_.voters, tuple(chosen), tuple(not_chosen))


# --- Equal Shares
#
# Voters who voted the same are one group, as long as they are counted: they pay the same. What a
# group has left is a whole number of parts of a cent, `over` parts to a cent, so that everything
# can be added and compared without fractions.


@dataclass(frozen=True, slots=True)
class _Field:
    """What stays as it is while shares are raised. Plans stand in the order that settles ties."""

    plans: list[Project]
    votes: list[int]
    supporters: list[list[int]]  # of each plan, which groups
    people: list[int]  # of each group, how many voters


class _Bid(NamedTuple):
    """How the supporters of a plan can pay for it: of `group`, by what they have left, those from
    `split` pay the same `parts / rich` each, the others all that they have."""

    group: list[int]
    split: int
    rich: int
    parts: int
    poor: int
    poor_parts: int


class _Buy(NamedTuple):
    plan: int
    bid: _Bid
    over: int


class _Run(NamedTuple):
    """What is chosen with one height of the share, and what each group has left."""

    share: int
    buys: list[_Buy]
    left: list[int]
    over: int
    spent: int


def _equal_shares(round_: _Round, progress: Progress | None) -> Outcome:
    """Every voter gets the same share; see `_share_out` for what is chosen with it.

    Completion (`Add1`: Peters, Pierczyński and Skowron, "Proportional participatory budgeting with
    additive utilities", 2021; pabutools' `voter_budget_increment=1`): as long as what is chosen
    stays within the budget and some plan with a vote still fits in what is left, all is done again
    with one euro more for everybody. What is over the budget is not taken: the one before is.
    """
    field, budget = _field(round_), round_.budget
    if not field.plans:
        return _told(round_, field, None, Stop.NO_SHARES)
    share, most = budget, 0  # each has share / voters cents
    before: _Run | None = None
    while True:
        run = _share_out(field, share, round_.voters)
        if run.spent > budget:
            return _told(round_, field, before, Stop.OVER_BUDGET)
        if progress and (percent := 100 * run.spent // budget if budget else 100) >= most:
            most = percent
            progress(most, 100)
        if not _fits(field, run, budget - run.spent):
            return _told(round_, field, run, Stop.NOTHING_FITS)
        before, share = run, share + round_.unit * round_.voters


def _field(round_: _Round) -> _Field:
    votes = round_.votes
    plans = [one for one in round_.ranked if votes[one.id] and one.cost]
    number = {one.id: plan for plan, one in enumerate(plans)}
    supporters: list[list[int]] = [[] for _ in plans]
    people = []
    for group, (ballot, many) in enumerate(round_.alike.items()):
        people.append(many)
        for one in ballot:
            if one in number:
                supporters[number[one]].append(group)
    return _Field(plans, [votes[one.id] for one in plans], supporters, people)


def _share_out(field: _Field, share: int, voters: int) -> _Run:
    """The Method of Equal Shares itself (Peters and Skowron, 2020; equalshares.net), each voter
    having `share / voters` cents.

    A plan can be bought when its supporters have its cost left together. They pay the same each, or
    all that they have left when that is less. Time and again the plan is bought of which a euro of
    worth costs a supporter least: `price / cost`, for to a supporter a plan is worth its cost.

    That figure only rises while money goes, so an old one is a lower bound: a plan is looked at
    again only when it comes first (the lazy way of pabutools' `mes_inner_algo`).
    """
    left, over, spent = [share] * len(field.people), voters, 0
    groups = [list(group) for group in field.supporters]
    queue = [(Fraction(1, many), plan) for plan, many in enumerate(field.votes)]  # in order, a heap
    looked_at: dict[int, _Bid] = {}
    buys = []
    while queue:
        dearness, plan = heappop(queue)
        if plan not in looked_at:
            cost = field.plans[plan].cost
            bid = _bid(groups[plan], left, field.people, cost * over)
            if bid is None:
                continue  # and never again: what people have left only shrinks
            looked_at[plan] = bid
            dearness = Fraction(bid.parts, bid.rich * over * cost)
            if queue and queue[0] < (dearness, plan):
                heappush(queue, (dearness, plan))
                continue
        bid = looked_at[plan]
        buys.append(_Buy(plan, bid, over))
        spent += field.plans[plan].cost
        left, over = _pay(left, over, bid)
        looked_at = {}
    return _Run(share, buys, left, over, spent)


def _bid(group: list[int], left: list[int], people: list[int], cost: int) -> _Bid | None:
    """None when they have less than `cost` together. Sorts the group, by what each has left, and
    leaves out who has nothing."""
    group.sort(key=left.__getitem__)
    purses = [left[one] for one in group]
    broke = bisect_right(purses, 0)
    if broke:
        del group[:broke], purses[:broke]
    many = [people[one] for one in group]
    money = list(accumulate(map(mul, purses, many), initial=0))  # of those before each
    if money[-1] < cost:
        return None
    before = list(accumulate(many, initial=0))
    everybody = before[-1]
    split = bisect_left(
        range(len(group)),
        cost,
        key=lambda at: money[at] + purses[at] * (everybody - before[at]),
    )
    return _Bid(
        group=group,
        split=split,
        rich=everybody - before[split],
        parts=cost - money[split],
        poor=before[split],
        poor_parts=money[split],
    )


def _pay(left: list[int], over: int, bid: _Bid) -> tuple[list[int], int]:
    """What everybody has left; in smaller parts when the price asks for it."""
    common = gcd(bid.parts, bid.rich)
    finer, price = bid.rich // common, bid.parts // common
    if finer > 1:
        left, over = [parts * finer for parts in left], over * finer
    for one in bid.group[: bid.split]:
        left[one] = 0
    for one in bid.group[bid.split :]:
        left[one] -= price
    return left, over


def _fits(field: _Field, run: _Run, money: int) -> bool:
    """Whether a plan that is not chosen fits in what is left of the budget."""
    chosen = {buy.plan for buy in run.buys}
    return any(one.cost <= money for plan, one in enumerate(field.plans) if plan not in chosen)


def _told(round_: _Round, field: _Field, run: _Run | None, stop: Stop) -> Outcome:
    """The outcome in amounts that can be shown."""
    run = run or _Run(0, [], [0] * len(field.people), 1, 0)
    votes = round_.votes
    chosen = [_chosen(field.plans[buy.plan], votes, buy) for buy in run.buys]
    taken = {one.id for one in chosen}
    had = {}
    for one, groups in zip(field.plans, field.supporters, strict=True):
        parts = sum(run.left[group] * field.people[group] for group in groups)
        had[one.id] = Fraction(parts, run.over)
    not_chosen = [
        NotChosen(one.id, one.cost, votes[one.id], _why(one, votes), had.get(one.id, Fraction(0)))
        for one in round_.ranked
        if one.id not in taken
    ]
    voters = round_.voters
    return Outcome(
        rule=Rule.EQUAL_SHARES,
        budget=round_.budget,
        voters=voters,
        chosen=tuple(chosen),
        not_chosen=tuple(not_chosen),
        share=Fraction(run.share, voters) if voters else Fraction(0),
        steps=(run.share - round_.budget) // (round_.unit * voters) if run.share else 0,
        stop=stop,
    )


def _chosen(one: Project, votes: dict[Id, int], buy: _Buy) -> Chosen:
    bid = buy.bid
    return Chosen(
        id=one.id,
        cost=one.cost,
        votes=votes[one.id],
        price=Fraction(bid.parts, bid.rich * buy.over),
        paid_full=bid.rich,
        paid_less=bid.poor,
        less=Fraction(bid.poor_parts, buy.over),
        paid_nothing=votes[one.id] - bid.rich - bid.poor,
    )


def _why(one: Project, votes: dict[Id, int]) -> Why:
    if not votes[one.id]:
        return Why.NO_VOTES
    return Why.SUPPORTERS_SHORT if one.cost else Why.FREE
