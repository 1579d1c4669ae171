"""When organisations are in the neighbourhood. Callers have checked who may."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity.models import Event
from neighbourhoods.models import Neighbourhood

from .. import verbs
from ..models import Organisation, Presence
from ..states import Weekday
from .organisations import record


@dataclass(frozen=True)
class Times:
    """On which days, from when until when and where; `person` is whom one meets, when that is
    said."""

    neighbourhood: Neighbourhood
    days: Collection[Weekday]
    begins: time
    ends: time
    place: str
    person: User | None = None

    @property
    def fields(self) -> dict[str, object]:
        return vars(self) | {"days": "".join(str(day.value) for day in Weekday if day in self.days)}


@transaction.atomic
def add(organisation: Organisation, times: Times, *, key: UUID, by: User) -> Presence:
    """A `key` that was sent before gives what it made."""
    presence, is_new = Presence.objects.get_or_create(
        key=key, defaults=times.fields | {"organisation": organisation, "added_by": by}
    )
    if is_new:
        _record(verbs.PRESENCE_ADDED.name, presence, by)
    return presence


@transaction.atomic
def change(presence: Presence, times: Times, *, by: User) -> Presence:
    """What is as it was is no event."""
    presence = _locked(presence)
    changes = {
        name: value for name, value in times.fields.items() if getattr(presence, name) != value
    }
    if changes:
        for name, value in changes.items():
            setattr(presence, name, value)
        presence.save(update_fields=list(changes))
        _record(verbs.PRESENCE_CHANGED.name, presence, by)
    return presence


@transaction.atomic
def end(presence: Presence, *, by: User, now: datetime) -> Presence:
    """It is there no more."""
    presence = _locked(presence)
    if presence.ended_at is None:
        presence.ended_at = now
        presence.save(update_fields=["ended_at"])
        _record(verbs.PRESENCE_ENDED.name, presence, by)
    return presence


def _locked(presence: Presence) -> Presence:
    found = Presence.objects.select_for_update(of=("self",)).select_related(
        "neighbourhood", "person", "organisation__neighbourhood", "organisation__municipality"
    )
    return found.get(pk=presence.pk)


def _record(verb: str, presence: Presence, by: User) -> Event:
    """In the history of the organisation, whose page it stands on."""
    return record(verb, presence.organisation, by=by, words=presence.place)
