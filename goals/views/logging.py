"""Writing down from the link in a mail, without signing in, and several at once."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render

from ..actions import contributing as actions
from ..actions.contributing import Row, RowRefused
from ..forms.contributing import ContributionForm, ManyForm, RowForm
from ..models import Contribution, Goal
from ..selections.contributing import closed_quarters, goals_to_log
from ..selections.logging import Linked, goals_of, linked
from ..selections.speaking import spoken_for
from ..states import Refused
from .contributing import likely_day
from .which import frame, public_place

THANKS = "dank"  # in the address after sending: the key of what was made


@require_http_methods(["GET", "HEAD", "POST"])
def log_by_link(request: Request, token: str) -> HttpResponse:
    """Three questions for whom the mail was sent to. It signs nobody in and shows nothing that is
    not public; who is signed in as somebody else reads that it is not for them."""
    found = linked(token)
    goals = goals_of(found) if found else []
    if found is None or not goals:
        raise Http404
    is_for_other = request.user.is_authenticated and request.user.pk != found.person.pk
    today = timezone.localdate()
    is_sent = request.method == "POST" and not is_for_other
    form = ContributionForm(
        request.POST if is_sent else None,
        initial={"key": uuid4(), "day": _day_in(found, today)},
        goals=goals,
        parties=[found.organisation],
        today=today,
        closed=closed_quarters([found.plan.pk]),
        short=True,
    )
    if form.is_valid() and (made := _logged(found, form)):
        return redirect(f"{request.path}?{THANKS}={made.pk}")
    response = render(
        request,
        "goals/log_by_link.html",
        frame(found.plan)
        | {
            "form": form,
            "organisation": found.organisation,
            "only": goals[0] if len(goals) == 1 else None,
            "is_for_other": is_for_other,
            "thanks": _just_made(request, found),
            "here": request.path,
        },
        partial="form",
        status=422 if form.is_bound else 409 if request.method == "POST" else 200,
    )
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response


def _day_in(found: Linked, today: date) -> date:
    """Today, or the last day of the quarter that was asked about."""
    return min(today, found.quarter.last_day)


def _logged(found: Linked, form: ContributionForm) -> Contribution | None:
    try:
        return actions.log(
            form.chosen_goal,
            form.done,
            organisation=found.organisation,
            key=form.cleaned_data["key"],
            by=found.person,
            now=timezone.now(),
        )
    except Refused as refused:
        form.refuse(refused.reason)
        return None


def _just_made(request: Request, found: Linked) -> Contribution | None:
    """What the address says was made, by this person for this party; else nothing."""
    key = request.GET.get(THANKS, "")
    if request.method == "POST" or not (key.isascii() and key.isdigit() and len(key) <= 15):
        return None
    own = Contribution.objects.seen_by(request.user).filter(
        by=found.person, organisation=found.organisation
    )
    return own.select_related("goal").filter(pk=int(key)).first()


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def log_many(request: SignedInRequest, slug: str) -> HttpResponse:
    """A list of rows for one party; all of them or none, and each of them once."""
    place = public_place(slug)
    goals = goals_to_log(place)
    if not goals:
        raise Http404
    for goal in goals:
        goal.plan.neighbourhood = place
    parties = spoken_for(request.user, place)
    require(bool(parties))
    sent = request.POST if request.method == "POST" and "more" not in request.POST else None
    head = ManyForm(sent, initial=_head_of(request.POST), parties=parties)
    rows = _rows(request.POST, goals, number=ManyForm.rows_of(request.POST), checked=bool(sent))
    if sent is not None and (made := _logged_all(request, head, rows)):
        messages.success(
            request,
            ngettext(
                "%(number)s bijdrage opgeschreven.", "%(number)s bijdragen opgeschreven.", made
            )
            % {"number": made},
        )
        return redirect(reverse("goals:year", args=[slug, goals[0].plan.year]))
    return render(
        request,
        "goals/log_many.html",
        frame(goals[0].plan)
        | {
            "form": head,
            "rows": rows,
            "wrong": [(number, row) for number, row in enumerate(rows, start=1) if row.errors],
            "only": goals[0] if len(goals) == 1 else None,
            "can_grow": len(rows) < ManyForm.MOST,
        },
        partial="form",
        status=422 if sent is not None else 200,
    )


def _head_of(sent: QueryDict) -> dict[str, Any]:
    """A new key, or what was sent where rows are only added."""
    return {
        "key": sent.get("key") or uuid4(),
        "organisation": sent.get("organisation"),
        "number": ManyForm.rows_of(sent),
    }


def _rows(sent: QueryDict, goals: list[Goal], *, number: int, checked: bool) -> list[RowForm]:
    """A row in which nothing was written is not checked; without a check all that was typed
    stays."""
    today = timezone.localdate()
    known: dict[str, Any] = {
        "goals": goals,
        "today": today,
        "closed": closed_quarters(goal.plan_id for goal in goals),
    }
    rows = []
    for place in range(number):
        prefix = f"rij{place + 1}"
        row = RowForm(sent, prefix=prefix, **known)
        if not checked or row.is_blank:
            typed = {name: sent.get(row.add_prefix(name)) for name in row.fields}
            begin: dict[str, Any] = {"day": likely_day(goals, today)}
            begin |= {name: value for name, value in typed.items() if value is not None}
            row = RowForm(initial=begin, prefix=prefix, **known)
        rows.append(row)
    return rows


def _logged_all(request: SignedInRequest, head: ManyForm, rows: list[RowForm]) -> int:
    """How many; nothing when something is wrong, and then it says what."""
    filled = [(place, row) for place, row in enumerate(rows) if row.is_bound]
    are_valid = [row.is_valid() for _place, row in filled]
    if not head.is_valid() or not all(are_valid):
        return 0
    if not filled:
        head.say_empty()
        return 0
    try:
        made = actions.log_many(
            [
                Row(row.chosen_goal, row.done, _key(head.cleaned_data["key"], place))
                for place, row in filled
            ],
            organisation=head.party,
            by=request.user,
            now=timezone.now(),
        )
    except RowRefused as refused:
        filled[refused.row][1].refuse(refused.reason)
        return 0
    return len(made)


def _key(form: UUID, place: int) -> UUID:
    """Each row of a form is made once."""
    return uuid5(form, str(place))
