"""Initiatives that add to a goal: their teams say so (O28)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from initiatives.models import Initiative
from initiatives.permissions import leads

from ..actions import linking
from ..forms.linking import LinkForm
from ..models import Goal
from ..selections.linking import choices, goals_of, goals_to_join, own_initiatives
from ..selections.parties import is_open
from ..states import Refused
from .which import frame, goal_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def link(request: SignedInRequest, pk: int) -> HttpResponse:
    """One press for each of one's own initiatives here."""
    goal = goal_of(request, pk)
    found = choices(goal, request.user)
    require(bool(found))
    if not is_open(goal):
        return redirect(goal)
    form = LinkForm(
        request.POST if request.method == "POST" else None, initiatives=[one.key for one in found]
    )
    if form.is_valid():
        _press(request, goal, *form.chosen)
        return redirect("goals:link", goal.pk)
    return render(
        request,
        "goals/link.html",
        frame(goal.plan) | {"goal": goal, "choices": found, "form": form},
        status=422 if form.is_bound else 200,
    )


@require_safe
def of_initiative(request: Request, pk: int) -> HttpResponse:
    """To which goals an initiative adds: a part of its page on a lower floor."""
    initiative = get_object_or_404(Initiative.objects.visible_to(request.user).for_page(), pk=pk)
    in_team = initiative.is_public and leads(request.user, initiative)
    return render(
        request,
        "goals/of_initiative.html",
        {
            "neighbourhood": initiative.neighbourhood,
            "section": "initiatives",
            "initiative": initiative,
            "goals": goals_of(initiative, request.user),
            "to_join": goals_to_join(initiative) if in_team else [],
        },
        partial="doelen",
    )


def _press(request: SignedInRequest, goal: Goal, key: int, want: bool) -> None:
    mine = own_initiatives(request.user, goal.plan.neighbourhood)
    initiative = get_object_or_404(mine.select_related("team"), pk=key)
    try:
        if want:
            linking.link(goal, initiative, by=request.user, now=timezone.now())
            messages.success(request, _("Het staat bij het doel."))
        else:
            linking.unlink(goal, initiative, by=request.user)
            messages.success(request, _("Het staat niet meer bij het doel."))
    except Refused:
        messages.info(request, _("Dit doel loopt niet meer."))
