"""Where people can take part, and a process: for everybody to read."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page

from ..models import Process
from ..selections.asked import asked_in
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
            # Panels, polls and question hour
            "asked": asked_in(place, timezone.now()),
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
