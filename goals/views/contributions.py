"""What parties did for a goal: for everybody to read."""

from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page
from core.photos import served
from initiatives.models import Initiative, SupportRequest
from partners.models import Organisation

from .. import permissions
from ..forms.contributing import ContributionFilterForm
from ..models import Contribution, ContributionPhoto, Goal
from ..selections.contributing import (
    FEW,
    is_open,
    lines,
    newest_of,
    of_goal,
    of_organisation,
    of_year,
    page_of,
    parties_in,
    spent,
    totals,
    trace,
)
from ..selections.speaking import spoken_for
from .contributing import can_be_logged
from .which import frame, goal_of, year_of


def part_of_goal(request: Request, goal: Goal) -> dict[str, object]:
    """The newest few, on the page of a goal that was chosen."""
    newest = newest_of(goal, request.user)
    return {
        "contributions": newest[:FEW],
        "has_more_contributions": len(newest) > FEW,
        "can_contribute": _can_log(request, goal),
    }


@require_safe
def contributions(request: Request, pk: int) -> HttpResponse:
    """All of a goal, by party and quarter; with the sums."""
    goal = goal_of(request, pk)
    form = ContributionFilterForm(request.GET, parties=parties_in(goal, request.user))
    chosen = form.chosen()
    found = of_goal(
        goal,
        request.user,
        party=int(chosen["van"] or 0),
        quarter=int(chosen["kwartaal"] or 0),
    )
    shown = page(found.for_lines(), request.GET.get("page"))
    return render(
        request,
        "goals/contributions.html",
        frame(goal.plan)
        | {
            "goal": goal,
            "form": form,
            "query": urlencode([(name, value) for name, value in chosen.items() if value]),
            "page": shown,
            "contributions": lines(shown.rows),
            "totals": totals(goal, request.user),
            "can_contribute": _can_log(request, goal),
        },
        partial="results",
    )


@require_safe
def contribution(request: Request, pk: int) -> HttpResponse:
    """With what stood there before; for its own people also what was just taken away."""
    found = _seen(request, pk)
    place = found.goal.plan.neighbourhood
    is_own = permissions.speaks_for(request.user, found.organisation, place)
    return render(
        request,
        "goals/contribution.html",
        frame(found.goal.plan)
        | {
            "goal": found.goal,
            "contribution": found,
            "spent": spent(found),
            "party_url": page_of(found.organisation),
            "answers": _answers(request, found),
            "changes": trace(found),
            "is_own": is_own,
            "can_change": is_own and is_open(found),
            "can_add": is_own and not found.removed_at and can_be_logged(found.goal),
        },
        partial="photo",
    )


@require_safe
def contributions_of(request: Request, slug: str) -> HttpResponse:
    """What one organisation contributed: a part of its page on a lower floor, and a page."""
    visible = Organisation.objects.visible_to(request.user).select_related("neighbourhood")
    organisation = get_object_or_404(visible, slug=slug)
    shown = page(of_organisation(organisation, request.user).for_lines(), request.GET.get("page"))
    return render(
        request,
        "goals/contributions_of.html",
        {
            "neighbourhood": organisation.neighbourhood,
            "section": "about",
            "organisation": organisation,
            "page": shown,
            "contributions": lines(shown.rows),
            "few": FEW,
        },
        partial="contributions-of",
    )


@require_safe
def contributions_of_year(request: Request, slug: str, year: int) -> HttpResponse:
    """All that was done for the goals of a year; the newest few are a part of its page."""
    plan = year_of(slug, year)
    shown = page(of_year(plan, request.user).for_lines(), request.GET.get("page"))
    can_log = plan.is_running and bool(spoken_for(request.user, plan.neighbourhood))
    return render(
        request,
        "goals/contributions_of_year.html",
        frame(plan)
        | {
            "page": shown,
            "contributions": lines(shown.rows),
            "few": FEW,
            "can_contribute": can_log,
        },
        partial="done",
    )


@require_safe
def contribution_photo(request: Request, pk: int, width: int, kind: str) -> FileResponse:
    """One width; who may not see the contribution gets 404."""
    visible = ContributionPhoto.objects.visible_to(request.user)
    return served(get_object_or_404(visible, pk=pk), width, kind)


def _can_log(request: Request, goal: Goal) -> bool:
    return can_be_logged(goal) and bool(spoken_for(request.user, goal.plan.neighbourhood))


def _seen(request: Request, pk: int) -> Contribution:
    shown = Contribution.objects.seen_by(request.user).for_page()
    found = shown.filter(pk=pk).first()
    if found is None and request.user.is_authenticated:
        found = Contribution.objects.of_party(request.user).for_page().filter(pk=pk).first()
    return found or get_object_or_404(shown, pk=pk)


def _answers(request: Request, found: Contribution) -> Initiative | SupportRequest | None:
    """What it was an answer to, if who asks may see that."""
    seen = Initiative.objects.visible_to(request.user)
    if found.initiative_id:
        return seen.filter(pk=found.initiative_id).first()
    if found.request_id:
        asked = SupportRequest.objects.standing().filter(initiative__in=seen.values("pk"))
        return asked.filter(pk=found.request_id).first()
    return None
