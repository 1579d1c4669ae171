import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.counting import Outcome, Project, Stop, Why, count
from participation.states.budgets import Rule

RECORDED = json.loads((Path(__file__).parent / "counts.json").read_text(encoding="utf-8"))
EURO = 100


def counted(costs, ballots, budget, rule=Rule.EQUAL_SHARES, **more) -> Outcome:
    """`costs` by id; amounts in euros."""
    plans = [Project(one, cost * EURO) for one, cost in costs.items()]
    return count(plans, ballots, budget * EURO, rule, **more)


@pytest.mark.parametrize("rule", Rule.values)
def test_the_outcome_is_that_of_pabutools(rule):
    assert RECORDED["pabutools"] == "1.2.3"
    assert len(RECORDED["rounds"]) == 300
    for found in RECORDED["rounds"]:
        plans = [Project(one, cost) for one, cost in found["plans"]]
        outcome = count(plans, found["ballots"], found["budget"], Rule(rule))
        assert [str(one) for one in outcome.ids] == found[rule], found


def test_equal_shares_serves_a_small_group_that_the_most_votes_would_pass_over():
    costs = {1: 60, 2: 60, 3: 40}
    ballots = [[1, 2]] * 6 + [[3]] * 4
    assert counted(costs, ballots, 100, Rule.GREEDY).ids == [1, 3]
    costs = {1: 50, 2: 50, 3: 40}
    assert counted(costs, ballots, 100, Rule.GREEDY).ids == [1, 2]
    assert counted(costs, ballots, 100).ids == [1, 3]


def test_who_has_less_left_pays_less_and_the_others_share_the_rest():
    # 10 euros each. Plan 1 costs 12: four pay 3. Plan 2 costs 23: two of its supporters have 7
    # left, less than a third of that; the one who has 10 pays the other 9.
    costs = {1: 12, 2: 23}
    ballots = [[1, 2], [1, 2], [1], [1], [2]]
    outcome = counted(costs, ballots, 50)
    first, second = outcome.chosen
    assert (first.id, first.price, first.paid_full) == (1, 3 * EURO, 4)
    assert (second.id, second.paid_full, second.paid_less) == (2, 1, 2)
    assert (second.price, second.less) == (9 * EURO, 14 * EURO)
    assert second.paid_nothing == 0
    assert outcome.left == 15 * EURO
    assert outcome.stop == Stop.NOTHING_FITS


def test_shares_are_raised_by_a_euro_until_it_would_be_too_much():
    # 5 euros each: nobody can pay for anything. With 6 each, plan 1; the rest does not fit then.
    outcome = counted({1: 12, 2: 9, 3: 9}, [[1], [1], [2], [3]], 20)
    assert outcome.ids == [1]
    assert (outcome.first_share, outcome.share) == (5 * EURO, 6 * EURO)
    assert outcome.stop == Stop.NOTHING_FITS


def test_what_would_be_over_the_budget_is_not_taken():
    # With 4 each both, for 8; that is more than there is, and plan 1 alone is never reached.
    outcome = counted({1: 4, 2: 4}, [[1], [2]], 6)
    assert (outcome.ids, outcome.stop) == ([], Stop.OVER_BUDGET)
    assert outcome.share == 3 * EURO
    assert [one.why for one in outcome.not_chosen] == [Why.SUPPORTERS_SHORT] * 2
    assert [one.had for one in outcome.not_chosen] == [3 * EURO] * 2


@pytest.mark.parametrize("rule", Rule.values)
@pytest.mark.parametrize(
    ("costs", "ballots", "first"),
    [
        pytest.param({1: 10, 2: 10}, [[2], [2], [1]], 2, id="more votes"),
        pytest.param({1: 10, 2: 9}, [[1, 2]], 2, id="then the cheaper one"),
        pytest.param({10: 9, 9: 9}, [[9, 10]], 9, id="then the lower number"),
        pytest.param({"10": 9, "9": 9, "B": 9, "A": 9}, [["9", "10", "A", "B"]], "9", id="as text"),
    ],
)
def test_of_equals_the_one_goes_first(rule, costs, ballots, first):
    assert counted(costs, ballots, 10, rule).ids[:1] == [first]


