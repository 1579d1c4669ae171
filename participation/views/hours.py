"""An online question hour: asked in by everybody, answered by who knows, readable afterwards."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import uuid4
from zlib import crc32

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import (
    SignedInRequest,
    browser_of,
    browser_to_keep_for,
    is_shared,
    remember_browser,
    signed_in,
)
from core.access import require
from core.htmx import Request, render, wants_fragment
from core.paging import page
from goals.permissions import speaks_for
from goals.states import Refused
from neighbourhoods.http import office
from neighbourhoods.models import Neighbourhood
from partners.actions.organisations import municipality_organisation
from partners.models import Organisation
from partners.states import Kind

from .. import permissions
from ..actions import hours as actions
from ..actions.judging import hide
from ..forms.hours import AnswerQuestionForm, AskForm, HourForm
from ..models import HourQuestion, Meeting, QuestionHour
from ..selections.hours import ANSWERED, Known, known, questions, word_for
from ..selections.rooms import code_of, opens
from ..states.hours import When
from .rooms import ROOM, to_hour
from .which import TAKING_PART, frame, public_place, run_place

NOTHING_NEW, STOP_ASKING, NOT_MODIFIED = 204, 286, 304
MOST_MEETINGS = 50  # to choose the room from
ONE_HALL = "new_voice"  # how many browsers may begin from one network (ACCOUNT_RATE_LIMITS)


@require_safe
def hours(request: Request, slug: str) -> HttpResponse:
    place, now = public_place(slug), timezone.now()
    here = QuestionHour.objects.in_neighbourhood(place)
    found = page(here.order_by("-begins_at", "-pk"), request.GET.get("page"))
    return render(
        request,
        "participation/hours.html",
        frame(place, TAKING_PART)
        | {
            "page": found,
            "lines": [(one, one.when(now)) for one in found.rows],
            "runs": place.pk in office(request).coordinates,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_hour(request: SignedInRequest, slug: str) -> HttpResponse:
    place, now = run_place(request, slug), timezone.now()
    form = HourForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()},
        guests=_guests(place),
        meetings=list(
            Meeting.objects.in_neighbourhood(place).planned().coming(now)[:MOST_MEETINGS]
        ),
    )
    if form.is_valid():
        made = actions.plan(place, form.planned, key=form.cleaned_data["key"], by=request.user)
        messages.success(request, _("Het vragenuur staat klaar. Mensen kunnen nu al iets vragen."))
        return redirect(made)
    return render(
        request,
        "participation/new_hour.html",
        frame(place, TAKING_PART) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hour(request: Request, pk: int) -> HttpResponse:
    """Posted to, it takes a question; who comes too late keeps the words."""
    found, now = hour_of(pk), timezone.now()
    form = AskForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()},
        meeting=None if request.user.is_authenticated else found.meeting,
        code=request.GET.get(ROOM, ""),
    )
    when = found.when(now)
    if when == When.OVER and form.is_bound:
        return _hour_page(request, found, form, now, status=409)
    if not form.is_valid():
        return _hour_page(request, found, form, now)
    token, browser = browser_to_keep_for(request, ONE_HALL)
    try:
        actions.ask(
            found,
            form.cleaned_data["words"],
            key=form.cleaned_data["key"],
            person=request.user if request.user.is_authenticated else None,
            browser=browser,
            now=now,
        )
    except Refused:
        return _hour_page(request, found, form, now, status=409)
    messages.success(request, _("Uw vraag staat erbij."))
    code = form.cleaned_data.get("room", "")
    response = redirect(to_hour(found, code) if code else found.get_absolute_url())
    remember_browser(response, token, shared_device=is_shared(request))
    return response


@require_safe
def hour_live(request: Request, pk: int) -> HttpResponse:
    """What who looks asks every few seconds: where nothing is new, the database is not asked."""
    now = timezone.now()
    seen = known(pk)
    if seen is None:
        raise Http404
    word = word_for(seen.version, seen.when(now))
    if request.GET.get("gezien") == word:
        return HttpResponse(status=NOTHING_NEW)
    tag = _tag(request, word)
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return _tagged(request, HttpResponse(status=NOT_MODIFIED), tag)
    if not wants_fragment(request):
        return redirect("participation:hour", pk)
    return _tagged(request, _live(request, hour_of(pk), now, seen), tag)


@require_POST
def support_question(request: Request, pk: int, question: int) -> HttpResponse:
    """Once a person or a browser; or not any more."""
    asked = question_of(pk, question)
    if not _is_let_in(request, asked.hour):
        messages.info(request, _("Vul eerst de code in die op het scherm in de zaal staat."))
        return redirect("participation:enter")
    token, browser = browser_to_keep_for(request, ONE_HALL)
    now = timezone.now()
    try:
        actions.support(
            asked,
            person=request.user if request.user.is_authenticated else None,
            browser=browser or browser_of(request),
            wants=request.POST.get("want") != "no",
            now=now,
        )
    except Refused:
        messages.info(request, _("Het vragenuur is voorbij. Stemmen op vragen kan niet meer."))
    if wants_fragment(request):
        response: HttpResponse = _live(request, hour_of(pk), now, None, browser=browser)
    else:
        response = redirect(f"{asked.hour.get_absolute_url()}?{request.GET.urlencode()}")
    remember_browser(response, token, shared_device=is_shared(request))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer_question(request: SignedInRequest, pk: int, question: int) -> HttpResponse:
    asked, now = question_of(pk, question), timezone.now()
    require(permissions.can_answer_questions(request.user, asked.hour))
    form = AnswerQuestionForm(
        request.POST if request.method == "POST" else None, initial={"answer": asked.answer}
    )
    if asked.hour.when(now) == When.BEFORE:
        messages.info(request, _("Het vragenuur begint nog. Antwoorden kan vanaf dan."))
        return redirect(asked.hour)
    if form.is_valid():
        actions.answer(
            asked,
            form.cleaned_data["answer"],
            for_party=_answers_for(request, asked.hour),
            by=request.user,
            now=now,
        )
        messages.success(request, _("Uw antwoord staat erbij."))
        return redirect(asked.hour)
    return render(
        request,
        "participation/answer_question.html",
        frame_of(asked.hour) | {"question": asked, "form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def hide_question(request: SignedInRequest, pk: int, question: int) -> HttpResponse:
    """With one press, because everybody reads along; the house rules are the reason."""
    asked = question_of(pk, question)
    require(permissions.can_hide_questions(request.user, asked.hour))
    hide(asked, _("Dit past niet bij de huisregels."), by=request.user)
    return redirect(asked.hour)


@require_POST
@signed_in
def close_hour(request: SignedInRequest, pk: int) -> HttpResponse:
    found = hour_of(pk)
    require(permissions.can_run(request.user, found.neighbourhood))
    actions.close(found, by=request.user, now=timezone.now())
    messages.success(request, _("Het vragenuur is gesloten. Alles blijft te lezen."))
    return redirect(found)


def hour_of(pk: int) -> QuestionHour:
    found = QuestionHour.objects.public()
    rows = found.select_related("neighbourhood__municipality", "guest", "meeting")
    return get_object_or_404(rows, pk=pk)


def question_of(pk: int, question: int) -> HourQuestion:
    """What was hidden by the house rules nobody answers or supports."""
    rows = HourQuestion.objects.shown().filter(hour__in=QuestionHour.objects.public(), hour=pk)
    rows = rows.select_related(
        "hour__neighbourhood__municipality", "hour__guest", "hour__meeting", "person"
    )
    return get_object_or_404(rows, pk=question)


def frame_of(found: QuestionHour) -> dict[str, object]:
    return frame(found.neighbourhood, TAKING_PART) | {"hour": found}


def _is_let_in(request: Request, found: QuestionHour) -> bool:
    """Without an account into a room only by its code."""
    if found.meeting is None or request.user.is_authenticated:
        return True
    return opens(found.meeting, request.GET.get(ROOM, ""))


def _hour_page(
    request: Request, found: QuestionHour, form: AskForm, now: datetime, *, status: int = 0
) -> HttpResponse:
    return render(
        request,
        "participation/hour.html",
        _context(request, found, now) | {"form": form, "is_late": status == 409},
        status=status or (422 if form.is_bound else 200),
    )


def _live(
    request: Request,
    found: QuestionHour,
    now: datetime,
    seen: Known | None,
    *,
    browser: str = "",
) -> HttpResponse:
    """The word that stands in it is never newer than what it shows."""
    context = _context(request, found, now, browser=browser)
    if seen:
        context["word"] = word_for(seen.version, seen.when(now))
    status = STOP_ASKING if context["when"] == When.OVER and request.method == "GET" else 200
    return render(request, "participation/hour.html", context, partial="live", status=status)


def _context(
    request: Request, found: QuestionHour, now: datetime, *, browser: str = ""
) -> dict[str, object]:
    when = found.when(now)
    asked_for = request.GET.get("stand", ANSWERED if when == When.OVER else "")
    here = office(request)
    answered, code = asked_for == ANSWERED, request.GET.get(ROOM, "")[:40]
    in_room = f"{urlencode({ROOM: code})}&" if code and found.meeting_id else ""
    runs = found.neighbourhood_id in here.coordinates
    return frame_of(found) | {
        "when": when,
        "word": word_for(found.version, when),
        "answered": answered,
        "query": f"stand={ANSWERED if answered else 'open'}&{in_room}",
        "in_room": in_room,
        "meeting": found.meeting,
        "live": questions(
            found,
            answered=answered,
            number=request.GET.get("page"),
            user=request.user,
            browser=browser or browser_of(request),
        ),
        "can_answer": found.neighbourhood_id in here.works_in or _is_guest(request, found),
        "code": code_of(found.meeting) if runs and found.meeting else "",
        "enter": request.build_absolute_uri(reverse("participation:enter")),
        "can_hide": here.moderates(found.neighbourhood),
        "runs": runs,
    }


def _is_guest(request: Request, found: QuestionHour) -> bool:
    return found.guest is not None and speaks_for(request.user, found.guest, found.neighbourhood)


def _answers_for(request: SignedInRequest, found: QuestionHour) -> Organisation:
    """The guest by its members; else the municipality."""
    if found.guest is not None and _is_guest(request, found):
        return found.guest
    return municipality_organisation(found.neighbourhood.municipality)


def _guests(place: Neighbourhood) -> list[Organisation]:
    active = Organisation.objects.active_in(place).with_page()
    guests = active.exclude(kind__in=[Kind.MUNICIPALITY, Kind.RESIDENTS_TEAM])
    return list(guests.filter(hidden_reason="").order_by("name", "pk")[:100])


def _tag(request: Request, word: str) -> str:
    """Of this page of the questions, for this person or browser."""
    whom = request.user.pk if request.user.is_authenticated else browser_of(request)
    about = f"{whom}?{request.GET.urlencode()}"
    return f'W/"{word}-{crc32(about.encode()):x}"'


def _tagged(request: Request, response: HttpResponse, tag: str) -> HttpResponse:
    """A browser keeps it and asks each time; of who is signed in it keeps nothing, as ever."""
    response.headers["ETag"] = tag
    patch_vary_headers(response, ["Cookie"])
    if not request.user.is_authenticated:
        response.headers["Cache-Control"] = "private, no-cache"
    return response
