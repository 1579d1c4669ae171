"""Which year or goal somebody asks for, and the frame of its pages.

What one may not see is not there (404); what one sees and may not do is refused (403).
"""

from django.shortcuts import get_object_or_404

from accounts.http import SignedInRequest
from core.access import require
from core.htmx import Request
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..models import Goal, YearPlan


def public_place(slug: str) -> Neighbourhood:
    places = Neighbourhood.objects.public().select_related("municipality")
    return get_object_or_404(places, slug=slug)


def year_of(slug: str, year: int) -> YearPlan:
    plans = YearPlan.objects.public().select_related("neighbourhood__municipality")
    return get_object_or_404(plans, neighbourhood__slug=slug, year=year)


def run_year(request: SignedInRequest, slug: str, year: int) -> YearPlan:
    """For who coordinates there."""
    plan = year_of(slug, year)
    require(permissions.can_run(request.user, plan.neighbourhood))
    return plan


def goal_of(request: Request, pk: int) -> Goal:
    """With all that its page says."""
    return get_object_or_404(Goal.objects.seen_by(request.user), pk=pk)


def goal_page_of(request: Request, pk: int) -> Goal:
    """With what its own page says and no more."""
    return get_object_or_404(Goal.objects.seen_by(request.user).for_page(), pk=pk)


def frame(plan: YearPlan) -> dict[str, object]:
    """What the frame around every page of a year shows."""
    return {"neighbourhood": plan.neighbourhood, "section": "goals", "plan": plan}
