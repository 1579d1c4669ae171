"""A voice in a quarterly review: with an account or without, in the room or at home."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import (
    browser_of,
    browser_to_keep_for,
    is_shared,
    new_token,
    remember_browser,
)
from core.htmx import Request, render
from neighbourhoods.permissions import works_in

from ..actions import voices as actions
from ..forms.voices import VoiceForm, as_given
from ..models import QuarterlyReview
from ..selections.voices import goals_to_voice, own_voice, parties_to_voice
from ..states import Refused
from .reviews import frame_of, review_of

ONE_HALL = "new_voice"  # how many browsers may begin from one network (ACCOUNT_RATE_LIMITS)


@require_safe
def short(request: Request, token: str) -> HttpResponse:
    """What the QR code holds."""
    found = get_object_or_404(QuarterlyReview.objects.public(), token=token)
    return redirect("goals:give_voice", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def give_voice(request: Request, pk: int) -> HttpResponse:
    """Who comes too late is told so, and finds on the page what they wrote."""
    review = review_of(pk)
    if review.is_closed and request.method != "POST":
        return redirect(review)
    voice = own_voice(review, request.user, browser_of(request))
    goals = goals_to_voice(review.plan)
    form = VoiceForm(
        request.POST if request.method == "POST" else None,
        initial=as_given(voice) if voice else {"key": uuid4()},
        goals=goals,
        parties=parties_to_voice(goals),
    )
    if review.is_closed:
        return _page(request, review, form, status=409)
    if not form.is_valid():
        return _page(request, review, form, is_given=voice is not None)
    token, browser = browser_to_keep_for(request, ONE_HALL)
    try:
        _give(request, review, form, browser)
    except Refused:
        return _page(request, review, form, status=409)
    messages.success(request, _("Dank u wel, uw stem telt mee. Veranderen kan tot het einde."))
    response = redirect(review)
    remember_browser(response, token, shared_device=is_shared(request))
    return response


@require_POST
def next_voice(request: Request, pk: int) -> HttpResponse:
    """Somebody else on this device, who has no account: the voice that was given here stays, and
    is not shown to them."""
    review = review_of(pk)
    response = redirect("goals:give_voice", review.pk)
    if not request.user.is_authenticated and own_voice(review, None, browser_of(request)):
        remember_browser(response, new_token(request, ONE_HALL), shared_device=True)
    return response


def _give(request: Request, review: QuarterlyReview, form: VoiceForm, browser: str) -> None:
    """Who works here for the municipality is no resident in what rule R5 counts."""
    person = request.user if request.user.is_authenticated else None
    works = form.cleaned_data["works"] or works_in(request.user, review.plan.neighbourhood)
    actions.give(
        review,
        form.said(is_resident=not works),
        key=form.cleaned_data["key"],
        person=person,
        # A voice that this browser gave before somebody signed in becomes theirs.
        browser=browser or browser_of(request),
        now=timezone.now(),
    )


def _page(
    request: Request,
    review: QuarterlyReview,
    form: VoiceForm,
    *,
    is_given: bool = False,
    status: int = 0,
) -> HttpResponse:
    response = render(
        request,
        "goals/give_voice.html",
        frame_of(review) | {"form": form, "is_given": is_given, "is_late": status == 409},
        status=status or (422 if form.is_bound else 200),
    )
    response["Cache-Control"] = "private, no-store"  # Back does not show it to who comes next
    return response
