"""What was agreed in a neighbourhood, all of it: composed here of every floor (rule R4)."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page
from goals.selections.pledges import for_goal
from goals.selections.years import goals_with_agreements
from neighbourhoods.models import Neighbourhood
from partners.selections.agreements import lines, parties_in, rates
from partners.selections.agreements import register as registered

from ..forms import RegisterForm


@require_safe
def register(request: Request, slug: str) -> HttpResponse:
    """By how they stand, by whose they are, and by the goal for which they were made."""
    public = Neighbourhood.objects.public().select_related("municipality")
    place, now = get_object_or_404(public, slug=slug), timezone.now()
    parties = parties_in(place)
    form = RegisterForm(
        request.GET,
        parties=[(str(one.pk), one.name) for one in parties],
        goals=goals_with_agreements(place),
    )
    chosen = form.chosen()
    party = next((one for one in parties if str(one.pk) == chosen["partij"]), None)
    found = registered(place, stand=chosen["stand"], party=party, today=timezone.localdate(now))
    if goal := chosen.get("doel"):
        found = found.filter(for_goal(int(goal)))
    shown = page(found, request.GET.get("page"))
    return render(
        request,
        "portal/agreements.html",
        {
            "neighbourhood": place,
            "section": "about",
            "last_year": str(timezone.localdate(now).year - 1),
            "form": form,
            "query": urlencode([(name, value) for name, value in chosen.items() if value]),
            "page": shown,
            "lines": lines(shown.rows, now=now),
            "rates": rates(place, now=now),
        },
        partial="results",
    )
