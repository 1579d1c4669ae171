"""The registry of personal data: how it is exported, erased and how long it is kept (rule R12).

An app registers each of its models with a link to a person, or with a resident's own words,
in `registrations.py`; a test fails for a model that is missing. `accounts` exports and erases.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class PersonalData:
    """`of` finds somebody's rows by their key; `erase` takes those rows and forgets the person.

    `fields` go into the person's export. `kept` says how long the data stays and why.
    """

    model: type[models.Model]
    title: StrOrPromise
    of: Callable[[int], models.QuerySet[Any]]
    fields: Iterable[str]
    erase: Callable[[models.QuerySet[Any]], object]
    kept: StrOrPromise


_registry: dict[str, PersonalData] = {}


def register(data: PersonalData) -> None:
    _registry[data.model._meta.label] = data


def registered() -> list[PersonalData]:
    """Highest floor first, so that what stands on something goes before it."""
    return list(reversed(_registry.values()))


def delete(rows: models.QuerySet[Any]) -> None:
    """The commonest way to erase: the rows go."""
    rows.delete()


def keep(rows: models.QuerySet[Any]) -> None:
    """For rows that say nothing about the person once their name is gone."""
