"""Ten thousand ballots over a hundred plans, and rounds like the two that were really held."""

import random
from time import perf_counter

import pytest

from participation.counting import Project, Stop, count
from participation.states.budgets import Rule

pytestmark = [pytest.mark.full, pytest.mark.once]
SECONDS = 60
EURO = 100


def drawn(seed: int, *, plans: int, voters: int, most_cost: int, of_all: float):
    """Each street and each age has its own plans; nearly no two ballots are the same."""
    chance = random.Random(seed)
    costs = [chance.randrange(most_cost // 40, most_cost, 50) * EURO for _ in range(plans)]
    tastes = [[chance.random() ** 3 for _ in range(plans)] for _ in range(12)]
    ballots = []
    for _ in range(voters):
        taste = chance.choice(tastes)
        ballots.append([one for one in range(plans) if chance.random() < taste[one] * 0.5])
    projects = [Project(one, cost) for one, cost in enumerate(costs)]
    return projects, ballots, int(sum(costs) * of_all) // EURO * EURO


@pytest.mark.parametrize("of_all", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("rule", Rule.values)
def test_ten_thousand_ballots_are_counted_within_a_minute(rule, of_all):
    projects, ballots, budget = drawn(1, plans=100, voters=10_000, most_cost=50_000, of_all=of_all)
    assert len(set(map(frozenset, ballots))) > 9_000
    percents = []
    began = perf_counter()
    outcome = count(projects, ballots, budget, Rule(rule), lambda done, _: percents.append(done))
    took = perf_counter() - began
    print(
        f"\n{rule}, {budget // EURO} euros: {took:.1f} s, {len(outcome.ids)} plans, "
        f"{outcome.spent // EURO} euros, share {float(outcome.first_share) / EURO:.2f} to "
        f"{float(outcome.share) / EURO:.2f}, told {len(percents)} times"
    )
    assert took < SECONDS
    assert outcome.spent <= budget
    assert percents == sorted(percents)
    assert percents


def test_few_voters_with_much_money_are_counted_too():
    projects, ballots, budget = drawn(2, plans=14, voters=6, most_cost=50_000, of_all=0.3)
    began = perf_counter()
    outcome = count(projects, ballots, budget, Rule.EQUAL_SHARES)
    took = perf_counter() - began
    print(f"\n{took:.1f} s, share {outcome.first_share} to {outcome.share}")
    assert outcome.stop in (Stop.NOTHING_FITS, Stop.OVER_BUDGET)
    assert took < SECONDS
