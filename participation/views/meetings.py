"""A meeting, for everybody to read; called, changed and called off by who hosts it."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from initiatives.models import Initiative
from neighbourhoods.http import office
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import meetings as actions
from ..forms.meetings import CancelForm, MeetingForm, as_it_stands
from ..models import Meeting
from ..selections import meetings as selections
from ..selections.conversations import found_on
from ..selections.hosting import (
    Host,
    Hosted,
    Hosts,
    Standing,
    hosted_in,
    hosts_for,
    initiative_of,
    processes_in,
    standing,
)
from ..states.meetings import MeetingKind, MinutesState, Over, Overtaken, TooFewPlaces
from .which import AGENDA, frame, hosted_meeting, meeting_of, public_place

PART_OF = "deel-van"  # in the address: the day of which it will be a part
OF_PROCESS = "traject"  # and the process


@require_safe
def meeting(request: Request, pk: int) -> HttpResponse:
    found, now = meeting_of(pk), timezone.now()
    here = standing(request.user, found, office(request))
    items = selections.items_of(found, request.user, now=now)
    has_begun = found.begins_at <= now and not found.is_cancelled
    return render(
        request,
        "participation/meeting.html",
        frame(found.neighbourhood, AGENDA)
        | joining(request, found)
        | {
            "here": here,
            "items": items,
            "too_long": selections.too_long(found, items) if here.hosts else 0,
            "given": selections.minutes_of(items),
            "partners": selections.partners_of(found),
            "replies": _replies(found, here) if here.organisations or here.works_here else [],
            "barriers": [] if has_begun else selections.barriers_of(found),
            "agreements": selections.agreements_of(found, now=now) if has_begun else [],
            "were": selections.were_there(found),
            "parts": selections.parts_of(found),
            "has_begun": has_begun,
            "is_over": found.is_over(now),
            "reads_minutes": found.minutes_state == MinutesState.APPROVED,
        },
    )


@require_safe
def found_on_walk(request: Request, pk: int) -> HttpResponse:
    """What came of what people saw and heard on the way: a part of the page of a walk."""
    found = meeting_of(pk)
    if not found.is_walk:
        raise Http404
    return render(
        request,
        "participation/found_on_walk.html",
        frame(found.neighbourhood, AGENDA)
        | {
            "meeting": found,
            "things": found_on(found),
            "can_add": found.begins_at <= timezone.now() and not found.is_cancelled,
        },
        partial="gevonden",
    )


def joining(request: Request, found: Meeting) -> dict[str, object]:
    """What the part says in which one registers; of one that has begun there is nothing to ask."""
    is_open = found.is_open(timezone.now()) and found.invites_residents
    numbers = selections.numbers_of(found, request.user) if is_open else selections.Numbers()
    return {
        "meeting": found,
        "is_open": is_open,
        "numbers": numbers,
        "places": selections.places_words(found, numbers) if is_open else "",
    }


def _replies(found: Meeting, here: Standing) -> list[str]:
    """The organisations in whose name somebody can answer."""
    own = selections.own_invited(found, here.organisations, works=here.works_here)
    return [one.organisation.name for one in own]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call(request: SignedInRequest, slug: str) -> HttpResponse:
    """In the name of an organisation, a team, the municipality or a builder."""
    place = public_place(slug)
    hosts = hosts_for(request.user, place, office(request))
    require(bool(hosts))
    return _call(request, place, hosts)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_for(request: SignedInRequest, pk: int) -> HttpResponse:
    """By the team of an initiative."""
    rows = Initiative.objects.visible_to(request.user).public()
    found = get_object_or_404(rows.select_related("neighbourhood__municipality", "team"), pk=pk)
    require(permissions.can_call_for(request.user, found))
    hosts = {str(found.team_id): Host(found.title, found.team)}
    return _call(request, found.neighbourhood, hosts, of=found)


def _call(
    request: SignedInRequest, place: Neighbourhood, hosts: Hosts, *, of: Initiative | None = None
) -> HttpResponse:
    now, day = timezone.now(), _part_of(request, place)
    runs = permissions.can_run(request.user, place)
    begin = {"key": uuid4(), "seen": 0, "invites_residents": True, "host": next(iter(hosts))}
    begin |= {"kind": MeetingKind.TALK}
    form = MeetingForm(
        request.POST if request.method == "POST" else None,
        initial=begin | _on_the_day(day) | {"process": request.GET.get(OF_PROCESS, "")},
        now=now,
        hosts=hosts,
        hosted=hosted_in(place) if runs else None,
        processes=processes_in(place),
    )
    if form.is_valid():
        host = hosts[form.cleaned_data.get("host") or next(iter(hosts))].organisation
        found = actions.call(
            form.call,
            neighbourhood=place,
            key=form.cleaned_data["key"],
            by=request.user,
            now=now,
            host=host,
            initiative=initiative_of(host),
            part_of=day,
        )
        messages.success(request, _("De bijeenkomst staat in de agenda van de wijk."))
        return redirect(found)
    return render(
        request,
        "participation/call.html",
        frame(place, AGENDA) | {"form": form, "day": day, "hosts": hosts, "of": of},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _part_of(request: SignedInRequest, place: Neighbourhood) -> Meeting | None:
    """The day with a programme that the address names, for who hosts it."""
    key = request.GET.get(PART_OF, "")
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return None
    rows = Meeting.objects.public().in_neighbourhood(place).planned().filter(part_of=None)
    found = rows.select_related("neighbourhood", "host").filter(pk=key).first()
    return found if found and permissions.can_host(request.user, found) else None


def _on_the_day(day: Meeting | None) -> dict[str, object]:
    if day is None:
        return {}
    begins = timezone.localtime(day.begins_at)
    return {"day": begins.date(), "begins": begins.time(), "place": day.place, "access": day.access}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was overtaken sees how it stands now, and keeps what they wrote."""
    found, now = hosted_meeting(request, pk), timezone.now()
    if request.method != "POST" and not found.is_open(now):
        return redirect(found)
    form = _change_form(request, found, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _change_page(request, found, form, status=422 if form.is_bound else 200)
    seen = form.cleaned_data["seen"]
    try:
        actions.change(found, form.call, seen=seen, by=request.user, now=now)
    except TooFewPlaces as few:
        form.too_few_places(few.args[0])
    except Over:
        form.add_error(None, _("Deze bijeenkomst is al begonnen, of gaat niet door."))
    except Overtaken:
        found = meeting_of(pk)
        again = MeetingForm(
            initial=form.cleaned_data | {"seen": found.version},
            now=now,
            hosted=form.hostable,
            processes=list(form.processes.values()),
        )
        return _change_page(request, found, again, status=409)
    else:
        messages.success(request, _("Bewaard. Is de tijd of de plek anders? Wie komt, weet het."))
        return redirect(found)
    return _change_page(request, found, form, status=422)


def _change_form(request: SignedInRequest, found: Meeting, sent: QueryDict | None) -> MeetingForm:
    runs = permissions.can_run(request.user, found.neighbourhood)
    hosted = hosted_in(found.neighbourhood, found) if runs else _what_it_hosts(found)
    return MeetingForm(
        sent,
        initial=as_it_stands(found),
        now=timezone.now(),
        hosted=hosted,
        processes=processes_in(found.neighbourhood, found),
    )


def _what_it_hosts(found: Meeting) -> Hosted:
    if found.review:
        return {f"review-{found.review_id}": found.review}
    return {f"plan-{found.plan_id}": found.plan} if found.plan else {}


def _change_page(
    request: SignedInRequest, found: Meeting, form: MeetingForm, *, status: int
) -> HttpResponse:
    return render(
        request,
        "participation/change.html",
        frame(found.neighbourhood, AGENDA)
        | {"form": form, "meeting": found, "is_overtaken": status == 409},
        partial="form",
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    found, now = hosted_meeting(request, pk), timezone.now()
    if request.method != "POST" and not found.is_open(now):
        return redirect(found)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.cancel(found, form.cleaned_data["words"], by=request.user, now=now)
        except Over:
            messages.info(request, _("Deze bijeenkomst is al begonnen."))
        else:
            messages.success(request, _("De bijeenkomst gaat niet door. Wie zou komen, weet het."))
        return redirect(found)
    return render(
        request,
        "participation/cancel.html",
        frame(found.neighbourhood, AGENDA) | {"form": form, "meeting": found},
        partial="form",
        status=422 if form.is_bound else 200,
    )
