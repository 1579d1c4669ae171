"""The registry of what an officer holds, so that a hand-over forgets nothing (rule R10).

An app registers in `registrations.py` how to move what its model gives to an officer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.db import models

from accounts.models import User

from .models import Neighbourhood


class HandOver(Protocol):
    """Gives all of a kind that `officer` holds here to `successor`; returns how much that was.

    `words` introduce the successor to the residents. Promised dates stay as they are.
    """

    def __call__(
        self, officer: User, successor: User, neighbourhood: Neighbourhood, *, words: str = ""
    ) -> int: ...


@dataclass(frozen=True)
class Holding:
    """`count`: how much of it waits for an officer, in a neighbourhood or (None) anywhere."""

    model: type[models.Model]
    field: str
    count: Callable[[User, Neighbourhood | None], int]
    hand_over: HandOver


_registry: dict[tuple[str, str], Holding] = {}


def register(holding: Holding) -> None:
    _registry[holding.model._meta.label, holding.field] = holding


def registered() -> list[Holding]:
    return list(_registry.values())


def held_by(officer: User, neighbourhood: Neighbourhood | None = None) -> int:
    """Here, or anywhere."""
    return sum(holding.count(officer, neighbourhood) for holding in registered())


def hand_over(
    officer: User, successor: User, neighbourhood: Neighbourhood, *, words: str = ""
) -> int:
    """Give all that `officer` holds here to `successor`; returns how much that was."""
    return sum(
        holding.hand_over(officer, successor, neighbourhood, words=words)
        for holding in registered()
    )
