"""Who hears for the municipality, in mails of every app."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.absences import cover_of
from neighbourhoods.selections.officers import coordinators_of

from .models import Notification

Reason = Notification.Reason
People = list[tuple[User, Reason]]


def officer_or_cover(officer: User | None, place: Neighbourhood, at: datetime) -> People:
    """The named officer, or the coordinators where there is none.

    While the officer is away who stands in hears too, or else the coordinators.
    """
    if officer is None:
        return coordinators(place)
    named: People = [(officer, Reason.OFFICER)]
    cover = cover_of(officer, place, timezone.localdate(at))
    if cover is None:
        return named
    if cover.stand_in:
        return [*named, (cover.stand_in, Reason.OFFICER)]
    return named + coordinators(place)


def coordinators(place: Neighbourhood) -> People:
    return [(person, Reason.COORDINATOR) for person in coordinators_of(place)]
