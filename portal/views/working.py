"""Mijn werk, further: choices that one keeps, and several initiatives at once."""

import time
from typing import NamedTuple

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, signed_in
from accounts.models import User
from activity import actions as activity
from activity.models import Notification
from core.access import require
from core.htmx import render
from initiatives.models import Initiative, Review, SavedFilter
from initiatives.selections.choosing import ALL, MINE, Chosen, chosen_in
from initiatives.selections.owed import chosen_reviews
from neighbourhoods.http import has_office, office
from neighbourhoods.models import Membership
from neighbourhoods.selections.absences import places_of_work, stood_in_for
from neighbourhoods.states import OFFICE

from ..actions import bulk
from ..forms import BulkForm, SaveFilterForm
from ..selections.bulk import Planned, Row, planned, rows_by_key, rows_of, seen_in

MOST_SAVED = 10
UNDO = "undo_work"  # in the session: what was just handed over
UNDO_FOR = 15 * 60  # seconds


@require_POST
@signed_in
def save_filter(request: SignedInRequest) -> HttpResponse:
    """Under a name; the same name again is another choice."""
    require(has_office(request))
    form = SaveFilterForm(request.POST)
    sent = _query(request)
    chosen = chosen_in(sent, otherwise=MINE)
    if not form.is_valid():
        return render(
            request,
            "portal/save_filter.html",
            {"section": "work", "keep": form, "chosen": chosen},
            status=422,
        )
    name = form.cleaned_data["name"]
    mine = SavedFilter.objects.filter(person=request.user)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=request.user.pk)
        if mine.exclude(name=name).count() >= MOST_SAVED:
            messages.info(request, _("U bewaart er al tien. Haal er eerst een weg."))
            return redirect(_work(chosen))
        mine.update_or_create(
            name=name, defaults={"person": request.user, "query": chosen.query[:300]}
        )
    messages.success(request, _("De keuze is bewaard en staat bovenaan."))
    return redirect(_work(chosen))


