"""What a count came to, as it is kept: exact numbers, written as text."""

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from ..counting import Chosen, NotChosen, Outcome, Stop, Why
from ..models import Count
from ..states.budgets import Rule


def as_json(outcome: Outcome) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(outcome).items()}


def outcome_of(count: Count) -> Outcome | None:
    """None as long as it is not counted."""
    kept = count.outcome
    if kept is None:
        return None
    return Outcome(
        rule=Rule(kept["rule"]),
        budget=kept["budget"],
        voters=kept["voters"],
        chosen=tuple(
            Chosen(**one | {"price": Fraction(one["price"]), "less": Fraction(one["less"])})
            for one in kept["chosen"]
        ),
        not_chosen=tuple(
            NotChosen(**one | {"why": Why(one["why"]), "had": Fraction(one["had"])})
            for one in kept["not_chosen"]
        ),
        share=Fraction(kept["share"]),
        steps=kept["steps"],
        stop=Stop(kept["stop"]),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
