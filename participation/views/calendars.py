"""The agenda for other calendars; a person's own at an address that nobody can guess."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.htmx import Request

from ..actions import registering
from ..models import CalendarLink
from ..selections import calendars
from .which import meeting_of, public_place


@require_safe
def meeting_calendar(request: Request, pk: int) -> HttpResponse:
    found = meeting_of(pk)
    answer = _answer(calendars.of_meeting(found, now=timezone.now()))
    answer["Content-Disposition"] = f'attachment; filename="bijeenkomst-{found.pk}.ics"'
    return answer


@require_safe
def neighbourhood_calendar(request: Request, slug: str) -> HttpResponse:
    return _answer(calendars.of_neighbourhood(public_place(slug), now=timezone.now()))


@require_safe
def my_calendar(request: Request, token: str) -> HttpResponse:
    """For a calendar, which cannot sign in."""
    rows = CalendarLink.objects.filter(person__is_active=True).select_related("person")
    link = get_object_or_404(rows, token=token)
    answer = _answer(calendars.of_person(link.person, now=timezone.now()))
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_POST
@signed_in
def renew_calendar(request: SignedInRequest) -> HttpResponse:
    """The first one as well."""
    registering.renew_calendar_link(request.user, now=timezone.now())
    messages.success(request, _("Dit is uw nieuwe adres. Een oud adres werkt niet meer."))
    return redirect("participation:my_agenda")


def _answer(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
