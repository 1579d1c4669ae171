"""Who is in the neighbourhood when, and of one organisation when it is there (O19, O21)."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render

from .. import permissions
from ..actions import presences as actions
from ..forms.presences import DayForm, PresenceForm, as_it_is
from ..models import Organisation, Presence
from ..selections.organisations import people_of
from ..selections.posts import places_to_post
from ..selections.presences import (
    day_parts,
    evenings,
    faces_in,
    now_there,
    on,
    people,
    present_in,
    present_of,
    week,
)
from ..states import DayPart
from .which import frame, public_place, seen


@require_safe
def week_here(request: Request, slug: str) -> HttpResponse:
    """Who is there now, and on the day that was chosen: today unless another was."""
    place, now = public_place(slug), timezone.localtime()
    presences = present_in(place)
    photos = faces_in(place) if presences else {}
    day = DayForm(request.GET).chosen(now.isoweekday())
    return render(
        request,
        "partners/presences.html",
        {
            "neighbourhood": place,
            "section": "about",
            "total": len(presences),
            "here_now": people(now_there(presences, now), photos),
            "parts": [part.label for part in DayPart],
            "week": week(presences),
            "day": day,
            "is_today": day.value == now.isoweekday(),
            "by_part": day_parts(on(presences, day), photos),
            "evenings": evenings(presences),
        },
        partial="results",
    )


@require_safe
def of_one(request: Request, slug: str) -> HttpResponse:
    """When one organisation is there: a part of its page."""
    organisation = seen(request, slug)
    return render(
        request,
        "partners/presences_of.html",
        frame(organisation)
        | {
            "presences": people(present_of(organisation)),
            "acts_for": permissions.acts_for(request.user, organisation),
        },
        partial="presence-of",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = _ours(request, slug)
    form = _form(request, organisation, {"key": uuid4()})
    if form.is_valid():
        actions.add(organisation, form.times, key=form.cleaned_data["key"], by=request.user)
        messages.success(request, _("Het staat erbij. Zo weet de wijk wanneer u er bent."))
        return redirect("partners:presences_of", organisation.slug)
    return _form_page(request, organisation, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    organisation = seen(request, slug)
    running = Presence.objects.running().select_related("neighbourhood")
    presence = get_object_or_404(running, pk=pk, organisation=organisation)
    require(permissions.acts_for(request.user, organisation))
    form = _form(request, organisation, as_it_is(presence))
    if form.is_valid():
        actions.change(presence, form.times, by=request.user)
        messages.success(request, _("Aangepast."))
        return redirect("partners:presences_of", organisation.slug)
    return _form_page(request, organisation, form, presence)


@require_POST
@signed_in
def end(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    organisation = seen(request, slug)
    presence = get_object_or_404(Presence, pk=pk, organisation=organisation)
    require(permissions.acts_for(request.user, organisation))
    actions.end(presence, by=request.user, now=timezone.now())
    messages.success(request, _("Weggehaald."))
    return redirect("partners:presences_of", organisation.slug)


def _ours(request: SignedInRequest, slug: str) -> Organisation:
    organisation = seen(request, slug)
    require(permissions.acts_for(request.user, organisation))
    return organisation


def _form(
    request: SignedInRequest, organisation: Organisation, begin: dict[str, object]
) -> PresenceForm:
    form = PresenceForm(
        request.POST if request.method == "POST" else None,
        initial=begin,
        places=places_to_post(organisation, request.user),
        people=people_of(organisation),
    )
    if not form.places:
        raise Http404  # its neighbourhood is closed: there is nobody to tell
    return form


def _form_page(
    request: SignedInRequest,
    organisation: Organisation,
    form: PresenceForm,
    presence: Presence | None = None,
) -> HttpResponse:
    return render(
        request,
        "partners/presence.html",
        frame(organisation) | {"form": form, "presence": presence},
        partial="form",
        status=422 if form.is_bound else 200,
    )