def test_what_does_not_fit_is_passed_over_and_says_what_there_was():
    outcome = counted({1: 6, 2: 5, 3: 4}, [[1, 2], [1, 2], [1, 3]], 10, Rule.GREEDY)
    assert outcome.ids == [1, 3]
    (passed,) = outcome.not_chosen
    assert (passed.id, passed.why, passed.had) == (2, Why.MONEY_SHORT, 4 * EURO)


def test_a_plan_without_votes_or_cost_gets_no_shares():
    outcome = counted({1: 5, 2: 5, 3: 0}, [[1, 3]], 10)
    assert outcome.ids == [1]
    assert {one.id: one.why for one in outcome.not_chosen} == {2: Why.NO_VOTES, 3: Why.FREE}


@pytest.mark.parametrize("rule", Rule.values)
def test_without_ballots_or_plans_there_is_an_outcome(rule):
    assert counted({}, [], 10, rule).chosen == ()
    assert counted({}, [[]], 10, rule).chosen == ()
    empty = counted({1: 20}, [], 10, rule)
    assert (empty.ids, empty.spent, empty.left, empty.first_share) == ([], 0, 10 * EURO, 0)


def test_progress_is_told_and_never_goes_back():
    told = []
    counted(
        {1: 12, 2: 9, 3: 19},
        [[1], [1], [2], [3]],
        40,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == sorted(told)
    assert len(told) > 2
    assert {total for _done, total in told} == {100}


@pytest.mark.parametrize(
    ("plans", "ballots", "budget"),
    [
        ([Project(1, 5), Project(1, 6)], [], 10),
        ([Project(1, -5)], [], 10),
        ([Project(1, 5)], [], -1),
        ([Project(1, 5)], [[2]], 10),
    ],
)
def test_what_makes_no_sense_is_not_counted(plans, ballots, budget):
    with pytest.raises(ValueError, match=r"twice|less than nothing|no plan"):
        count(plans, ballots, budget, Rule.EQUAL_SHARES)


# --- Whatever the round


@st.composite
def rounds(draw):
    number = draw(st.integers(1, 7))
    amount = st.integers(0, 12).map(lambda euros: euros * EURO) | st.integers(0, 1500)
    plans = [Project(one, draw(amount)) for one in range(1, number + 1)]
    ballots = draw(st.lists(st.sets(st.integers(1, number)).map(sorted), max_size=12))
    return plans, ballots, draw(st.integers(0, 4000))


@given(rounds(), st.sampled_from(Rule))
def test_it_is_never_over_the_budget(found, rule):
    plans, ballots, budget = found
    outcome = count(plans, ballots, budget, rule)
    costs = dict(plans)
    assert outcome.spent == sum(costs[one] for one in outcome.ids) <= budget
    assert len(set(outcome.ids)) == len(outcome.ids)
    not_chosen = [one.id for one in outcome.not_chosen]
    assert sorted([*outcome.ids, *not_chosen]) == sorted(costs)


@given(rounds(), st.sampled_from(Rule), st.randoms())
def test_the_order_of_ballots_and_plans_makes_no_difference(found, rule, chance):
    plans, ballots, budget = found
    outcome = count(plans, ballots, budget, rule)
    shuffled = [chance.sample(ballot, len(ballot)) for ballot in ballots]
    chance.shuffle(shuffled)
    assert count(chance.sample(plans, len(plans)), shuffled, budget, rule) == outcome


@given(rounds())
def test_supporters_pay_exactly_what_a_plan_costs(found):
    plans, ballots, budget = found
    outcome = count(plans, ballots, budget, Rule.EQUAL_SHARES)
    paid = Fraction(0)
    for one in outcome.chosen:
        assert one.price * one.paid_full + one.less == one.cost
        assert one.paid_full + one.paid_less + one.paid_nothing == one.votes
        assert one.less <= one.price * one.paid_less
        paid += one.cost
    assert paid <= outcome.share * outcome.voters
    for one in outcome.not_chosen:
        assert one.why != Why.SUPPORTERS_SHORT or one.had < one.cost
