"""After a meeting: the minutes, what was promised, and who were there."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render
from core.paging import page
from partners.states import NotPossible

from .. import permissions
from ..actions import minutes as actions
from ..forms.minutes import ApproveForm, AttendForm, MinutesForm, PointForm
from ..models import Meeting
from ..selections.meetings import parties_at, versions_of, were_there
from ..states.meetings import MinutesState, NotYet, Over, Overtaken
from .which import AGENDA, frame, hosted_meeting, meeting_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write_minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """By one or together: when another saved in between, both texts stand on the page."""
    found = meeting_of(pk)
    require(permissions.can_write(request.user, found))
    if request.method != "POST" and (_is_ahead(found) or _is_approved(found)):
        return redirect(found)
    begin = {"seen": found.minutes_version, "text": found.minutes}
    form = MinutesForm(request.POST if request.method == "POST" else None, initial=begin)
    if not form.is_valid():
        return _minutes_page(request, found, form, status=422 if form.is_bound else 200)
    clean = form.cleaned_data
    try:
        actions.write(found, clean["text"], seen=clean["seen"], by=request.user, now=timezone.now())
    except Overtaken:
        found = meeting_of(pk)
        again = MinutesForm(initial=clean | {"seen": found.minutes_version})
        return _minutes_page(request, found, again, status=409)
    except (Over, NotYet):
        form.add_error(None, _("Dit verslag kan niet meer of nog niet veranderen."))
        return _minutes_page(request, found, form, status=422)
    messages.success(request, _("Bewaard. Wie de bijeenkomst leidt, stelt het verslag vast."))
    return redirect("participation:write_minutes", pk)


def _minutes_page(
    request: SignedInRequest, found: Meeting, form: MinutesForm, *, status: int
) -> HttpResponse:
    return render(
        request,
        "participation/write_minutes.html",
        frame(found.neighbourhood, AGENDA)
        | {
            "form": form,
            "meeting": found,
            "is_overtaken": status == 409,
            "last": versions_of(found).first(),
            "can_approve": permissions.can_host(request.user, found)
            and found.minutes_state == MinutesState.DRAFT,
        },
        partial="form",
        status=status,
    )


@require_safe
@signed_in
def minutes_versions(request: SignedInRequest, pk: int) -> HttpResponse:
    """As they were saved, the last one first: for who writes along."""
    found = meeting_of(pk)
    require(permissions.can_write(request.user, found))
    return render(
        request,
        "participation/minutes_versions.html",
        frame(found.neighbourhood, AGENDA)
        | {"meeting": found, "page": page(versions_of(found), request.GET.get("page"))},
    )


@require_POST
@signed_in
def approve_minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """For who hosts it: what they had in front of them is what everybody reads."""
    found = hosted_meeting(request, pk)
    form = ApproveForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else -1
    try:
        actions.approve(found, seen=seen, by=request.user, now=timezone.now())
    except Overtaken:
        messages.info(request, _("Het verslag is intussen veranderd. Lees het nog eens."))
        return redirect("participation:write_minutes", pk)
    except NotYet:
        messages.info(request, _("Er is nog geen verslag."))
        return redirect(found)
    messages.success(request, _("Het verslag is vastgesteld. Iedereen kan het lezen."))
    return redirect(found.get_absolute_url() + "#verslag")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def promise(request: SignedInRequest, pk: int) -> HttpResponse:
    """An action point becomes an agreement."""
    found, now = hosted_meeting(request, pk), timezone.now()
    if request.method != "POST" and _is_ahead(found):
        return redirect(found)
    form = PointForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()},
        parties=parties_at(found),
        today=timezone.localdate(now),
    )
    if form.is_valid():
        key = form.cleaned_data["key"]
        try:
            actions.promise(found, form.point, key=key, by=request.user, now=now)
        except (NotYet, NotPossible):
            form.add_error(None, _("Dit kan nog niet, of niet meer."))
        else:
            messages.success(request, _("Afgesproken. Beide kanten krijgen bericht."))
            return redirect(found.get_absolute_url() + "#afgesproken")
    return render(
        request,
        "participation/meeting_promise.html",
        frame(found.neighbourhood, AGENDA) | {"form": form, "meeting": found},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def attend(request: SignedInRequest, pk: int) -> HttpResponse:
    """How many residents and which organisations were there; never who."""
    found, now = hosted_meeting(request, pk), timezone.now()
    if request.method != "POST" and _is_ahead(found):
        return redirect(found)
    form = AttendForm(
        request.POST if request.method == "POST" else None,
        initial=_as_it_was(found),
        organisations=parties_at(found),
    )
    if form.is_valid():
        clean = form.cleaned_data
        try:
            actions.attend(
                found,
                residents=clean["residents"],
                others=clean["others"] or 0,
                organisations=form.chosen,
                by=request.user,
                now=now,
            )
        except NotYet:
            messages.info(request, _("Deze bijeenkomst is nog niet geweest."))
        else:
            messages.success(request, _("Het staat bij de bijeenkomst."))
        return redirect(found)
    return render(
        request,
        "participation/attend.html",
        frame(found.neighbourhood, AGENDA) | {"form": form, "meeting": found},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _as_it_was(found: Meeting) -> dict[str, object]:
    were = were_there(found)
    if were is None:
        return {}
    there = [str(one.pk) for one in were.organisations]
    return {"residents": were.residents, "others": were.others, "who": there}


def _is_ahead(found: Meeting) -> bool:
    return found.is_cancelled or timezone.now() < found.begins_at


def _is_approved(found: Meeting) -> bool:
    return found.minutes_state == MinutesState.APPROVED
