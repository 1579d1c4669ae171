"""Who may do what with reports. Callers pass what they found already."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import coordinates
from participation.permissions import can_call

from .models import Report


def can_edit(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Begins, finishes and publishes its reports, asks for stories, answers reactions, and
    corrects: the coordinator."""
    return coordinates(user, neighbourhood)


def can_discuss(user: User | AnonymousUser, report: Report) -> bool:
    """Calls a meeting about it: who can call one here."""
    return report.is_published and can_call(user, report.neighbourhood)
