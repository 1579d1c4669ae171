"""A meeting's room: its code leads to what is asked there, and the screen shows what comes in."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render, wants_fragment
from core.qr import code

from .. import permissions
from ..actions.judging import hide
from ..actions.rooms import room_of
from ..models import Poll, PollWords, QuestionHour
from ..selections.polls import questions_of, results, state_of
from ..selections.rooms import clean_code, code_of, in_room, meeting_with_code
from .polls import frame_of, poll_of
from .which import TAKING_PART, frame

ROOM = "zaal"  # in the address: the code of the room
NOTHING_NEW, STOP_ASKING = 204, 286  # what htmx makes of them


@require_safe
def enter(request: Request) -> HttpResponse:
    """For who types the code instead of scanning it."""
    typed = request.GET.get("code", "").strip()[:40]
    meeting = meeting_with_code(clean_code(typed)) if typed else None
    if meeting:
        return redirect("participation:room", clean_code(typed))
    return render(
        request,
        "participation/enter.html",
        {"typed": typed, "section": TAKING_PART},
    )


@require_safe
def room(request: Request, token: str) -> HttpResponse:
    """What the QR code holds, or its short code; where one thing is asked it leads there."""
    meeting = meeting_with_code(clean_code(token))
    if meeting is None:
        return _unknown(request, token)
    found = in_room(meeting, timezone.now())
    polls = [(one, _to_answer(one, token)) for one in found.open]
    hours = [(one, to_hour(one, token)) for one in found.hours]
    if len(polls + hours) == 1:
        return redirect((polls + hours)[0][1])
    return render(
        request,
        "participation/room.html",
        frame(meeting.neighbourhood, TAKING_PART)
        | {
            "meeting": meeting,
            "open": polls,
            "hours": hours,
            "closed": found.closed,
        },
    )


@require_safe
@signed_in
def poll_screen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every few seconds the page asks for what is new: mostly nothing, and then that is all."""
    found = _show_poll(request, pk)
    is_asking = wants_fragment(request) and request.htmx.target == "live"
    state = state_of(found)
    if is_asking and request.GET.get("gezien") == state:
        return HttpResponse(status=NOTHING_NEW)
    context = frame_of(found) | {"results": results(found, questions_of(found)), "state": state}
    if is_asking:
        status = STOP_ASKING if found.is_closed else 200
        return render(
            request, "participation/poll_screen.html", context, partial="live", status=status
        )
    link = request.build_absolute_uri(_way_in(found))
    return render(
        request,
        "participation/poll_screen.html",
        context
        | {
            "link": link,
            "way": _way_in(found),
            "code": code(link),
            "short": code_of(found.meeting) if found.meeting else "",
            "enter": request.build_absolute_uri(reverse("participation:enter")),
        },
    )


@require_POST
@signed_in
def open_room(request: SignedInRequest, pk: int) -> HttpResponse:
    """Makes the short code of the room, and shows the screen."""
    found = _show_poll(request, pk)
    if found.meeting:
        room_of(found.meeting)
    return redirect("participation:poll_screen", pk)


@require_POST
@signed_in
def hide_poll_words(request: SignedInRequest, pk: int, words: int) -> HttpResponse:
    """With one press, because everybody in the room reads along; the house rules are the reason."""
    found = _show_poll(request, pk)
    rows = PollWords.objects.select_related("answer__person", "question__poll__neighbourhood")
    said = get_object_or_404(rows.filter(question__poll=found), pk=words)
    hide(said, _("Dit past niet bij de huisregels."), by=request.user)
    return redirect("participation:poll_screen", pk)


def _show_poll(request: SignedInRequest, pk: int) -> Poll:
    found = poll_of(request, pk)
    require(permissions.can_show_room(request.user, found))
    if found.is_draft:
        raise Http404
    return found


def _way_in(found: Poll) -> str:
    """A room by its token; others by the page of the poll."""
    if found.meeting:
        return reverse("participation:room", args=[found.meeting.token])
    return reverse("participation:answer_poll", args=[found.pk])


def _to_answer(found: Poll, token: str) -> str:
    address = reverse("participation:answer_poll", args=[found.pk])
    return f"{address}?{urlencode({ROOM: token})}"


def to_hour(found: QuestionHour, token: str) -> str:
    return f"{found.get_absolute_url()}?{urlencode({ROOM: token})}"


def _unknown(request: Request, token: str) -> HttpResponse:
    """A code that somebody typed over wrong is told so, on the page where they can try again."""
    context = {"typed": token[:40], "section": TAKING_PART}
    return render(request, "participation/enter.html", context, status=404)
