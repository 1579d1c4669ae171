"""Who hears that a report is there: everyone with a part in what it tells."""

from collections.abc import Iterable

from accounts.models import User
from activity.actions import Reason
from activity.selections import People, coordinators
from goals.models import YearPlan
from goals.selections.hearing import with_a_part
from initiatives.models import Initiative
from neighbourhoods.models import Membership
from neighbourhoods.states import IN_VIEW
from partners.models import Member

from ..models import Report


def with_a_part_in(report: Report) -> People:
    """Who works for its goals, the teams of its initiatives, and who has a role here."""
    plan = YearPlan.objects.filter(neighbourhood=report.neighbourhood, year=report.year).first()
    here = Membership.objects.current().filter(neighbourhood=report.neighbourhood, role__in=IN_VIEW)
    teams = Initiative.objects.public().in_neighbourhood(report.neighbourhood)
    keys = list(teams.values_list("team", flat=True))  # step by step: PostgreSQL plans that best
    members = Member.objects.still_here().filter(organisation__in=keys)
    return [
        *(with_a_part(plan) if plan else coordinators(report.neighbourhood)),
        *((one, Reason.ROLE) for one in _people(here.values_list("person", flat=True))),
        *((one, Reason.TEAM) for one in _people(members.values_list("person", flat=True))),
    ]


def _people(keys: Iterable[int]) -> list[User]:
    return list(User.objects.filter(pk__in=set(keys), is_active=True).order_by("pk"))
