""" "Ik kan niet meedoen omdat", and what is done about it (O49)."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import (
    SignedInRequest,
    browser_to_keep_for,
    is_shared_or_new,
    remember_browser,
    signed_in,
)
from core.access import require
from core.htmx import Request, render

from .. import permissions
from ..actions import barriers as actions
from ..forms.barriers import BarrierAnswerForm, BarrierForm
from ..models import Barrier
from ..states.meetings import Bars, Over, Overtaken
from .which import AGENDA, frame, meeting_of


@require_http_methods(["GET", "HEAD", "POST"])
def tell_barrier(request: Request, pk: int) -> HttpResponse:
    """With an account or without; who has one hears the answer."""
    found, now = meeting_of(pk), timezone.now()
    if request.method != "POST" and not found.is_open(now):
        return redirect(found)
    form = BarrierForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if form.is_valid():
        clean = form.cleaned_data
        token, _browser = browser_to_keep_for(request)
        try:
            actions.tell(
                found,
                Bars(clean["bars"]),
                clean["words"],
                key=clean["key"],
                person=request.user if request.user.is_authenticated else None,
                now=now,
            )
        except Over:
            form.add_error(None, _("Deze bijeenkomst is al begonnen, of gaat niet door."))
        else:
            messages.success(
                request,
                _("Dank u wel. Wij zoeken een oplossing. Het antwoord komt hier."),
            )
            response = redirect(found)
            remember_browser(response, token, shared_device=is_shared_or_new(request))
            return response
    return render(
        request,
        "participation/tell_barrier.html",
        frame(found.neighbourhood, AGENDA) | {"form": form, "meeting": found},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer_barrier(request: SignedInRequest, pk: int) -> HttpResponse:
    """For who hosts it and who works here; others do not see that it is there."""
    barrier = get_object_or_404(Barrier, pk=pk)
    barrier.meeting = meeting_of(barrier.meeting_id)
    require(permissions.can_answer_at(request.user, barrier.meeting))
    if request.method != "POST" and barrier.answered_at:
        return redirect(barrier.meeting)
    form = BarrierAnswerForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.answer(barrier, form.cleaned_data["words"], by=request.user, now=timezone.now())
        except Overtaken:
            barrier.refresh_from_db(fields=["answer", "answered_at"])
            status = 409
        else:
            messages.success(request, _("Uw antwoord staat bij de bijeenkomst."))
            return redirect(barrier.meeting)
    return render(
        request,
        "participation/answer_barrier.html",
        frame(barrier.meeting.neighbourhood, AGENDA)
        | {
            "form": form,
            "barrier": barrier,
            "meeting": barrier.meeting,
            "is_overtaken": status == 409,
        },
        partial="form",
        status=status,
    )
