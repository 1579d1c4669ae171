"""The screen in the room: a QR code, what comes in from the phones, and how the quarter went."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.htmx import render, wants_fragment
from core.qr import code

from ..actions.voices import hide_one
from ..models import Voice
from ..selections.screen import done_for, looked_at, on_screen, state_of
from .reviews import frame_of, run_review

NOTHING_NEW, STOP_ASKING = 204, 286  # what htmx makes of them


@require_safe
@signed_in
def screen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every few seconds the page asks for what is new: mostly nothing, and then that is all. What
    was done and measured stands there already."""
    review = run_review(request, pk)
    is_poll = wants_fragment(request) and request.htmx.target == "live"
    if is_poll and request.GET.get("gezien") == state_of(review):
        return HttpResponse(status=NOTHING_NEW)
    goals = looked_at(review)
    context = frame_of(review) | {"live": on_screen(review, goals)}
    if is_poll:
        status = STOP_ASKING if review.is_closed else 200
        return render(request, "goals/screen.html", context, partial="live", status=status)
    link = request.build_absolute_uri(reverse("goals:voice", args=[review.token]))
    context |= {"done": done_for(review, goals), "link": link, "code": code(link)}
    return render(request, "goals/screen.html", context)


@require_POST
@signed_in
def hide_voice(request: SignedInRequest, pk: int, voice: int) -> HttpResponse:
    """With one press, because everybody in the room reads along; the house rules are the reason."""
    review = run_review(request, pk)
    found = get_object_or_404(Voice.objects.filter(review=review), pk=voice)
    hide_one(found, _("Dit past niet bij de huisregels."), by=request.user)
    return redirect("goals:screen", pk)
