"""Whether residents had their part in a year: what rule R5 looks at, and what its page says."""

from typing import NamedTuple

from django.db.models import Count, Q, Sum

from accounts.models import User
from neighbourhoods.models import Administrator, Membership
from partners.states import PROFESSIONAL

from ..models import Goal, GoalSupport, Problem, ProblemRank, ResidentInput, YearPlan
from ..states import GoalState, Heard


class HeardHere(NamedTuple):
    """How many residents were heard: on this site, and elsewhere at so many places."""

    online: int = 0
    elsewhere: int = 0
    places: int = 0

    @property
    def is_any(self) -> bool:
        return bool(self.online or self.elsewhere)


def residents_online(plan: YearPlan) -> int:
    """Different people who proposed, supported, or said what matters; not who works for the
    municipality, nor who spoke for a professional organisation."""
    proposed = Goal.objects.standing().filter(plan=plan, carried_from=None)
    supported = GoalSupport.objects.filter(goal__plan=plan)
    said = Problem.objects.filter(plan=plan)
    ranked = ProblemRank.objects.filter(plan=plan)
    town = plan.neighbourhood.municipality_id
    office = Membership.objects.of_office().filter(neighbourhood__municipality=town)
    governing = Administrator.objects.filter(municipality=town)
    people = User.objects.filter(
        Q(pk__in=proposed.exclude(organisation__kind__in=PROFESSIONAL).values("person"))
        | Q(pk__in=supported.exclude(goal__state=GoalState.WITHDRAWN).values("person"))
        | Q(pk__in=said.values("person"))
        | Q(pk__in=ranked.values("person"))
    )
    return (
        people.exclude(pk__in=office.values("person"))
        .exclude(pk__in=governing.values("person"))
        .count()
    )


def heard_here(plan: YearPlan) -> HeardHere:
    """In one query; of the year itself, without its reviews."""
    found = ResidentInput.objects.filter(plan=plan, review=None)
    elsewhere = ~Q(kind=Heard.ONLINE)
    sums = found.aggregate(
        online=Sum("residents", filter=Q(kind=Heard.ONLINE), default=0),
        elsewhere=Sum("residents", filter=elsewhere, default=0),
        places=Count("place", distinct=True, filter=elsewhere & ~Q(place="")),
    )
    return HeardHere(**sums)


def inputs_of(plan: YearPlan) -> list[ResidentInput]:
    """Talks and meetings, the last first."""
    found = ResidentInput.objects.filter(plan=plan, review=None).exclude(kind=Heard.ONLINE)
    return list(found.order_by("-day", "-pk"))