@require_POST
@signed_in
def remove_filter(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(SavedFilter, pk=pk, person=request.user).delete()
    messages.success(request, _("De keuze is weg."))
    return redirect(reverse("portal:work") + "?filter=1")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choose(request: SignedInRequest) -> HttpResponse:
    """Choose several; see what will happen; and only then it does."""
    require(has_office(request))
    if request.method != "POST":
        return _choose_page(request)
    keys = request.POST.getlist("row")
    rows = rows_by_key(keys, request.user)
    form = BulkForm(request.POST, rows=keys, colleagues=_colleagues(request))
    if not form.is_valid():
        return _choose_page(request, form)
    if form.cleaned_data["what"] == BulkForm.SEEN:
        return _mark_seen(request, rows)
    plan = _plan(request, form, rows)
    if "sure" not in request.POST:
        return _preview(request, form, plan)
    _hand_over(request, form, plan)
    return redirect("portal:work")


@require_POST
@signed_in
def undo(request: SignedInRequest) -> HttpResponse:
    """Back to who held it, as far as it is still where it went."""
    require(has_office(request))
    kept = undoable(request)
    request.session.pop(UNDO, None)
    if not kept:
        messages.info(request, _("Dit kan niet meer ongedaan worden gemaakt."))
        return redirect("portal:work")
    holds = {one.review: one.to for one in kept}
    number = 0
    reviews = Review.objects.workable_by(request.user).filter(pk__in=holds)
    rows = list(reviews.select_related("initiative__neighbourhood"))
    for before, person in User.objects.in_bulk({one.before for one in kept}).items():
        theirs = {one.review for one in kept if one.before == before}
        back = [(row, holds[row.pk]) for row in rows if row.pk in theirs]
        number += len(bulk.hand_over(back, person, words="", by=request.user).handed)
    words = ngettext(
        "%(number)d initiatief is terug. Het team krijgt bericht.",
        "%(number)d initiatieven zijn terug. De teams krijgen bericht.",
        number,
    )
    messages.success(request, words % {"number": number})
    return redirect("portal:work")


class Handed(NamedTuple):
    """A review, who held it before, and who got it."""

    review: int
    before: int
    to: int


def undoable(request: SignedInRequest) -> list[Handed]:
    """What was handed over a moment ago from this browser."""
    kept = request.session.get(UNDO, {"at": 0.0, "rows": []})
    return [Handed(*row) for row in kept["rows"]] if kept["at"] > time.time() - UNDO_FOR else []


def _query(request: SignedInRequest) -> dict[str, str]:
    return QueryDict(request.POST.get("query", "")[:400]).dict()


def _work(chosen: Chosen) -> str:
    return f"{reverse('portal:work')}?{chosen.query}"


def _colleagues(request: SignedInRequest) -> QuerySet[User]:
    """Who works in any of the neighbourhoods in which this person works."""
    here = Membership.objects.current().filter(role__in=OFFICE)
    people = here.filter(neighbourhood__in=office(request).works_in).values("person")
    others = User.objects.filter(pk__in=people, is_active=True).exclude(pk=request.user.pk)
    return others.order_by("name", "pk")


def _choose_page(request: SignedInRequest, form: BulkForm | None = None) -> HttpResponse:
    """The list as it was chosen in Mijn werk, with what was ticked."""
    held, now = office(request), timezone.now()
    places = places_of_work(held.works_in, timezone.localdate(now))
    sent = _query(request) if request.method == "POST" else request.GET
    chosen = chosen_in(sent, otherwise=ALL if held.coordinates else MINE)
    stood_in = stood_in_for(request.user.pk, places)
    reviews = chosen_reviews(
        request.user, works_in=held.works_in, chosen=chosen, now=now, stood_in=stood_in.keys()
    )
    return render(
        request,
        "portal/choose.html",
        {
            "section": "work",
            "rows": rows_of(reviews.for_work()),
            "chosen": chosen,
            "ticked": request.POST.getlist("row"),
            "form": form or BulkForm(rows=[], colleagues=_colleagues(request)),
        },
        status=422 if form else 200,
    )


def _plan(request: SignedInRequest, form: BulkForm, rows: list[Row]) -> list[Planned]:
    takes = form.cleaned_data["what"] == BulkForm.TAKE
    successor = request.user if takes else form.cleaned_data["successor"]
    return planned(rows, successor=successor, by=request.user, only_nobodys=takes)


def _preview(request: SignedInRequest, form: BulkForm, plan: list[Planned]) -> HttpResponse:
    return render(
        request,
        "portal/choose_sure.html",
        {
            "section": "work",
            "form": form,
            "what": form.cleaned_data["what"],
            "successor": form.cleaned_data["successor"] or request.user,
            "will": [one.row for one in plan if not one.why],
            "will_not": [one for one in plan if one.why],
            "query": request.POST.get("query", ""),
        },
    )


def _hand_over(request: SignedInRequest, form: BulkForm, plan: list[Planned]) -> None:
    """One message about all: what was done, and what was not and why."""
    takes = form.cleaned_data["what"] == BulkForm.TAKE
    successor: User = request.user if takes else form.cleaned_data["successor"]
    done = bulk.hand_over(
        [(one.row.review, seen_in(one.row.key)) for one in plan if not one.why],
        successor,
        words=form.cleaned_data["words"],
        by=request.user,
    )
    number = len(done.handed)
    words = ngettext(
        "%(number)d initiatief is nu van %(who)s.",
        "%(number)d initiatieven zijn nu van %(who)s.",
        number,
    ) % {"number": number, "who": successor.public_name}
    missed = [(one.row.review.initiative.title, one.why) for one in plan if one.why]
    missed += [(one.initiative.title, _("een collega was u voor")) for one in done.missed]
    if missed:
        lines = "; ".join(f"{title} ({why})" for title, why in missed)
        words += " " + _("Niet gelukt: %(lines)s.") % {"lines": lines}
    tell = messages.success if number else messages.info
    tell(request, words)
    rows = [(review.pk, seen, successor.pk) for review, seen in done.handed if seen is not None]
    if rows:
        request.session[UNDO] = {"rows": rows, "at": time.time()}


def _mark_seen(request: SignedInRequest, rows: list[Row]) -> HttpResponse:
    about = Notification.objects.filter(
        person=request.user,
        event__subject_kind=Initiative._meta.model_name,
        event__subject_id__in=[row.review.initiative_id for row in rows],
    )
    number = activity.read(about, now=timezone.now())
    words = ngettext(
        "%(number)d bericht staat op gelezen.", "%(number)d berichten staan op gelezen.", number
    )
    messages.success(request, words % {"number": number})
    return redirect("portal:work")
