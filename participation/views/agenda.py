"""The agenda of a neighbourhood and of a person, and what an agenda is made of."""

from uuid import uuid4

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
from initiatives.models import Initiative
from neighbourhoods.http import has_office, office
from partners.selections.agreements import lines

from .. import permissions
from ..actions import agenda as actions
from ..forms.agenda import AnswerItemForm, ArrangeForm, ItemForm, ItemOutcomeForm
from ..models import AgendaItem, CalendarLink
from ..selections import agenda as selections
from ..selections import waiting as selections_of_work
from ..selections.hosting import hosts_for
from ..selections.mine import promises_of
from ..states.meetings import MOST_ITEMS, ItemAnswer, Over, Overtaken, TooMany
from .which import (
    AGENDA,
    TAKING_PART,
    frame,
    hosted_meeting,
    meeting_of,
    process_of,
    public_place,
)


@require_safe
def agenda(request: Request, slug: str) -> HttpResponse:
    """What comes, month by month."""
    place, now = public_place(slug), timezone.now()
    coming = page(selections.coming(place, request.user, now=now), request.GET.get("page"))
    return render(
        request,
        "participation/agenda.html",
        frame(place, AGENDA)
        | {
            "coming": coming,
            "lines": selections.lines(coming.rows, slug),
            "share": selections.share_of(place, now=now),
            "can_call": bool(hosts_for(request.user, place, office(request))),
        },
    )


@require_safe
def been(request: Request, slug: str) -> HttpResponse:
    place, now = public_place(slug), timezone.now()
    over = page(selections.over(place, now=now), request.GET.get("page"))
    return render(
        request,
        "participation/been.html",
        frame(place, AGENDA)
        | {
            "over": over,
            "lines": selections.lines(over.rows, slug),
            "share": selections.share_of(place, now=now),
        },
    )


@require_safe
def of_initiative(request: Request, pk: int) -> HttpResponse:
    """What an initiative calls people to: a part of its page on a lower floor."""
    initiative = get_object_or_404(Initiative.objects.visible_to(request.user).for_page(), pk=pk)
    leads = initiative.is_public and permissions.can_call_for(request.user, initiative)
    return render(
        request,
        "participation/of_initiative.html",
        {
            "neighbourhood": initiative.neighbourhood,
            "section": "initiatives",
            "initiative": initiative,
            "lines": selections.of_initiative(initiative),
            "can_call": leads,
        },
        partial="bijeenkomsten",
    )


@require_safe
def of_process(request: Request, pk: int) -> HttpResponse:
    """The meetings that belong to a process: a part of its page."""
    found = process_of(pk)
    place = found.neighbourhood
    return render(
        request,
        "participation/of_process.html",
        frame(place, TAKING_PART)
        | {
            "process": found,
            "lines": selections.of_process(found),
            "can_call": not found.is_closed
            and bool(hosts_for(request.user, place, office(request))),
        },
        partial="bijeenkomsten",
    )


@require_safe
@signed_in
def my_agenda(request: SignedInRequest) -> HttpResponse:
    """Where I go and what I called, when I help, what is promised, and the address for my own
    calendar."""
    now = timezone.now()
    today = timezone.localdate(now)
    return render(
        request,
        "participation/my_agenda.html",
        {
            "section": "my_agenda",
            "mine": selections.mine(request.user, now=now),
            "called": selections.called_by(request.user, now=now),
            "helping": selections.helping(request.user, now=now),
            "reviews": selections.reviews_for(request.user, now=now),
            "promises": lines(list(promises_of(request.user, since=today)), now=now),
            "link": CalendarLink.objects.filter(person=request.user).first(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def put_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """By anybody, on any agenda (O123)."""
    found, now = meeting_of(pk), timezone.now()
    if request.method != "POST" and not found.is_open(now):
        return redirect(found)
    form = ItemForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if form.is_valid():
        clean = form.cleaned_data
        try:
            item = actions.put(
                found, clean["title"], clean["text"], key=clean["key"], by=request.user, now=now
            )
        except Over:
            form.add_error(None, _("Deze bijeenkomst is al begonnen, of gaat niet door."))
        except TooMany:
            form.add_error(
                None, _("U zette al %(most)s punten op deze agenda.") % {"most": MOST_ITEMS}
            )
        else:
            messages.success(request, _("Uw punt staat op de agenda. U krijgt antwoord."))
            return redirect(item)
    return render(
        request,
        "participation/put_item.html",
        frame(found.neighbourhood, AGENDA) | {"form": form, "meeting": found},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def arrange(request: SignedInRequest, pk: int) -> HttpResponse:
    """For who hosts it: the order, and how many minutes each."""
    found = hosted_meeting(request, pk)
    items = list(AgendaItem.objects.shown().filter(meeting=found).in_order())
    if not items:
        return redirect(found)
    form = ArrangeForm(request.POST if request.method == "POST" else None, items=items)
    if form.is_valid():
        actions.arrange(found, form.slots)
        messages.success(request, _("De agenda is bewaard."))
        return redirect(found.get_absolute_url() + "#agenda")
    return render(
        request,
        "participation/arrange.html",
        frame(found.neighbourhood, AGENDA) | {"form": form, "meeting": found},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was overtaken reads the answer of the other, and keeps what they wrote."""
    item = _answerable(request, pk)
    if request.method != "POST" and item.is_answered:
        return redirect(item)
    begin = {"key": uuid4(), "seen": item.version}
    form = AnswerItemForm(request.POST if request.method == "POST" else None, initial=begin)
    if not form.is_valid():
        return _answer_page(request, item, form, status=422 if form.is_bound else 200)
    clean = form.cleaned_data
    try:
        actions.answer(
            item,
            ItemAnswer(clean["outcome"]),
            reason=clean["reason"],
            possible=clean["possible"],
            seen=clean["seen"],
            by=request.user,
            now=timezone.now(),
        )
    except Overtaken:
        return _answer_page(request, _answerable(request, pk), form, status=409)
    messages.success(request, _("Uw antwoord staat bij het punt. Wie het vroeg, krijgt bericht."))
    return redirect(item)


def _answer_page(
    request: SignedInRequest, item: AgendaItem, form: AnswerItemForm, *, status: int
) -> HttpResponse:
    return render(
        request,
        "participation/answer_item.html",
        frame(item.meeting.neighbourhood, AGENDA)
        | {"form": form, "item": item, "meeting": item.meeting, "is_overtaken": status == 409},
        partial="form",
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def item_outcome(request: SignedInRequest, pk: int) -> HttpResponse:
    """For who hosts it, once it has begun."""
    item = _item(request, pk)
    require(permissions.can_host(request.user, item.meeting))
    if request.method != "POST" and timezone.now() < item.meeting.begins_at:
        return redirect(item)
    begin = {"seen": item.version, "words": item.outcome}
    form = ItemOutcomeForm(request.POST if request.method == "POST" else None, initial=begin)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        clean = form.cleaned_data
        try:
            actions.tell_outcome(item, clean["words"], seen=clean["seen"], by=request.user)
        except Overtaken:
            status, item = 409, _item(request, pk)
            form = ItemOutcomeForm(initial=clean | {"seen": item.version})
        else:
            messages.success(request, _("Het staat bij het punt."))
            return redirect(item)
    return render(
        request,
        "participation/item_outcome.html",
        frame(item.meeting.neighbourhood, AGENDA)
        | {"form": form, "item": item, "meeting": item.meeting, "is_overtaken": status == 409},
        partial="form",
        status=status,
    )


@require_safe
@signed_in
def waiting(request: SignedInRequest) -> HttpResponse:
    """What of meetings waits for an answer, for who works somewhere."""
    require(has_office(request))
    rows = page(selections_of_work.rows_in(office(request).works_in), request.GET.get("page"))
    return render(
        request,
        "participation/waiting.html",
        {"section": "work", "page": rows, "tasks": selections_of_work.tasks(rows.rows)},
    )


def _answerable(request: SignedInRequest, pk: int) -> AgendaItem:
    item = _item(request, pk)
    require(permissions.can_answer_at(request.user, item.meeting))
    return item


def _item(request: SignedInRequest, pk: int) -> AgendaItem:
    """What is hidden is there for who moderates and who wrote it; and its meeting is public."""
    rows = AgendaItem.objects.visible_to(request.user)
    item = get_object_or_404(rows, pk=pk)
    item.meeting = meeting_of(item.meeting_id)
    return item
