"""The agenda of a neighbourhood, and a meeting: for everybody to read."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page

from ..models import Meeting
from .which import AGENDA, frame, meeting_of, public_place


@require_safe
def agenda(request: Request, slug: str) -> HttpResponse:
    """What comes; what has been is below it."""
    place, now = public_place(slug), timezone.now()
    here = Meeting.objects.in_neighbourhood(place)
    return render(
        request,
        "participation/agenda.html",
        frame(place, AGENDA)
        | {
            "coming": page(here.coming(now), request.GET.get("page")),
            "over": here.over(now)[:5],
        },
    )


@require_safe
def meeting(request: Request, pk: int) -> HttpResponse:
    found = meeting_of(pk)
    return render(
        request,
        "participation/meeting.html",
        frame(found.neighbourhood, AGENDA) | {"meeting": found},
    )
