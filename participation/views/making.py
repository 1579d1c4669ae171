"""A poll is made, opened, closed, and told what is done with it: by who coordinates there."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render
from goals.states import Refused

from .. import permissions
from ..actions import polls as actions
from ..forms.polls import OpenForm, OutcomeForm, PollForm, QuestionForm
from ..models import Meeting, Poll
from ..selections.conversations import conversations_held
from ..selections.polls import questions_of
from ..states.polls import MOST_QUESTIONS, Audience
from .polls import frame_of, poll_of
from .which import TAKING_PART, frame, run_place

MOST_MEETINGS = 50  # to choose the room from


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_poll(request: SignedInRequest, slug: str) -> HttpResponse:
    place, now = run_place(request, slug), timezone.now()
    meetings = list(Meeting.objects.in_neighbourhood(place).coming(now)[:MOST_MEETINGS])
    form = PollForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4(), "audience": Audience.NEIGHBOURHOOD},
        meetings=meetings,
    )
    if form.is_valid():
        made = actions.make(place, form.poll, key=form.cleaned_data["key"], by=request.user)
        return redirect("participation:poll_questions", made.pk)
    return render(
        request,
        "participation/new_poll.html",
        frame(place, TAKING_PART)
        | {"form": form, "is_first_survey": not conversations_held(place, timezone.now())},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def poll_questions(request: SignedInRequest, pk: int) -> HttpResponse:
    """The questions so far; posted to, one more."""
    found = run_poll(request, pk)
    if not found.is_draft:
        messages.info(request, _("Deze peiling is al geopend. De vragen liggen vast."))
        return redirect(found)
    form = QuestionForm(
        request.POST if request.method == "POST" else None, initial={"key": uuid4()}
    )
    if form.is_valid():
        try:
            actions.add_question(found, form.question, key=form.cleaned_data["key"])
        except Refused as refused:
            form.add_error(None, _too_late(refused))
        else:
            form = QuestionForm(initial={"key": uuid4()})
            if not request.htmx:
                return redirect("participation:poll_questions", pk)
    return _questions_page(request, found, form)


@require_POST
@signed_in
def remove_question(request: SignedInRequest, pk: int, question: int) -> HttpResponse:
    found = run_poll(request, pk)
    asked = get_object_or_404(found.questions.select_related("poll"), pk=question)
    try:
        actions.remove_question(asked)
    except Refused as refused:
        messages.info(request, _too_late(refused))
    return redirect("participation:poll_questions", pk)


@require_POST
@signed_in
def throw_away(request: SignedInRequest, pk: int) -> HttpResponse:
    """What nobody was asked yet."""
    found = run_poll(request, pk)
    try:
        actions.throw_away(found)
    except Refused as refused:
        messages.info(request, _too_late(refused))
        return redirect(found)
    messages.success(request, _("De peiling is weg. Niemand heeft hem gezien."))
    return redirect("participation:polls", found.neighbourhood.slug)


@require_POST
@signed_in
def open_poll(request: SignedInRequest, pk: int) -> HttpResponse:
    """Posted again, or when a colleague opened it, it stays as it was opened."""
    found, now = run_poll(request, pk), timezone.now()
    form = QuestionForm(initial={"key": uuid4()})
    opening = OpenForm(request.POST, today=timezone.localdate(now))
    if found.is_draft and not opening.is_valid():
        return _questions_page(request, found, form, opening, status=422)
    closes_on = opening.cleaned_data["closes_on"] if opening.is_valid() else None
    try:
        actions.open_poll(found, by=request.user, now=now, closes_on=closes_on)
    except Refused as refused:
        if refused.reason == "without questions":
            messages.error(request, _("Zet er eerst minstens één vraag in."))
            return _questions_page(request, found, form, opening, status=422)
        messages.info(request, _("Deze peiling is al gesloten."))
        return redirect(found)
    if found.audience == Audience.PANEL:
        messages.success(request, _("De peiling is open. Het panel krijgt bericht."))
    else:
        messages.success(request, _("De peiling is open."))
    return redirect(found)


@require_POST
@signed_in
def close_poll(request: SignedInRequest, pk: int) -> HttpResponse:
    """Then it is asked what is done with it."""
    found = run_poll(request, pk)
    try:
        actions.close(found, by=request.user, now=timezone.now())
    except Refused:
        messages.info(request, _("Deze peiling is nog niet geopend."))
        return redirect(found)
    return redirect("participation:poll_outcome", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def poll_outcome(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is done with it (O17): required after closing, and asked until it is there."""
    found = run_poll(request, pk)
    if not found.is_closed:
        messages.info(request, _("Sluit de peiling eerst. Daarna schrijft u wat u ermee doet."))
        return redirect(found)
    form = OutcomeForm(
        request.POST if request.method == "POST" else None, initial={"outcome": found.outcome}
    )
    if form.is_valid():
        actions.say_what_we_do(
            found, form.cleaned_data["outcome"], by=request.user, now=timezone.now()
        )
        messages.success(request, _("Het staat op de pagina. Wie meedeed, krijgt bericht."))
        return redirect(found)
    return render(
        request,
        "participation/poll_outcome.html",
        frame_of(found) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def run_poll(request: SignedInRequest, pk: int) -> Poll:
    """For who coordinates there."""
    found = poll_of(request, pk)
    require(permissions.can_run(request.user, found.neighbourhood))
    return found


def _questions_page(
    request: SignedInRequest,
    found: Poll,
    form: QuestionForm,
    opening: OpenForm | None = None,
    *,
    status: int = 0,
) -> HttpResponse:
    questions = questions_of(found)
    return render(
        request,
        "participation/poll_questions.html",
        frame_of(found)
        | {
            "questions": questions,
            "form": form,
            "opening": opening or OpenForm(today=timezone.localdate()),
            "is_full": len(questions) >= MOST_QUESTIONS,
            "left": MOST_QUESTIONS - len(questions),
        },
        partial="questions",
        status=status or (422 if form.is_bound else 200),
    )


def _too_late(refused: Refused) -> str:
    if refused.reason == "enough":
        return _("Vijf vragen is genoeg voor twee minuten. Haal er eerst een weg.")
    return _("Deze peiling is intussen geopend. De vragen liggen vast.")
