"""The registry of personal data: how it is exported, erased and how long it is kept (rule R12).

An app registers each of its models with a link to a person, or with a resident's own words,
in `registrations.py`; a test fails for a model that is missing. `accounts` exports and erases.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
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


@dataclass(frozen=True)
class Legacy:
    """What nobody else runs once a person is gone; before they are erased they choose what then.

    `of` finds it by the person's key: rows, or anything with a `pk` and a name. `leave` lets it
    stand and tells whom that concerns, `take_away` makes that it is gone for everybody; both get
    the thing and the person, and have the words with which one chooses them. `why` says
    above them what there is to choose.
    """

    of: Callable[[int], Iterable[Any]]
    leave: Callable[[Any, Any], object]
    leave_words: StrOrPromise
    take_away: Callable[[Any, Any], object]
    take_away_words: StrOrPromise
    why: StrOrPromise = ""


_registry: dict[str, PersonalData] = {}
_legacies: dict[str, Legacy] = {}
_words: dict[str, StrOrPromise] = {}


def register(data: PersonalData) -> None:
    _registry[data.model._meta.label] = data


def register_words(words: Mapping[str, StrOrPromise]) -> None:
    """How fields are called in somebody's export: `{"due_at": _("antwoord uiterlijk")}`."""
    _words.update(words)


def word_for(field: str) -> str:
    """Raises KeyError for a field that nobody gave a word."""
    return str(_words[field])


def register_legacy(name: str, legacy: Legacy) -> None:
    _legacies[name] = legacy


def legacy_of(person: int) -> dict[str, tuple[Legacy, Any]]:
    """What this person alone runs, each by a key that a form can carry."""
    return {
        f"{name}-{thing.pk}": (legacy, thing)
        for name, legacy in _legacies.items()
        for thing in legacy.of(person)
    }


def registered() -> list[PersonalData]:
    """Highest floor first, so that what stands on something goes before it."""
    return list(reversed(_registry.values()))


def delete(rows: models.QuerySet[Any]) -> None:
    """The commonest way to erase: the rows go."""
    rows.delete()


def keep(rows: models.QuerySet[Any]) -> None:
    """For rows that say nothing about the person once their name is gone."""


WITHOUT_NAME = _("als geschiedenis van de wijk; zonder uw naam zodra u zich laat wissen")


def stays(
    model: type[models.Model],
    title: StrOrPromise,
    *,
    of: Callable[[int], models.QuerySet[Any]],
    fields: Iterable[str],
) -> None:
    """Registers what is the neighbourhood's: the rows stay, and the person's name goes."""
    register(PersonalData(model, title, of, fields, erase=keep, kept=WITHOUT_NAME))
