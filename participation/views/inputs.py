"""What people bring in, what was done with it, and where people were heard."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from core.paging import page
from goals.states import Refused
from neighbourhoods.http import has_office, office
from neighbourhoods.permissions import works_in
from partners.states import TooMany

from .. import permissions
from ..actions import inputs as actions
from ..forms.inputs import AnswerForm, InputForm, RoundForm
from ..models import Input, InputAnswer, Process, Round
from ..selections.processes import counts, objections_waiting, reach_of
from ..states.processes import INPUT_ICONS, InputKind
from .processes import process_frame
from .which import process_of


@require_safe
def inputs(request: Request, pk: int) -> HttpResponse:
    """All that came in, the newest first, with what was done with it; `?soort=` one kind."""
    found = process_of(pk)
    kind = request.GET.get("soort", "")
    chosen = kind if kind in InputKind.values else ""
    rows = Input.objects.visible_to(request.user).filter(process=found).newest_first()
    if chosen:
        rows = rows.filter(kind=chosen)
    shown = page(rows.select_related("answer"), request.GET.get("page"))
    return render(
        request,
        "participation/inputs.html",
        process_frame(found)
        | {
            "page": shown,
            "counts": counts(found),
            "chosen": chosen,
            "chosen_label": str(InputKind(chosen).label) if chosen else "",
            "icons": INPUT_ICONS,
            "can_answer": permissions.can_answer(request.user, found) and not found.is_closed,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request, pk: int) -> HttpResponse:
    """Anybody writes; who has no account signs in after that."""
    found = process_of(pk)
    if found.is_closed:
        return _too_late(request, found)
    kind = request.GET.get("soort", "")
    form = InputForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4(), "kind": kind if kind in InputKind.values else ""},
        for_others=permissions.can_call(request.user, found.neighbourhood),
    )
    if form.is_valid():
        return _give(request, found, form)
    return _give_page(request, found, form)


@signed_in
def _give(request: SignedInRequest, found: Process, form: InputForm) -> HttpResponse:
    said = form.said(works_here=works_in(request.user, found.neighbourhood))
    try:
        given = actions.give(
            found, said, key=form.cleaned_data["key"], by=request.user, now=timezone.now()
        )
    except TooMany:
        form.add_error("words", _("U bracht net al veel in. Wacht even, en druk dan nog eens."))
        return _give_page(request, found, form)
    except Refused:
        return _too_late(request, found)
    messages.success(request, _("Dank u wel. U krijgt bericht als er antwoord is."))
    return redirect(given)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was done with it and why, by who asks."""
    given, found = _given(request, pk)
    require(permissions.can_answer(request.user, found))
    if found.is_closed:
        return _too_late(request, found)
    known = InputAnswer.objects.filter(input=given).first()
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={
            "key": uuid4(),
            "seen": known.version if known else 0,
            "done": known.done if known else "",
            "reason": known.reason if known else "",
            "possible": known.possible if known else "",
        },
    )
    if form.is_valid() and _answered(request, given, form):
        messages.success(request, _("Uw antwoord staat erbij. Wie het inbracht, krijgt bericht."))
        return redirect("participation:inputs", found.pk)
    return render(
        request,
        "participation/answer_input.html",
        process_frame(found) | {"form": form, "given": given},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _answered(request: SignedInRequest, given: Input, form: AnswerForm) -> bool:
    clean = form.cleaned_data
    try:
        actions.answer(
            given,
            done=clean["done"],
            reason=clean["reason"],
            possible=clean["possible"],
            seen=clean["seen"],
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refused:
        if refused.reason == "overtaken":
            words = _("Iemand anders gaf net antwoord. Open de pagina opnieuw om het te lezen.")
        else:
            words = _("Dit traject is net afgesloten. Wat u schreef, staat er nog.")
        form.add_error(None, words)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_away(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own words; for others this page is not there."""
    mine = get_object_or_404(
        Input.objects.visible_to(request.user)
        .filter(person=request.user)
        .select_related("process"),
        pk=pk,
    )
    found = process_of(mine.process_id)
    if request.method == "POST":
        actions.take_away(mine, by=request.user)
        messages.success(request, _("Weggehaald."))
        return redirect(found)
    return render(
        request, "participation/take_away_input.html", process_frame(found) | {"given": mine}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def heard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where people were spoken to: the rounds there are, and one more."""
    found = process_of(pk)
    require(permissions.can_call(request.user, found.neighbourhood))
    sent = request.POST if request.method == "POST" else None
    form = RoundForm(sent, today=timezone.localdate())
    if form.is_valid():
        try:
            actions.hear(
                found,
                form.heard,
                key=form.cleaned_data["key"],
                by=request.user,
                now=timezone.now(),
            )
        except Refused:
            return _too_late(request, found)
        messages.success(request, _("Vastgelegd."))
        return redirect("participation:heard", found.pk)
    rounds = list(Round.objects.filter(process=found).order_by("-day", "-pk"))
    return render(
        request,
        "participation/heard.html",
        process_frame(found)
        | {
            "form": None if found.is_closed else form,
            "page": page(rounds, request.GET.get("page")),
            "reach": reach_of(rounds),
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def forget_round(request: SignedInRequest, pk: int, one: int) -> HttpResponse:
    """Who pressed twice finds it gone."""
    found = process_of(pk)
    require(permissions.can_call(request.user, found.neighbourhood))
    try:
        actions.forget_round(found, one)
    except Refused:
        return _too_late(request, found)
    messages.success(request, _("Weggehaald."))
    return redirect("participation:heard", found.pk)


@require_safe
@signed_in
def objections(request: SignedInRequest) -> HttpResponse:
    """Those that wait for the municipality where somebody works: a part of Mijn werk."""
    require(has_office(request))
    waiting = objections_waiting(office(request).works_in)
    return render(
        request,
        "participation/objections.html",
        {"section": "work", "page": page(waiting, request.GET.get("page"))},
        partial="objections",
    )


def _given(request: Request, pk: int) -> tuple[Input, Process]:
    given = get_object_or_404(Input.objects.visible_to(request.user), pk=pk)
    found = process_of(given.process_id)
    given.process = found
    return given, found


def _too_late(request: Request, found: Process) -> HttpResponse:
    messages.info(request, _("Dit traject is afgesloten. Iets inbrengen kan niet meer."))
    return redirect(found)


def _give_page(request: Request, found: Process, form: InputForm) -> HttpResponse:
    return render(
        request,
        "participation/give_input.html",
        process_frame(found) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )
