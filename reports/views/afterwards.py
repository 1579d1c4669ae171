"""Reactions to a report and their answers, corrections, and a meeting about it."""

from datetime import time, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from core.paging import page
from neighbourhoods.http import office

from .. import permissions
from ..actions import afterwards as actions
from ..forms.afterwards import AnswerForm, CorrectionForm, DiscussForm, ReactionForm
from ..models import Report, ReportReaction
from ..selections.voices import reactions_waiting
from ..states.reports import NotPossible
from ..states.voices import REACT_FOR, TooMany
from .which import around, own_report, report_of

IN_TWO_WEEKS = timedelta(days=14)


@require_safe
def reactions(request: Request, pk: int) -> HttpResponse:
    """All of them, the newest first, each with its answer or the day before which that comes."""
    report = _published(pk)
    rows = ReportReaction.objects.visible_to(request.user).filter(report=report).newest_first()
    now = timezone.now()
    return render(
        request,
        "reports/reactions.html",
        around(report)
        | {
            "page": page(rows, request.GET.get("page")),
            "is_open": actions.is_open(report, now),
            "open_until": report.published_at and report.published_at + REACT_FOR,
            "can_answer": permissions.can_edit(request.user, report.neighbourhood),
            "now": now,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def react(request: Request, pk: int) -> HttpResponse:
    """Anybody writes; who has no account signs in after that."""
    report = _published(pk)
    if not actions.is_open(report, timezone.now()):
        return _too_late(request, report)
    form = ReactionForm(
        request.POST if request.method == "POST" else None, initial={"key": uuid4()}
    )
    if form.is_valid():
        return _react(request, report, form)
    return _react_page(request, report, form)


@signed_in
def _react(request: SignedInRequest, report: Report, form: ReactionForm) -> HttpResponse:
    clean = form.cleaned_data
    try:
        given = actions.react(
            report, clean["words"], key=clean["key"], by=request.user, now=timezone.now()
        )
    except TooMany:
        form.add_error("words", _("U schreef net al veel. Wacht even, en druk dan nog eens."))
        return _react_page(request, report, form)
    except NotPossible:
        return _too_late(request, report)
    messages.success(request, _("Dank u wel. U krijgt bericht als er antwoord is."))
    return redirect(given)


def _react_page(request: Request, report: Report, form: ReactionForm) -> HttpResponse:
    return render(
        request,
        "reports/react.html",
        around(report) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """By who makes the report; what a colleague answered just before is shown."""
    given = get_object_or_404(
        ReportReaction.objects.visible_to(request.user).select_related(
            "report__neighbourhood__municipality"
        ),
        pk=pk,
    )
    report = given.report
    require(permissions.can_edit(request.user, report.neighbourhood))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.answer(given, form.cleaned_data["words"], by=request.user, now=timezone.now())
        except NotPossible:
            given.refresh_from_db()
            form.add_error(None, _("Een collega gaf net al antwoord. Het staat hierboven."))
            status = 409
        else:
            messages.success(request, _("Uw antwoord staat erbij. Wie reageerde, krijgt bericht."))
            return redirect("reports:reactions", report.pk)
    return render(
        request,
        "reports/answer_reaction.html",
        around(report) | {"form": form, "given": given},
        partial="form",
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_away(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own words; for others they are not there."""
    own = ReportReaction.objects.visible_to(request.user).filter(person=request.user)
    given = get_object_or_404(own.select_related("report"), pk=pk)
    if request.method == "POST":
        actions.take_away(given, by=request.user)
        messages.success(request, _("Weggehaald."))
    return redirect("reports:reactions", given.report_id)


@require_safe
@signed_in
def waiting(request: SignedInRequest) -> HttpResponse:
    """Reactions that wait where somebody coordinates: a part of Mijn werk."""
    require(bool(office(request).coordinates))
    rows = reactions_waiting(office(request).coordinates)
    return render(
        request,
        "reports/reactions_waiting.html",
        {"section": "work", "page": page(rows, request.GET.get("page")), "now": timezone.now()},
        partial="reactions",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """A dated note with what is published."""
    report = own_report(request, pk)
    if not report.is_published:
        return redirect(report)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None, initial={"key": uuid4()}
    )
    if form.is_valid():
        clean = form.cleaned_data
        actions.correct(
            report,
            clean["chapter"],
            clean["words"],
            key=clean["key"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("De correctie staat erbij, met de datum van vandaag."))
        return redirect(report)
    return render(
        request,
        "reports/correct.html",
        around(report) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def discuss(request: SignedInRequest, pk: int) -> HttpResponse:
    """A meeting about it, filled in already (O33)."""
    report = report_of(request, pk)
    require(permissions.can_discuss(request.user, report))
    now = timezone.now()
    address = settings.SITE_URL + report.get_absolute_url()
    form = DiscussForm(
        request.POST if request.method == "POST" else None,
        initial={
            "key": uuid4(),
            "title": _("Wij praten over: %(report)s") % {"report": report},
            "day": timezone.localdate(now) + IN_TWO_WEEKS,
            "begins": time(19, 30),
            "ends": time(21, 0),
        },
        about=_("Lees eerst het verslag: %(address)s") % {"address": address},
        now=now,
    )
    if form.is_valid():
        meeting = actions.discuss(
            report, form.call, key=form.cleaned_data["key"], by=request.user, now=now
        )
        messages.success(request, _("De bijeenkomst staat in de agenda."))
        return redirect(meeting)
    return render(
        request,
        "reports/discuss.html",
        around(report) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _published(pk: int) -> Report:
    rows = Report.objects.published().select_related("neighbourhood__municipality")
    return get_object_or_404(rows, pk=pk)


def _too_late(request: Request, report: Report) -> HttpResponse:
    messages.info(request, _("Reageren op dit verslag kan niet meer. Alles blijft te lezen."))
    return redirect("reports:reactions", report.pk)
