"""Who does what in a year: goals, parties and initiatives in one picture (O111, O112)."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page

from ..selections.matrix import (
    columns,
    goals_of,
    links_of,
    parties,
    rows,
    said_of,
    share,
)
from .which import frame, year_of


@require_safe
def matrix(request: Request, slug: str, year: int) -> HttpResponse:
    plan = year_of(slug, year)
    goals = goals_of(plan, request.user)
    for goal in goals:
        goal.plan = plan
    said, links = said_of(goals), links_of(goals)
    shown = page(parties(plan, said), request.GET.get("page"))
    return render(
        request,
        "goals/matrix.html",
        frame(plan)
        | {
            "columns": columns(goals, said, links),
            "rows": rows(shown.rows, goals, said),
            "page": shown,
            "share": share(goals, links),
            "silent": shown.total - len({one.organisation_id for one in said}),
        },
    )
