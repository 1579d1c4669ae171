"""Who may do what with reports. Callers pass what they found already."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from goals.models import Goal
from goals.permissions import leads_for
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import coordinates, has_role
from neighbourhoods.states import Role
from participation.permissions import can_call

from .models import Method, Report, Spotlight


def can_edit(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Begins, finishes and publishes its reports, asks for stories, answers reactions, and
    corrects: the coordinator."""
    return coordinates(user, neighbourhood)


def can_discuss(user: User | AnonymousUser, report: Report) -> bool:
    """Calls a meeting about it: who can call one here."""
    return report.is_published and can_call(user, report.neighbourhood)


# --- Lessons
def can_look_back(user: User | AnonymousUser, goal: Goal) -> bool:
    """On a goal that ended: who coordinates, and who speaks for a party that leads it."""
    return coordinates(user, goal.plan.neighbourhood) or leads_for(user, goal) is not None


def builds(user: User | AnonymousUser, place: Neighbourhood) -> bool:
    """Writes a method for themselves: a builder, who need not belong to an organisation."""
    return has_role(user, place, Role.BUILDER)


def can_change_method(user: User | AnonymousUser, method: Method) -> bool:
    """Who wrote it, and who coordinates there."""
    if not user.is_authenticated:
        return False
    return method.person_id == user.pk or coordinates(user, method.neighbourhood)


# --- Thanks
def can_propose_light(user: User | AnonymousUser, place: Neighbourhood) -> bool:
    """Puts an active resident or a team in the light: coordinator and builder."""
    return has_role(user, place, Role.COORDINATOR, Role.BUILDER)


def answers_light(user: User | AnonymousUser, light: Spotlight) -> bool:
    """Says yes, no, or no longer: whom it is about."""
    if not user.is_authenticated:
        return False
    return Spotlight.objects.about(user).filter(pk=light.pk).exists()


def can_withdraw_light(user: User | AnonymousUser, light: Spotlight) -> bool:
    """Besides whom it is about: who proposed it, and who coordinates."""
    if not user.is_authenticated:
        return False
    return light.proposed_by_id == user.pk or coordinates(user, light.neighbourhood)
