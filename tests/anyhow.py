"""How much is tried of what cannot all be tried: more in `make test-full`."""

import os

FULL = "TESTS_FULL"  # set by conftest before any test is read
MANY, FEW = 40, 12


def is_full() -> bool:
    return bool(os.environ.get(FULL))


def orders() -> int:
    """Random orders of things, in the tests named *_anyhow."""
    return MANY if is_full() else FEW


def gets_its_turn(number: int, turn: int, turns: int) -> bool:
    """Whether the thing with this number gets its turn; in `make test-full` each gets all."""
    return is_full() or number % turns == turn % turns
