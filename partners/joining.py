"""The registry of what else follows when somebody comes into an organisation.

A higher floor registers in `registrations.py` what it sees to then, in the same transaction.
"""

from collections.abc import Callable

from .models import Member

_registry: list[Callable[[Member], object]] = []


def register(follows: Callable[[Member], object]) -> None:
    _registry.append(follows)


def came_in(member: Member) -> None:
    for follows in _registry:
        follows(member)
