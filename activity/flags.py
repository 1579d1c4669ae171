"""The registry of what can be flagged, and how it is hidden by the house rules and shown again.

An app registers each model with residents' public text in `registrations.py`; a test fails for a
model that is missing. Moderation reads it, so that it need not know what it hides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.models import User
from neighbourhoods.models import Neighbourhood


class Told(NamedTuple):
    """What moderation shows of a thing; `subject` is that in whose history a decision stands.

    `state` is public, waiting (nobody has read it yet), or hidden. `picture` is the address of what
    there is to see.
    """

    subject: Any
    title: str
    words: str
    who: str
    url: str
    neighbourhood: Neighbourhood
    state: str
    anchor: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Flaggable:
    """`path` is its word in addresses. `standing` are those that are still there, with all that
    `tell` reads; `seen_by` what somebody may read. `authors` are who is told, and may object.

    `hide` takes the object, a reason for its author and who decides; `show` undoes it.
    """

    model: type[models.Model]
    path: str
    standing: Callable[[], models.QuerySet[Any]]
    seen_by: Callable[[User | AnonymousUser], models.QuerySet[Any]]
    tell: Callable[[Any], Told]
    authors: Callable[[Any], list[User]]
    hide: Callable[[Any, str, User], object]
    show: Callable[[Any, User], object]

    @property
    def kind(self) -> str:
        return str(self.model._meta.model_name)


_registry: dict[str, Flaggable] = {}


def register(flaggable: Flaggable) -> None:
    _registry[flaggable.model._meta.label] = flaggable


def registered() -> list[Flaggable]:
    return list(_registry.values())


def of_path(path: str) -> Flaggable | None:
    return next((one for one in registered() if one.path == path), None)
