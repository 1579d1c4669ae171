"""What an organisation runs in a neighbourhood. Callers have checked who may."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity.models import Event
from neighbourhoods.models import Neighbourhood

from .. import verbs
from ..models import Organisation, Programme
from ..states import Approach, DayPart, Group
from .organisations import record


@dataclass(frozen=True)
class Offered:
    """For whom, when and in which way; texts that the form has checked."""

    title: str
    neighbourhood: Neighbourhood
    group: Group
    parts: Collection[DayPart]
    approach: Approach
    about: str = ""

    @property
    def fields(self) -> dict[str, object]:
        parts = {field: part in self.parts for field, part in Programme.PARTS.items()}
        return parts | {
            "title": self.title,
            "about": self.about,
            "neighbourhood": self.neighbourhood,
            "group": self.group,
            "approach": self.approach,
        }


@transaction.atomic
def add(organisation: Organisation, offered: Offered, *, key: UUID, by: User) -> Programme:
    """A `key` that was sent before gives the programme that it made."""
    programme, is_new = Programme.objects.get_or_create(
        key=key, defaults=offered.fields | {"organisation": organisation, "added_by": by}
    )
    if is_new:
        _record(verbs.PROGRAMME_ADDED.name, programme, by)
    return programme


@transaction.atomic
def edit(programme: Programme, offered: Offered, *, by: User) -> Programme:
    """What is as it was is no event."""
    programme = _locked(programme)
    changes = {
        name: value for name, value in offered.fields.items() if getattr(programme, name) != value
    }
    if changes:
        for name, value in changes.items():
            setattr(programme, name, value)
        programme.save(update_fields=list(changes))
        _record(verbs.PROGRAMME_EDITED.name, programme, by)
    return programme


@transaction.atomic
def end(programme: Programme, *, by: User, now: datetime) -> Programme:
    """It runs no more, and is in no picture."""
    programme = _locked(programme)
    if programme.ended_at is None:
        programme.ended_at = now
        programme.save(update_fields=["ended_at"])
        _record(verbs.PROGRAMME_ENDED.name, programme, by)
    return programme


def _locked(programme: Programme) -> Programme:
    found = Programme.objects.select_for_update(of=("self",)).select_related(
        "organisation__neighbourhood", "organisation__municipality"
    )
    return found.get(pk=programme.pk)


def _record(verb: str, programme: Programme, by: User) -> Event:
    """In the history of the organisation, whose page it stands on."""
    return record(verb, programme.organisation, by=by, words=programme.title)
