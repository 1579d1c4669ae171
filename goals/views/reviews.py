"""A quarterly review, for everybody to read; its day and its beginning, by who runs the year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, browser_of, signed_in
from core.access import require
from core.htmx import Request, render
from core.paging import page
from neighbourhoods.http import office

from .. import permissions
from ..actions import reviews as actions
from ..forms.reviews import MeetingForm
from ..models import QuarterlyReview
from ..selections.reviews import ON_THE_PAGE, attendance, months_of, shown
from ..selections.voices import mine
from ..states import Refused
from .which import frame


@require_safe
def review(request: Request, pk: int) -> HttpResponse:
    found = review_of(pk)
    said = shown(found, now=timezone.now(), mine=mine(request.user, browser_of(request)))
    return render(
        request,
        "goals/review.html",
        frame_of(found)
        | {
            "shown": said,
            "table": said.table[:ON_THE_PAGE],
            "saw": said.saw[:ON_THE_PAGE],
            "met": attendance(found),
            "coordinates": found.plan.neighbourhood_id in office(request).coordinates,
        },
    )


@require_safe
def voices(request: Request, pk: int) -> HttpResponse:
    """All that people said: what should be on the table, and what they saw."""
    found = review_of(pk)
    said = shown(found, now=timezone.now(), mine=mine(request.user, browser_of(request)))
    words = [*said.table, *said.saw]
    return render(
        request,
        "goals/voices.html",
        frame_of(found)
        | {
            "page": page(words, request.GET.get("page")),
            "on_table": len(said.table),
            "own": said.own,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def plan_review(request: SignedInRequest, pk: int) -> HttpResponse:
    found = run_review(request, pk)
    if found.is_closed:
        return redirect(found)
    begin = {"day": found.meets_on, "at": found.meets_at, "where": found.meets_where}
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=begin)
    if form.is_valid():
        try:
            actions.plan_meeting(found, form.meeting, by=request.user)
        except Refused:
            messages.info(request, _("Dit kwartaalgesprek is intussen afgesloten."))
        else:
            messages.success(request, _("De dag en de plek staan op de pagina."))
        return redirect(found)
    return render(
        request,
        "goals/plan_review.html",
        frame_of(found) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Then the screen for the room opens."""
    found = run_review(request, pk)
    try:
        actions.begin(found, by=request.user)
    except Refused:
        messages.info(request, _("Dit kwartaalgesprek is intussen afgesloten."))
        return redirect(found)
    return redirect("goals:screen", pk)


def review_of(pk: int) -> QuarterlyReview:
    return get_object_or_404(QuarterlyReview.objects.public().for_page(), pk=pk)


def run_review(request: SignedInRequest, pk: int) -> QuarterlyReview:
    """For who coordinates there."""
    found = review_of(pk)
    require(permissions.can_run(request.user, found.plan.neighbourhood))
    return found


def frame_of(review: QuarterlyReview) -> dict[str, object]:
    return frame(review.plan) | {"review": review, "months": months_of(review.period)}
