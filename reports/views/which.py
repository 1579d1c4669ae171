"""Which neighbourhood, goal or method somebody asks for.

What one may not see is not there (404); what one sees and may not do is refused (403).
"""

from django.http import Http404
from django.shortcuts import get_object_or_404

from core.htmx import Request
from goals.models import Goal
from neighbourhoods.models import Neighbourhood

from ..actions.lessons import is_over
from ..models import Method


def public_place(slug: str) -> Neighbourhood:
    places = Neighbourhood.objects.public().select_related("municipality")
    return get_object_or_404(places, slug=slug)


# --- Lessons
def ended_goal(request: Request, pk: int) -> Goal:
    """One that was stopped or reached, or ended with its year."""
    goal = get_object_or_404(Goal.objects.seen_by(request.user), pk=pk)
    if not is_over(goal):
        raise Http404
    return goal


def method_of(request: Request, pk: int) -> Method:
    return get_object_or_404(Method.objects.visible_to(request.user).for_page(), pk=pk)
