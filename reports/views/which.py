"""Which report somebody asks for, and the frame of its pages.

What one may not see is not there (404); what one sees and may not do is refused (403).
"""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.http import SignedInRequest
from core.access import require
from core.htmx import Request
from goals.models import Goal
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions.lessons import is_over
from ..models import Method, Report

ABOUT = "about"  # the section of the menu


def public_place(slug: str) -> Neighbourhood:
    places = Neighbourhood.objects.public().select_related("municipality")
    return get_object_or_404(places, slug=slug)


def report_of(request: Request, pk: int) -> Report:
    found = Report.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("neighbourhood__municipality", "making"), pk=pk)


def own_report(request: SignedInRequest, pk: int) -> Report:
    """For who coordinates there."""
    found = report_of(request, pk)
    require(permissions.can_edit(request.user, found.neighbourhood))
    return found


def frame(neighbourhood: Neighbourhood) -> dict[str, object]:
    """What the frame around every page shows."""
    return {"neighbourhood": neighbourhood, "section": ABOUT}


def making_of(pk: int) -> Report:
    """Published or in the making: that one is being made everybody may know."""
    rows = Report.objects.filter(neighbourhood__is_public=True)
    return get_object_or_404(rows.select_related("neighbourhood__municipality"), pk=pk)


def around(report: Report) -> dict[str, object]:
    """What the frame around a page about a report shows."""
    return frame(report.neighbourhood) | {"report": report}


# --- Lessons
def ended_goal(request: Request, pk: int) -> Goal:
    """One that was stopped or reached, or ended with its year."""
    goal = get_object_or_404(Goal.objects.seen_by(request.user), pk=pk)
    if not is_over(goal):
        raise Http404
    return goal


def method_of(request: Request, pk: int) -> Method:
    return get_object_or_404(Method.objects.visible_to(request.user).for_page(), pk=pk)
