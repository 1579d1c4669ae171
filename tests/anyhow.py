"""How many random orders of things the tests named *_anyhow try: more in `make test-full`."""

import os

FULL = "TESTS_FULL"  # set by conftest before any test is read
MANY, FEW = 40, 12


def orders() -> int:
    return MANY if os.environ.get(FULL) else FEW
