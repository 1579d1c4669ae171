"""Who may do what for the goals of a neighbourhood. Callers pass what they found already."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from neighbourhoods.models import Membership, Municipality, Neighbourhood
from neighbourhoods.permissions import administers, coordinates, works_in
from partners.models import Organisation

from .models import Goal, GoalParty, Indicator
from .selections.speaking import says_for
from .states import Part


def can_run(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Opens, chooses and closes a year and its reviews: the coordinator."""
    return coordinates(user, neighbourhood)


def can_follow_figures(user: User | AnonymousUser, goal: Goal) -> bool:
    """Says which figures are followed for a goal: the coordinator, and who speaks for a party that
    leads it."""
    return can_run(user, goal.plan.neighbourhood) or leads_for(user, goal) is not None


def leads_for(user: User | AnonymousUser, goal: Goal) -> Organisation | None:
    """The party that leads this goal, and for which somebody speaks."""
    if not user.is_authenticated:
        return None
    leading = GoalParty.objects.filter(goal=goal, part=Part.LEADS).values("organisation")
    mine = Organisation.objects.filter(says_for(user, goal.plan.neighbourhood), pk__in=leading)
    return mine.order_by("pk").first()


def can_measure(user: User | AnonymousUser, indicator: Indicator) -> bool:
    """Fills in what was counted: who speaks for the organisation that counts."""
    place = indicator.goal.plan.neighbourhood
    return indicator.counted_by is not None and speaks_for(user, indicator.counted_by, place)


def can_bring_figures(user: User | AnonymousUser, municipality: Municipality) -> bool:
    """A municipality's own figures: its administrators, and who coordinates one of its
    neighbourhoods."""
    if not user.is_authenticated:
        return False
    here = Membership.objects.coordinators().filter(neighbourhood__municipality=municipality)
    return here.filter(person_id=user.pk).exists() or administers(user, municipality)


def can_take_part(user: User | AnonymousUser) -> bool:
    """Proposes a goal, weighs, gives a voice: whoever has an account."""
    return user.is_authenticated


def speaks_for(
    user: User | AnonymousUser, organisation: Organisation, neighbourhood: Neighbourhood
) -> bool:
    """Says in its name what it aims at and contributes, here; also for what cannot take part any
    more, so that its people still answer for what stands there."""
    if not user.is_authenticated:
        return False
    mine = Organisation.objects.filter(says_for(user, neighbourhood))
    return mine.filter(pk=organisation.pk).exists()


def can_sign(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Puts their name under the goals of a year (O84): a resident, so not who works here for the
    municipality."""
    return user.is_authenticated and not works_in(user, neighbourhood)
