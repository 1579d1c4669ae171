"""Where people can take part, and a process: for everybody to read."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page

from ..models import BudgetRound, Process
from ..permissions import can_run
from .which import TAKING_PART, frame, process_of, public_place


@require_safe
def taking_part(request: Request, slug: str) -> HttpResponse:
    place = public_place(slug)
    here = Process.objects.in_neighbourhood(place).newest_first()
    return render(
        request,
        "participation/taking_part.html",
        frame(place, TAKING_PART)
        | {
            "processes": page(here, request.GET.get("page")),
            "can_run": can_run(request.user, place),
            "has_budget": BudgetRound.objects.in_neighbourhood(place).exists(),
        },
    )


@require_safe
def process(request: Request, pk: int) -> HttpResponse:
    found = process_of(pk)
    return render(
        request,
        "participation/process.html",
        frame(found.neighbourhood, TAKING_PART)
        | {"process": found, "phases": found.phases.order_by("pk")},
    )
