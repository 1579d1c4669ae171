"""What a team asks: read by everybody, answered by who was asked."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render

from .. import permissions
from ..actions import requests
from ..forms.helping import AskForm, NoForm, TalkForm, YesForm
from ..forms.slots import CallOffForm, ThanksForm
from ..models import Initiative, SupportRequest
from ..selections import obstacles
from ..selections.helping import asked, asked_organisations, offers_to, promised_to, requests_of
from ..selections.slots import can_finish, how_many_come, moments_of
from ..states import AlreadyAnswered, AskedOf, Help, NotPossible
from .which import frame, led, seen


@require_safe
def helping(request: Request, pk: int) -> HttpResponse:
    """What a team asks and was promised; for the team also what is offered to it."""
    initiative = seen(request, pk)
    in_team, now = permissions.leads(request.user, initiative), timezone.now()
    asks = requests_of(initiative, now=now)
    return render(
        request,
        "initiatives/helping.html",
        frame(initiative)
        | {
            "waiting": [one for one in asks if one.is_open],
            "settled": [one for one in asks if not one.is_open],
            "promised": promised_to(initiative, now=now),
            "obstacles": obstacles.of_initiative(initiative),
            "in_team": in_team,
            "offers": offers_to(initiative) if in_team else [],
        },
        partial="hulp",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative, now = led(request, pk), timezone.now()
    organisations = asked_organisations(initiative)
    form = AskForm(
        request.POST or None,
        initial={"key": uuid4(), "asked_of": AskedOf.MUNICIPALITY},
        organisations=organisations,
        today=timezone.localdate(now),
    )
    if form.is_valid():
        clean = form.cleaned_data
        made = requests.ask(
            initiative,
            Help(clean["kind"]),
            clean["text"],
            asked_of=AskedOf(clean["asked_of"]),
            organisation=clean["organisation"],
            wanted_on=clean["wanted_on"],
            key=clean["key"],
            by=request.user,
            now=now,
        )
        messages.success(request, _("Uw vraag staat op de pagina."))
        return redirect(made)
    return render(
        request,
        "initiatives/ask_help.html",
        frame(initiative) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_safe
def request(request: Request, pk: int, asked: int) -> HttpResponse:
    """One request: how it stands, and for who was asked the answer."""
    initiative = seen(request, pk)
    return _page(request, initiative, _found(initiative, asked))


@require_POST
@signed_in
def talk(request: SignedInRequest, pk: int, asked: int) -> HttpResponse:
    """Who was asked tells what they talk about; the date of the answer stays."""
    initiative, found = _answered(request, pk, asked)
    form = TalkForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, found, talk=form)
    clean = form.cleaned_data
    try:
        requests.talk(
            found, clean["words"], seen=clean["seen"], by=request.user, now=timezone.now()
        )
    except AlreadyAnswered:
        return _overtaken(request, initiative, found, talk=form)
    messages.success(request, _("Dat staat er nu. De datum van uw antwoord blijft staan."))
    return redirect(found)


@require_POST
@signed_in
def say_yes(request: SignedInRequest, pk: int, asked: int) -> HttpResponse:
    """Who was asked promises something, by a day."""
    initiative, found = _answered(request, pk, asked)
    form = YesForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, initiative, found, yes=form)
    try:
        requests.say_yes(found, **form.cleaned_data, by=request.user, now=timezone.now())
    except AlreadyAnswered:
        return _overtaken(request, initiative, found, yes=form)
    messages.success(request, _("Afgesproken. Het team weet het, en iedereen kan het lezen."))
    return redirect(found)


@require_POST
@signed_in
def say_no(request: SignedInRequest, pk: int, asked: int) -> HttpResponse:
    """With why, and with what is possible (rule R3)."""
    initiative, found = _answered(request, pk, asked)
    form = NoForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, found, no=form)
    clean = {name: form.cleaned_data[name] for name in ("reason", "possible", "seen")}
    try:
        requests.say_no(found, **clean, by=request.user, now=timezone.now())
    except AlreadyAnswered:
        return _overtaken(request, initiative, found, no=form)
    messages.success(request, _("Uw antwoord staat op de pagina. Het team weet het."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw_request(request: SignedInRequest, pk: int, asked: int) -> HttpResponse:
    """One press; where people signed up to help, a page first asks what they will read."""
    initiative, now = led(request, pk), timezone.now()
    found = _found(initiative, asked)
    number = how_many_come(found, now=now) if found.is_open else 0
    sent = request.POST if "words" in request.POST else None
    form = CallOffForm(sent, initial={"words": requests.not_needed()})
    if number and not form.is_valid():
        return render(
            request,
            "initiatives/withdraw_request.html",
            frame(initiative) | {"request_": found, "number": number, "form": form},
            status=422 if form.is_bound else 200,
        )
    if request.method != "POST":
        return redirect(found)
    words = form.cleaned_data["words"] if number else ""
    requests.withdraw(found, words=words, by=request.user, now=now)
    messages.success(request, _("Deze vraag is niet meer nodig, staat er nu."))
    return redirect("initiatives:helping", pk)


@require_POST
@signed_in
def finish(request: SignedInRequest, pk: int, asked: int) -> HttpResponse:
    """The team closes what worked out, and thanks who came."""
    initiative = led(request, pk)
    found = _found(initiative, asked)
    form = ThanksForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, found, thanks=form)
    try:
        requests.finish(found, form.cleaned_data["words"], by=request.user, now=timezone.now())
    except NotPossible:
        messages.info(request, _("Dit kan als alle momenten geweest zijn."))
    else:
        messages.success(request, _("Mooi! Het is gelukt. Wie zich aanmeldde, is bedankt."))
    return redirect(found)


def _answered(request: SignedInRequest, pk: int, key: int) -> tuple[Initiative, SupportRequest]:
    initiative = seen(request, pk)
    found = _found(initiative, key)
    require(permissions.can_answer_request(request.user, found))
    return initiative, found


def _found(initiative: Initiative, key: int) -> SupportRequest:
    rows = SupportRequest.objects.select_related("organisation", "officer", "agreement")
    found = get_object_or_404(rows, pk=key, initiative=initiative)
    found.initiative = initiative  # is here already, with its place
    return found


def _overtaken(
    request: SignedInRequest, initiative: Initiative, found: SupportRequest, **forms: forms.Form
) -> HttpResponse:
    """A colleague, or the team, was first: what was typed stays on the screen."""
    return _page(request, initiative, _found(initiative, found.pk), overtaken=True, **forms)


def _page(
    request: Request,
    initiative: Initiative,
    found: SupportRequest,
    *,
    talk: forms.Form | None = None,
    yes: forms.Form | None = None,
    no: forms.Form | None = None,
    thanks: forms.Form | None = None,
    overtaken: bool = False,
) -> HttpResponse:
    may_answer = permissions.can_answer_request(request.user, found)
    answers = may_answer and (found.is_open or overtaken)
    begin = {"key": uuid4(), "seen": found.version}
    wrong = talk or yes or no or thanks
    for_hands = found.kind == Help.HANDS
    moments = moments_of(found, request.user, now=timezone.now()) if for_hands else []
    in_team = permissions.leads(request.user, initiative)
    can_close = in_team and found.is_open and can_finish(moments)
    return render(
        request,
        "initiatives/request.html",
        frame(initiative)
        | {
            "request_": found,
            "asked": asked(found, moments),
            "in_team": in_team,
            "thanks": (thanks or ThanksForm()) if can_close else None,
            "talk": (talk or TalkForm(initial=begin)) if answers else None,
            "yes": (yes or YesForm(initial=begin, today=timezone.localdate())) if answers else None,
            "no": (no or NoForm(initial=begin)) if answers else None,
            "overtaken": overtaken,
        },
        status=409 if overtaken else 422 if wrong else 200,
    )
