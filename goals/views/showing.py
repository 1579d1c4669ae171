"""The year at a glance, and a goal: for everybody to read."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from neighbourhoods.http import office

from ..selections.reviews import judged, next_opening, reviews_in
from ..selections.years import goal_cards, not_chosen, year_to_show
from .which import frame, goal_of, public_place


@require_safe
def year(request: Request, slug: str, year: int | None = None) -> HttpResponse:
    """The year that runs now, or the one that is asked for."""
    place, today = public_place(slug), timezone.localdate()
    plan = year_to_show(place, year, today.year)
    if plan is None and year is not None:
        raise Http404
    coordinates = place.pk in office(request).coordinates
    context: dict[str, object] = {
        "neighbourhood": place,
        "section": "goals",
        "coordinates": coordinates,
        "this_year": today.year,
    }
    if plan:
        context |= frame(plan) | {
            "cards": goal_cards(plan, request.user),
            "not_chosen": not_chosen(plan, request.user),
            "is_weighing": plan.is_weighing(today),
            "reviews": reviews_in(plan),
            "next_review": next_opening(plan, today),
        }
    return render(request, "goals/year.html", context)


@require_safe
def goal(request: Request, pk: int) -> HttpResponse:
    found = goal_of(request, pk)
    plan = found.plan
    return render(
        request,
        "goals/goal.html",
        frame(plan)
        | {
            "goal": found,
            "is_weighing": plan.is_weighing(timezone.localdate()),
            "coordinates": plan.neighbourhood_id in office(request).coordinates,
            "is_own": found.person_id == request.user.pk,
            "judged": judged(found),
        },
    )
