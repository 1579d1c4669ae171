"""Coming to a meeting in two presses, and leaving it in one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, signed_in
from core.htmx import render, wants_fragment

from ..actions import registering as actions
from ..models import Meeting
from ..states.meetings import Comes, Over
from .meetings import joining
from .which import AGENDA, frame, meeting_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def register(request: SignedInRequest, pk: int) -> HttpResponse:
    """A visitor who signs in first comes back to this page's one button."""
    found = meeting_of(pk)
    if request.method != "POST":
        shown = joining(request, found)
        return render(
            request,
            "participation/register.html",
            frame(found.neighbourhood, AGENDA) | shown,
        )
    try:
        registration = actions.register(found, by=request.user, now=timezone.now())
    except Over:
        messages.info(request, _("Aanmelden kan niet meer."))
        return redirect(found)
    if registration.state == Comes.WAITING:
        messages.info(request, _("Alle plekken zijn bezet. U staat op de wachtlijst."))
    else:
        messages.success(request, _("U staat op de lijst. Tot dan!"))
    return _joined_part(request, found)


@require_POST
@signed_in
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    found = meeting_of(pk)
    try:
        actions.leave(found, by=request.user, now=timezone.now())
    except Over:
        messages.info(request, _("Deze bijeenkomst is al begonnen, of gaat niet door."))
    else:
        messages.success(request, _("U staat niet meer op de lijst."))
    return _joined_part(request, found)


def _joined_part(request: SignedInRequest, found: Meeting) -> HttpResponse:
    """The part as it is now; without JavaScript the page."""
    if not wants_fragment(request):
        return redirect(found)
    return render(request, "participation/meeting.html", joining(request, found), partial="join")
