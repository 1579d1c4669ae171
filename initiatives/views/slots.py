"""When hands are needed: the team says when, and anybody comes to help in two presses."""

from uuid import uuid4

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.people import be_known_as
from accounts.http import SignedInRequest, name_form, signed_in
from core.access import require
from core.htmx import render
from core.paging import page

from .. import permissions
from ..actions import slots
from ..forms.slots import CallOffForm, SlotForm
from ..models import Slot, SupportRequest
from ..selections.slots import calendar, moment_of, open_moments, others_at_that_time, who_come
from ..states import MOST_SLOTS, Full, NotPossible, Over, Overtaken, TooFewPlaces, TooManySlots
from .which import frame, led, seen


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add_slot(request: SignedInRequest, pk: int, asked: int) -> HttpResponse:
    """The team says when it can use how many people."""
    initiative, now = led(request, pk), timezone.now()
    wanted = get_object_or_404(SupportRequest, pk=asked, initiative=initiative)
    wanted.initiative = initiative  # is here already, with its place
    form = SlotForm(request.POST or None, initial={"key": uuid4(), "seen": 0}, now=now)
    if form.is_valid():
        try:
            slots.add(wanted, form.when(), key=form.cleaned_data["key"], by=request.user, now=now)
        except TooManySlots:
            form.add_error(
                None, _("Er staan al %(most)s momenten bij deze vraag.") % {"most": MOST_SLOTS}
            )
        except NotPossible:
            messages.info(request, _("Bij deze vraag kunt u geen momenten zetten."))
            return redirect(wanted)
        else:
            messages.success(request, _("Dit moment staat erbij. Buren kunnen zich aanmelden."))
            return redirect(wanted)
    return _form(request, wanted, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_slot(request: SignedInRequest, pk: int, asked: int, slot: int) -> HttpResponse:
    """For the team; who signed up hears of another time or place. Whom a teammate was ahead of
    sees how it stands now, and keeps what they wrote."""
    found = _led(request, pk, asked, slot)
    now = timezone.now()
    form = SlotForm(request.POST or None, initial=_as_it_stands(found), now=now)
    if form.is_valid():
        clean = form.cleaned_data
        try:
            slots.change(found, form.when(), seen=clean["seen"], by=request.user, now=now)
        except TooFewPlaces as few:
            form.too_few_places(few.args[0])
        except Over:
            form.add_error(None, _("Dit moment is al begonnen, of gaat niet door."))
        except Overtaken:
            found = _led(request, pk, asked, slot)
            again = SlotForm(initial=clean | {"seen": found.version}, now=now)
            return _form(request, found.request, again, slot=found, overtaken=True)
        else:
            messages.success(request, _("Bewaard. Wie zou komen, weet het."))
            return redirect(found)
    return _form(request, found.request, form, slot=found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_off(request: SignedInRequest, pk: int, asked: int, slot: int) -> HttpResponse:
    """For the team, with why: all who signed up hear it."""
    found = _led(request, pk, asked, slot)
    now = timezone.now()
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            slots.call_off(found, form.cleaned_data["words"], by=request.user, now=now)
        except Over:
            messages.info(request, _("Dit moment is al begonnen."))
        else:
            messages.success(request, _("Dit moment gaat niet door. Wie zou komen, weet het."))
        return redirect(found)
    return render(
        request,
        "initiatives/call_off.html",
        frame(found.request.initiative)
        | {"form": form, "slot": found, "moment": moment_of(found, request.user, now=now)},
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def slot(request: SignedInRequest, pk: int, asked: int, slot: int) -> HttpResponse:
    """`Ik kom helpen`: this page is the first press, its button the second."""
    found = _found(request, pk, asked, slot)
    name = name_form(request)
    if request.method == "POST" and (name is None or name.is_valid()):
        if name:
            be_known_as(request.user, name.cleaned_data["name"])
        return _sign_up(request, found)
    return _page(request, found, name)


@require_POST
@signed_in
def sign_off(request: SignedInRequest, pk: int, asked: int, slot: int) -> HttpResponse:
    """Until it begins."""
    found = _found(request, pk, asked, slot)
    try:
        slots.withdraw(found, by=request.user, now=timezone.now())
    except Over:
        messages.info(request, _("Dit moment is al begonnen, of gaat niet door."))
    else:
        messages.success(request, _("U staat er niet meer op. Het team weet het."))
    return redirect(found)


@require_safe
@signed_in
def slot_calendar(request: SignedInRequest, pk: int, asked: int, slot: int) -> HttpResponse:
    """For who signed up, and the team; for others there is nothing here."""
    found = _found(request, pk, asked, slot)
    comes = found.signups.filter(person=request.user).exists()
    if not (comes or permissions.leads(request.user, found.request.initiative)):
        raise Http404
    content = calendar(found, now=timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="helpen.ics"'
    return answer


def _sign_up(request: SignedInRequest, found: Slot) -> HttpResponse:
    try:
        slots.sign_up(found, by=request.user, now=timezone.now())
    except Full:
        messages.info(request, _("Net te laat: een ander nam de laatste plek."))
    except Over:
        messages.info(request, _("Dit moment is al begonnen, of gaat niet door."))
    else:
        messages.success(request, _("Fijn dat u komt helpen! Het team weet het."))
    return redirect(found)


def _led(request: SignedInRequest, pk: int, asked: int, slot: int) -> Slot:
    found = _found(request, pk, asked, slot)
    require(permissions.leads(request.user, found.request.initiative))
    return found


def _found(request: SignedInRequest, pk: int, asked: int, slot: int) -> Slot:
    initiative = seen(request, pk)
    rows = Slot.objects.select_related("request")
    found = get_object_or_404(rows, pk=slot, request=asked, request__initiative=initiative)
    found.request.initiative = initiative  # is here already, with its place
    return found


def _as_it_stands(slot: Slot) -> dict[str, object]:
    starts, ends = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    return {
        "key": slot.key,
        "seen": slot.version,
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "place": slot.place,
        "places": slot.places,
    }


def _form(
    request: SignedInRequest,
    wanted: SupportRequest,
    form: SlotForm,
    *,
    slot: Slot | None = None,
    overtaken: bool = False,
) -> HttpResponse:
    return render(
        request,
        "initiatives/slot_form.html",
        frame(wanted.initiative)
        | {"form": form, "wanted": wanted, "slot": slot, "overtaken": overtaken},
        partial="form",
        status=409 if overtaken else 422 if form.is_bound else 200,
    )


def _page(request: SignedInRequest, found: Slot, name: BaseForm | None) -> HttpResponse:
    now, wanted = timezone.now(), found.request
    in_team = permissions.leads(request.user, wanted.initiative)
    moment = moment_of(found, request.user, now=now)
    elsewhere = not (moment.is_open or moment.counts_on_me or in_team)
    return render(
        request,
        "initiatives/slot.html",
        frame(wanted.initiative)
        | {
            "wanted": wanted,
            "slot": found,
            "moment": moment,
            "in_team": in_team,
            "name_form": name,
            "meanwhile": others_at_that_time(found, request.user),
            "people": page(who_come(found), request.GET.get("page")) if in_team else None,
            "others": open_moments(wanted, request.user, now=now) if elsewhere else [],
        },
        status=422 if name and name.is_bound else 200,
    )
