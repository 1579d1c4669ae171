"""Record what pabutools makes of drawn rounds, for tests/participation/test_counting.py.

pabutools is no part of this project (decision 15). Run this by hand where it is installed:

    python3 -m venv away && away/bin/pip install pabutools==1.2.3
    away/bin/python scripts/record_counts.py

The same seed draws the same rounds. With --number and --target it records more of them elsewhere.
"""

import argparse
import json
import random
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance, Project
from pabutools.fractions import frac
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

TARGET = Path(__file__).resolve().parent.parent / "tests" / "participation" / "counts.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    rounds = [_with_outcomes(_draw(chance)) for _ in range(arguments.number)]
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in rounds)
    made = {"pabutools": version("pabutools"), "seed": arguments.seed}
    head = json.dumps(made)[1:-1]
    arguments.target.write_text(f'{{{head}, "rounds": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{len(rounds)} rounds in {arguments.target}")


def _draw(chance: random.Random) -> dict[str, Any]:
    """Amounts in cents. Small numbers make many ties; now and then something odd."""
    small = chance.random() < 0.6
    number = chance.randint(1, 6 if small else 12)
    voters = chance.choice([0, 1, 2, 3, chance.randint(4, 12), chance.randint(8, 40)])
    if small:
        costs = [chance.randint(1, 12) * 100 for _ in range(number)]
    else:
        step = chance.choice([1, 50, 100, 2500, 10_000])
        costs = [chance.randint(1, 80) * step for _ in range(number)]
    if chance.random() < 0.1:
        costs[chance.randrange(number)] = 0
    of_all = sum(costs) or 100
    budget = chance.choice([of_all // 4, of_all // 3, of_all // 2, of_all * 3 // 4, of_all, 0])
    if chance.random() < 0.5:
        budget = budget // 100 * 100
    ids: list[int | str] = chance.sample(range(1, 130), number)
    if chance.random() < 0.2:
        ids = [f"P{one}" if chance.random() < 0.5 else str(one) for one in ids]
    likes = chance.choice([0.15, 0.3, 0.5, 0.8])
    taste = [[chance.random() < likes for _ in ids] for _ in range(chance.randint(1, 4))]
    ballots = []
    for _ in range(voters):
        group = chance.choice(taste)
        flip = chance.choice([0.0, 0.0, 0.2])
        choices = (
            one for one, liked in zip(ids, group, strict=True) if liked ^ (chance.random() < flip)
        )
        ballots.append(list(choices))
    plans = [[one, cost] for one, cost in zip(ids, costs, strict=True)]
    return {"budget": budget, "plans": plans, "ballots": ballots}


def _with_outcomes(drawn: dict[str, Any]) -> dict[str, Any]:
    instance = Instance(budget_limit=frac(drawn["budget"], 100))
    projects = {str(one): Project(str(one), frac(cost, 100)) for one, cost in drawn["plans"]}
    instance.update(projects.values())
    profile = ApprovalProfile(
        [ApprovalBallot(projects[str(one)] for one in ballot) for ballot in drawn["ballots"]]
    )
    ties = TieBreakingRule(_tie)
    shares = method_of_equal_shares(
        instance, profile, sat_class=Cost_Sat, tie_breaking=ties, voter_budget_increment=1
    )
    greedy = greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat, tie_breaking=ties)
    return drawn | {
        "equal-shares": [str(one) for one in shares],
        "greedy": [str(one) for one in greedy],
    }


def _tie(instance: Instance, profile: ApprovalProfile, project: Project) -> tuple[Any, ...]:
    """More votes, lower cost, lower id: numbers by their value."""
    name = project.name
    low = (0, int(name), name) if name.isdigit() else (1, 0, name)
    return -profile.approval_score(project), project.cost, low


if __name__ == "__main__":
    main()
