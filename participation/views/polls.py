"""Polls, for everybody to read; and to answer, with an account or without."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import (
    SignedInRequest,
    browser_of,
    browser_to_keep_for,
    is_shared,
    remember_browser,
    signed_in,
)
from core.htmx import Request, render
from core.paging import page
from goals.states import Refused
from neighbourhoods.http import office

from ..actions import answering
from ..forms.polls import AnswerForm, as_given
from ..models import Poll
from ..selections.polls import (
    NEWEST_WORDS,
    in_panel,
    own_answer,
    questions_of,
    results,
    shown_words,
)
from ..states.polls import FEWEST_ANSWERS, Asks, Audience
from .which import TAKING_PART, frame, public_place

ONE_HALL = "new_voice"  # how many browsers may begin from one network (ACCOUNT_RATE_LIMITS)


@require_safe
def polls(request: Request, slug: str) -> HttpResponse:
    """What was asked, the newest first; what is in the making only for who makes it."""
    place = public_place(slug)
    runs = place.pk in office(request).coordinates
    here = Poll.objects.seen_by(request.user).in_neighbourhood(place)
    shown = here if runs else here.asked()
    return render(
        request,
        "participation/polls.html",
        frame(place, TAKING_PART)
        | {"page": page(shown.order_by("-made_at", "-pk"), request.GET.get("page")), "runs": runs},
    )


@require_safe
def poll(request: Request, pk: int) -> HttpResponse:
    found = poll_of(request, pk)
    place = found.neighbourhood
    if found.is_draft:
        return redirect("participation:poll_questions", pk)
    questions = questions_of(found)
    return render(
        request,
        "participation/poll.html",
        frame_of(found)
        | {
            "results": results(found, questions),
            "is_given": own_answer(found, request.user, browser_of(request)) is not None,
            "can_answer": found.audience != Audience.PANEL or in_panel(request.user, place),
            "can_join": place.pk not in office(request).works_in,
            "runs": place.pk in office(request).coordinates,
            "newest": NEWEST_WORDS,
        },
    )


@require_safe
def poll_words(request: Request, pk: int, question: int) -> HttpResponse:
    """All that people wrote on one question, the newest first."""
    found = poll_of(request, pk)
    asked = get_object_or_404(found.questions.filter(asks=Asks.OPEN), pk=question)
    own = own_answer(found, request.user, browser_of(request))
    return render(
        request,
        "participation/poll_words.html",
        frame_of(found)
        | {
            "question": asked,
            "page": page(shown_words(found, asked), request.GET.get("page")),
            "own": own.pk if own else None,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer_poll(request: Request, pk: int) -> HttpResponse:
    """Who comes too late is told so, and finds on the page what they wrote."""
    found = poll_of(request, pk)
    if found.is_draft or (found.is_closed and request.method != "POST"):
        return redirect(found)
    if found.audience == Audience.PANEL:
        return _answer_in_panel(request, found)
    return _answer(request, found)


@signed_in
def _answer_in_panel(request: SignedInRequest, found: Poll) -> HttpResponse:
    """Whom it is not for reads how to come in."""
    if not in_panel(request.user, found.neighbourhood):
        messages.info(request, _("Deze peiling is voor het bewonerspanel."))
        return redirect("participation:panel", found.neighbourhood.slug)
    return _answer(request, found)


def _answer(request: Request, found: Poll) -> HttpResponse:
    answer = own_answer(found, request.user, browser_of(request))
    questions = questions_of(found)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=as_given(answer, questions) if answer else {"key": uuid4()},
        poll=found,
        questions=questions,
        code=request.GET.get("zaal", ""),
        is_given=answer is not None,
    )
    if found.is_closed:
        return _page(request, found, form, status=409)
    if not form.is_valid():
        return _page(request, found, form, is_given=answer is not None)
    token, browser = browser_to_keep_for(request, ONE_HALL)
    try:
        answering.give(
            found,
            form.said,
            key=form.cleaned_data["key"],
            person=request.user if request.user.is_authenticated else None,
            # What this browser answered before somebody signed in becomes theirs.
            browser=browser or browser_of(request),
            now=timezone.now(),
        )
    except Refused:
        return _page(request, found, form, status=409)
    messages.success(request, _("Dank u wel. Uw antwoord telt mee. Veranderen kan tot het einde."))
    response = redirect(found)
    remember_browser(response, token, shared_device=is_shared(request))
    return response


def _page(
    request: Request, found: Poll, form: AnswerForm, *, is_given: bool = False, status: int = 0
) -> HttpResponse:
    return render(
        request,
        "participation/answer_poll.html",
        frame_of(found) | {"form": form, "is_given": is_given, "is_late": status == 409},
        status=status or (422 if form.is_bound else 200),
    )


def poll_of(request: Request, pk: int) -> Poll:
    found = Poll.objects.seen_by(request.user)
    rows = found.select_related("neighbourhood__municipality", "meeting__host")
    one = get_object_or_404(rows, pk=pk)
    if one.meeting:
        one.meeting.neighbourhood = one.neighbourhood
    return one


def frame_of(found: Poll) -> dict[str, object]:
    return frame(found.neighbourhood, TAKING_PART) | {"poll": found, "fewest": FEWEST_ANSWERS}
