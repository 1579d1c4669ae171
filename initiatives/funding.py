"""The registry of money that an initiative has from a higher floor (O100).

A higher floor registers in `registrations.py` how it knows; then somebody says who carries on when
that money stops.
"""

from collections.abc import Callable

_registry: list[Callable[[int], bool]] = []


def register(funds: Callable[[int], bool]) -> None:
    """`funds` says of the key of an initiative whether it has money."""
    _registry.append(funds)


def is_funded(initiative: int) -> bool:
    return any(funds(initiative) for funds in _registry)
