"""The rounds of the residents' budget: to read for everybody, and moved on by who coordinates."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render, wants_fragment
from core.paging import page
from neighbourhoods.http import has_office, office
from neighbourhoods.models import Neighbourhood
from partners.models import Organisation
from partners.states import Kind

from .. import permissions
from ..actions import budgets as actions
from ..forms.budgets import RoundForm, as_it_is
from ..models import BudgetRound, Count
from ..selections import budgets as selections
from ..selections import rounds_waiting as selections_of_work
from ..selections.granting import balance_of_round
from ..states.budgets import (
    RULE_WORDS,
    STEPS,
    TOLD,
    BudgetRefused,
    ProposalState,
    RoundState,
    Rule,
)
from .which import TAKING_PART, budget_round_of, frame, public_place, run_budget_round, run_place

STOP_ASKING = 286  # what htmx makes of it
REFUSED = {
    "state": gettext_lazy("Dat kan nu niet meer: de ronde is al verder."),
    "waiting": gettext_lazy("Er wacht nog een plan op een antwoord. Kijk eerst of het kan."),
    "none": gettext_lazy("Er is nog geen plan waarop mensen kunnen stemmen."),
}


@require_safe
@signed_in
def rounds_waiting(request: SignedInRequest) -> HttpResponse:
    """Rounds that wait for who works here: a part of Mijn werk."""
    require(has_office(request))
    here, today = office(request), timezone.localdate()
    waiting = selections_of_work.rounds_waiting(here.coordinates, here.works_in, today)
    found = page(waiting, request.GET.get("page"))
    return render(
        request,
        "participation/rounds_waiting.html",
        {
            "section": "work",
            "page": found,
            "tasks": selections_of_work.tasks(found.rows, today),
            "late": selections_of_work.number_late(found.rows, today),
        },
        partial="rounds",
    )


@require_safe
def rounds(request: Request, slug: str) -> HttpResponse:
    """The one that goes on stands first."""
    place = public_place(slug)
    here = BudgetRound.objects.in_neighbourhood(place).current_first()
    return render(
        request,
        "participation/budgets.html",
        frame(place, TAKING_PART)
        | {
            "page": page(here, request.GET.get("page")),
            "can_run": permissions.can_run(request.user, place),
        },
    )


@require_safe
def budget_round(request: Request, pk: int) -> HttpResponse:
    round_ = budget_round_of(pk)
    today = timezone.localdate()
    count = Count.objects.filter(round=round_).first()
    proposals = selections.proposals_of(round_)
    shown = page(selections.in_order(proposals, today=today), request.GET.get("page"))
    checks = round_.state in actions.CHANGEABLE and permissions.can_check(request.user, round_)
    waiting = [one for one in proposals if one.state == ProposalState.HANDED_IN]
    return render(
        request,
        "participation/budget_round.html",
        frame(round_.neighbourhood, TAKING_PART)
        | {
            "round": round_,
            "page": shown,
            "lines": selections.lines(shown.rows, count),
            "result": selections.result(round_, count),
            "count": count,
            "balance": balance_of_round(round_) if round_.has_result else None,
            # Of a round that was held elsewhere nobody has a code of ours.
            "has_receipts": round_.has_result and not round_.source,
            "steps": [state.label for state in TOLD],
            "step": min(STEPS.index(RoundState(round_.state)) + 1, len(TOLD)),
            "rule_words": RULE_WORDS[Rule(round_.rule)],
            "takes_proposals": round_.takes_proposals(today),
            "takes_ballots": round_.takes_ballots(today),
            "has_voted": selections.has_voted(round_, request.user),
            "to_check": waiting[:10] if checks else [],
            "can_run": permissions.can_run(request.user, round_.neighbourhood),
            "can_change": round_.state in actions.CHANGEABLE,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_budget_round(request: SignedInRequest, slug: str) -> HttpResponse:
    place = run_place(request, slug)
    form = RoundForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()},
        checkers=_checkers(place),
        first_day=timezone.localdate(),
    )
    if form.is_valid():
        round_ = actions.open_round(
            place, form.written, key=form.cleaned_data["key"], by=request.user
        )
        messages.success(request, _("De ronde is open. Vertel het de wijk."))
        return redirect(round_)
    return _form_page(request, place, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_budget_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """Until the voting begins; who was a moment too late is told so."""
    round_ = run_budget_round(request, pk)
    if round_.state not in actions.CHANGEABLE:
        messages.error(request, str(REFUSED["state"]))
        return redirect(round_)
    place = round_.neighbourhood
    form = RoundForm(
        request.POST if request.method == "POST" else None,
        initial=as_it_is(round_),
        checkers=_checkers(place),
        first_day=min(round_.begins_on, timezone.localdate()),
    )
    if form.is_valid():
        return _press(
            request, round_, lambda: actions.change_round(round_, form.written, by=request.user)
        )
    return _form_page(request, place, form, round_)


@require_POST
@signed_in
def begin_checking(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = run_budget_round(request, pk)
    return _press(request, round_, lambda: actions.begin_checking(round_, by=request.user))


@require_POST
@signed_in
def begin_voting(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = run_budget_round(request, pk)
    return _press(request, round_, lambda: actions.begin_voting(round_, by=request.user))


@require_POST
@signed_in
def close_voting(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = run_budget_round(request, pk)
    return _press(request, round_, lambda: actions.close_voting(round_, by=request.user))


@require_safe
def count(request: Request, pk: int) -> HttpResponse:
    """How far the counting is: the page of the round asks every few seconds."""
    round_ = budget_round_of(pk)
    found = Count.objects.filter(round=round_).first()
    is_done = round_.state != RoundState.COUNTING
    is_poll = wants_fragment(request) and request.htmx.target == "count"
    return render(
        request,
        "participation/budget_count.html",
        frame(round_.neighbourhood, TAKING_PART) | {"round": round_, "count": found},
        partial="count",
        status=STOP_ASKING if is_done and is_poll else 200,
    )


def _press(
    request: SignedInRequest, round_: BudgetRound, act: Callable[[], object]
) -> HttpResponse:
    try:
        act()
    except BudgetRefused as refused:
        messages.error(request, str(REFUSED[refused.reason]))
    return redirect(round_)


def _checkers(place: Neighbourhood) -> list[Organisation]:
    """Who can say whether something can be done: the municipality, and organisations here."""
    here = Organisation.objects.active_in(place).filter(hidden_reason="")
    found = list(here.exclude(kind=Kind.RESIDENTS_TEAM).order_by("name", "pk")[:200])
    return sorted(found, key=lambda one: one.kind != Kind.MUNICIPALITY)


def _form_page(
    request: SignedInRequest, place: Neighbourhood, form: RoundForm, round_: BudgetRound | None
) -> HttpResponse:
    return render(
        request,
        "participation/open_budget_round.html",
        frame(place, TAKING_PART) | {"form": form, "round": round_},
        partial="form",
        status=422 if form.is_bound else 200,
    )
