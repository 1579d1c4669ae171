"""Who has a part in the goals of a year, and so hears of its quarterly reviews."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from activity.actions import Reason
from activity.selections import People, coordinators
from neighbourhoods.models import Membership
from neighbourhoods.states import Role
from partners.models import Member

from ..models import Contribution, Goal, GoalInitiative, GoalParty, GoalSupport, YearPlan

Keys = QuerySet[Any, Any]


def with_a_part(plan: YearPlan) -> People:
    """Whoever is named twice hears for the first reason; nine queries, however many they are.

    Keys are fetched step by step: all of it in one question is planned badly by PostgreSQL.
    """
    goals = list(Goal.objects.filter(plan=plan).was_chosen().values_list("pk", flat=True))
    parties = GoalParty.objects.filter(goal__in=goals).values_list("organisation", flat=True)
    linked = GoalInitiative.objects.shown().filter(goal__in=goals)
    teams = linked.values_list("initiative__team", flat=True)
    builders = Membership.objects.current().filter(
        neighbourhood=plan.neighbourhood, role=Role.BUILDER
    )
    return [
        *coordinators(plan.neighbourhood),
        *((one, Reason.ROLE) for one in _people(builders.values("person"))),
        *((one, Reason.TEAM) for one in _members(teams)),
        *((one, Reason.MEMBER) for one in _members(parties)),
        *(
            (one, Reason.AUTHOR)
            for one in _people(Goal.objects.filter(pk__in=goals).values("person"))
        ),
        *(
            (one, Reason.AUTHOR)
            for one in _people(Contribution.objects.standing().filter(goal__in=goals).values("by"))
        ),
        *(
            (one, Reason.FOLLOWER)
            for one in _people(GoalSupport.objects.filter(goal__in=goals).values("person"))
        ),
    ]


def _people(keys: Keys) -> list[User]:
    return list(User.objects.filter(pk__in=keys, is_active=True).order_by("pk"))


def _members(organisations: Keys) -> list[User]:
    found = Member.objects.filter(organisation__in=list(organisations)).still_here()
    return _people(found.values("person"))
