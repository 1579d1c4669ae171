"""The logbook of who talks with people: their own alone (O106)."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest, signed_in
from core.htmx import render
from core.paging import page

from ..actions import conversations as actions
from ..forms.conversations import NoteForm
from ..models import LogNote
from ..selections.conversations import (
    conversations_of,
    initiatives_in,
    notes_of,
    places_of,
    silent_for_long,
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def logbook(request: SignedInRequest) -> HttpResponse:
    """One's notes and talks, and with whom nobody talked for long."""
    places, now = places_of(request.user), timezone.now()
    keys = [one.pk for one in places]
    silent = silent_for_long(request.user, keys, now)
    about = request.GET.get("over", "")
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4(), "day": timezone.localdate(now), "initiative": about},
        initiatives=initiatives_in(keys),
        today=timezone.localdate(now),
    )
    if form.is_valid():
        clean = form.cleaned_data
        actions.keep_note(
            clean["words"], clean["day"], form.about, key=clean["key"], by=request.user
        )
        messages.success(request, _("Bewaard. Alleen u leest dit."))
        return redirect("participation:logbook")
    return render(
        request,
        "participation/logbook.html",
        {
            "places": places,
            "silent": silent,
            "form": form,
            "page": page(notes_of(request.user), request.GET.get("page"), per_page=10),
            "talks": conversations_of(request.user)[:10],
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def drop_note(request: SignedInRequest, pk: int) -> HttpResponse:
    note = get_object_or_404(LogNote, person=request.user, pk=pk)
    if request.method == "POST":
        actions.drop_note(note)
        messages.success(request, _("Weggehaald."))
    return redirect("participation:logbook")
