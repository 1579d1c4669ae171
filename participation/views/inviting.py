"""Organisations are asked to come, and answer in public."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render
from neighbourhoods.http import office

from .. import permissions
from ..actions import inviting as actions
from ..forms.inviting import InviteForm, ReplyForm
from ..selections.hosting import standing
from ..selections.meetings import own_invited, to_invite
from ..states.meetings import Over, Reply
from .which import AGENDA, frame, hosted_meeting, meeting_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """For who hosts it."""
    found, now = hosted_meeting(request, pk), timezone.now()
    if request.method != "POST" and not found.is_open(now):
        return redirect(found)
    organisations = to_invite(found)
    form = InviteForm(
        request.POST if request.method == "POST" else None, organisations=organisations
    )
    if form.is_valid():
        try:
            number = actions.invite(found, form.chosen, by=request.user, now=now)
        except Over:
            messages.info(request, _("Deze bijeenkomst is al begonnen, of gaat niet door."))
        else:
            words = ngettext(
                "%(number)s organisatie krijgt bericht.",
                "%(number)s organisaties krijgen bericht.",
                number,
            )
            messages.success(request, words % {"number": number})
        return redirect(found)
    return render(
        request,
        "participation/invite.html",
        frame(found.neighbourhood, AGENDA)
        | {"form": form, "meeting": found, "organisations": organisations},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """For who speaks for an organisation that was invited; for others there is nothing here."""
    found, now = meeting_of(pk), timezone.now()
    here = standing(request.user, found, office(request))
    own = own_invited(found, here.organisations, works=here.works_here)
    if not own:
        raise Http404
    if request.method != "POST" and not found.is_open(now):
        return redirect(found)
    begin = {"reply": own[0].reply, "words": own[0].words} if len(own) == 1 else {}
    form = ReplyForm(request.POST if request.method == "POST" else None, initial=begin, invited=own)
    if form.is_valid():
        invited, clean = form.chosen, form.cleaned_data
        invited.meeting = found
        require(permissions.can_reply(request.user, invited))
        try:
            actions.reply(invited, Reply(clean["reply"]), clean["words"], by=request.user, now=now)
        except Over:
            messages.info(request, _("Deze bijeenkomst is al begonnen, of gaat niet door."))
        else:
            messages.success(request, _("Uw antwoord staat bij de bijeenkomst."))
        return redirect(found)
    return render(
        request,
        "participation/reply.html",
        frame(found.neighbourhood, AGENDA) | {"form": form, "meeting": found, "own": own},
        partial="form",
        status=422 if form.is_bound else 200,
    )
