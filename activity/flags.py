"""The registry of what can be flagged, and how it is hidden by the house rules and shown again.

An app registers each model with residents' public text in `registrations.py`; a test fails for a
model that is missing. Moderation reads it, so that it need not know what it hides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from accounts.models import User


@dataclass(frozen=True)
class Flaggable:
    """`hide` takes the object, a reason for its author and who decides; `show` undoes it."""

    model: type[models.Model]
    hide: Callable[[Any, str, User], object]
    show: Callable[[Any, User], object]


_registry: dict[str, Flaggable] = {}


def register(flaggable: Flaggable) -> None:
    _registry[flaggable.model._meta.label] = flaggable


def registered() -> list[Flaggable]:
    return list(_registry.values())
