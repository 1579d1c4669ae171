"""Obstacles, for who arranges them inside town hall, and for the partner whom it concerns."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render
from neighbourhoods.selections.colleagues import colleagues_in

from .. import permissions
from ..actions import obstacles as actions
from ..forms.obstacles import ColleagueForm, ObstacleAnswerForm, ObstacleReplyForm
from ..models import Obstacle
from ..selections.obstacles import due_words
from ..states import ObstacleState, Overtaken
from .obstacles import frame, seen
from .page import key_of


@require_POST
@signed_in
def take_up_obstacle(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _arranged(request, pk)
    version = key_of(request, "seen")
    try:
        actions.assign(
            found,
            request.user,
            seen=found.version if version is None else version,
            by=request.user,
        )
        messages.success(request, _("U pakt dit op. Wie het tegenkwam, krijgt bericht."))
    except Overtaken:
        messages.info(request, _("Een ander was u voor. Kijk hoe het er nu voor staat."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand_on_obstacle(request: SignedInRequest, pk: int) -> HttpResponse:
    """To a colleague; the date stays."""
    found = _arranged(request, pk)
    if not found.is_open:
        return redirect(found)
    form = ColleagueForm(
        request.POST or None,
        initial={"seen": found.version},
        colleagues=colleagues_in(found.neighbourhood),
    )
    if form.is_valid():
        clean = form.cleaned_data
        try:
            actions.assign(found, clean["officer"], seen=clean["seen"], by=request.user)
            messages.success(request, _("Overgegeven. De datum van het antwoord blijft staan."))
        except Overtaken:
            messages.info(request, _("Een ander was u voor. Kijk hoe het er nu voor staat."))
        return redirect(found)
    return render(
        request,
        "initiatives/hand_on_obstacle.html",
        frame(found) | {"form": form, "says": due_words(found)},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer_obstacle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was overtaken sees the answer of the other, and keeps what they wrote."""
    found = _arranged(request, pk)
    start = {"seen": found.version, "key": uuid4()}
    form = ObstacleAnswerForm(request.POST or None, initial=start)
    if not form.is_valid():
        return _answer_page(request, found, form, status=422 if form.is_bound else 200)
    clean = form.cleaned_data
    try:
        actions.answer(
            found,
            ObstacleState(clean["outcome"]),
            reason=clean["reason"],
            possible=clean["possible"],
            seen=clean["seen"],
            key=clean["key"],
            by=request.user,
            now=timezone.now(),
        )
    except Overtaken:
        found = _arranged(request, pk)
        kept = {name: clean[name] for name in ("outcome", "reason", "possible")}
        again = ObstacleAnswerForm(initial=kept | {"seen": found.version, "key": uuid4()})
        return _answer_page(request, found, again, overtaken=True, status=409)
    messages.success(request, _("Uw antwoord staat op de pagina. Wie het tegenkwam, weet het."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reply_to_obstacle(request: SignedInRequest, pk: int) -> HttpResponse:
    """The organisation in whose way of working it is says something."""
    found = seen(request, pk)
    require(permissions.can_reply_to_obstacle(request.user, found))
    form = ObstacleReplyForm(request.POST or None, initial={"key": uuid4()})
    if form.is_valid():
        clean = form.cleaned_data
        actions.reply(found, clean["text"], key=clean["key"], by=request.user, now=timezone.now())
        messages.success(request, _("Uw reactie staat op de pagina."))
        return redirect(found)
    return render(
        request,
        "initiatives/reply_to_obstacle.html",
        frame(found) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _arranged(request: SignedInRequest, pk: int) -> Obstacle:
    found = seen(request, pk)
    require(permissions.can_arrange(request.user, found))
    return found


def _answer_page(
    request: SignedInRequest,
    found: Obstacle,
    form: ObstacleAnswerForm,
    *,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "initiatives/answer_obstacle.html",
        frame(found)
        | {
            "form": form,
            "answers": list(found.answers.select_related("by")),
            "says": due_words(found),
            "overtaken": overtaken,
        },
        partial="form",
        status=status,
    )
