"""The year at a glance, and a goal: for everybody to read."""

from datetime import date

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page
from neighbourhoods.http import office

from ..models import Goal, YearPlan
from ..selections.heard import heard_here
from ..selections.profile import profile_of
from ..selections.reviews import judged, next_opening, reviews_in
from ..selections.weighing import in_order, shuffled, supporters_of, words_for
from ..selections.years import (
    PREPARE_FROM,
    cards_of,
    goals_of_year,
    plans_at,
    signatures_of,
    to_carry,
    years_of,
)
from ..states import MOST_GOALS, WAS_CHOSEN, GoalState
from .contributions import part_of_goal
from .parties import who_does_what
from .which import frame, goal_of, goal_page_of, public_place


@require_safe
def year(request: Request, slug: str, year: int | None = None) -> HttpResponse:
    """The year that runs now, or the one that is asked for."""
    plans, today = plans_at(slug), timezone.localdate()
    place = plans[0].neighbourhood if plans else public_place(slug)
    years = years_of(plans, year, today=today)
    plan = years.shown
    if plan is None and year is not None:
        raise Http404
    coordinates = place.pk in office(request).coordinates
    may_begin = coordinates and years.preparing is None and not (plan and plan.is_preparing)
    context: dict[str, object] = {
        "neighbourhood": place,
        "section": "goals",
        "coordinates": coordinates,
        "years": years,
        "asks_year": year is not None,
        "may_begin": may_begin and years.to_begin,
        "begin_first": plan is None or today.month >= PREPARE_FROM,
    }
    if plan:
        context |= frame(plan)
        context |= (
            _preparing(request, plan, today) if plan.is_preparing else _chosen(request, plan, today)
        )
    return render(request, "goals/year.html", context)


def _preparing(request: Request, plan: YearPlan, today: date) -> dict[str, object]:
    shown = page(shuffled(plan, request.user, today=today), request.GET.get("page"))
    goals = in_order(shown.rows)
    return {
        "page": shown,
        "cards": cards_of(plan, goals, supporters=supporters_of(goals, request.user)),
        "is_weighing": plan.is_weighing(today),
        "heard": heard_here(plan),
    }


def _chosen(request: Request, plan: YearPlan, today: date) -> dict[str, object]:
    chosen, not_chosen = goals_of_year(plan, request.user)
    works_here = plan.neighbourhood_id in office(request).works_in
    return {
        "cards": cards_of(plan, chosen),
        "not_chosen": not_chosen,
        "in_force": sum(goal.is_chosen for goal in chosen),
        "heard": heard_here(plan),
        "signatures": signatures_of(plan, request.user),
        "may_sign": not works_here and not plan.is_over,
        "reviews": reviews_in(plan),
        "next_review": next_opening(plan, today),
    }


@require_safe
def goal(request: Request, pk: int) -> HttpResponse:
    found = goal_page_of(request, pk)
    return render(request, "goals/goal.html", goal_context(request, found), partial="support")


def goal_context(request: Request, found: Goal) -> dict[str, object]:
    """What the page of a goal shows; each part asks for its own."""
    plan, today = found.plan, timezone.localdate()
    coordinates = plan.neighbourhood_id in office(request).coordinates
    return (
        frame(plan)
        | {
            "goal": found,
            "is_weighing": plan.is_weighing(today),
            "coordinates": coordinates,
            "is_own": found.person_id == request.user.pk,
            "was_chosen": found.state in WAS_CHOSEN,
        }
        | weighing(request, found)
        | (_what_becomes(found) if coordinates else {})
        | who_does_what(request, found)
    )


@require_safe
def profile(request: Request, slug: str) -> HttpResponse:
    """Who live here according to CBS, and which ways of working fit that."""
    place = public_place(slug)
    return render(
        request,
        "goals/profile.html",
        {"neighbourhood": place, "section": "goals", "profile": profile_of(place)},
    )


@require_safe
def how(request: Request, pk: int) -> HttpResponse:
    """What was done for a goal that was chosen, and what became of it: a part of its page."""
    found = goal_of(request, pk)
    if found.state not in WAS_CHOSEN:
        raise Http404
    return render(
        request,
        "goals/how.html",
        frame(found.plan) | {"goal": found, "judged": judged(found)} | part_of_goal(request, found),
        partial="how",
    )


def weighing(request: Request, found: Goal) -> dict[str, object]:
    """Who finds it important and why, of a goal that was not chosen, or not yet."""
    if found.state not in {GoalState.PROPOSED, GoalState.NOT_CHOSEN}:
        return {}
    supported = found.supports.filter(person_id=request.user.pk).first()
    return {
        "supporters": found.supports.count(),
        "support": supported,
        "page": page(words_for(found, request.user), request.GET.get("page"), per_page=10),
    }


def _what_becomes(found: Goal) -> dict[str, object]:
    """What who coordinates can do with it now."""
    plan = found.plan
    runs = not (plan.is_preparing or plan.is_over)
    is_free = (
        found.state == GoalState.NOT_CHOSEN
        and runs
        and Goal.objects.filter(plan=plan).in_force().count() < MOST_GOALS
    )
    return {
        "may_end": runs and found.is_chosen,
        "may_choose": is_free,
        "to_carry": to_carry(found),
    }
