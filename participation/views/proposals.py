"""What a team asks of a round, and what the checker says of it."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from initiatives.models import Initiative

from .. import permissions
from ..actions import proposals as actions
from ..actions.budgets import CHANGEABLE
from ..forms.proposals import CostForm, JudgeForm, ProposalForm
from ..models import BudgetProposal, BudgetRound, Count, Grant
from ..selections.budgets import lines, own_initiatives
from ..states.budgets import BudgetRefused, ProposalState
from .which import TAKING_PART, budget_proposal_of, budget_round_of, frame


@require_safe
def budget_proposal(request: Request, pk: int) -> HttpResponse:
    proposal = budget_proposal_of(request, pk)
    round_ = proposal.round
    count = Count.objects.filter(round=round_).first() if round_.has_result else None
    may_change = round_.state in CHANGEABLE and proposal.state != ProposalState.WITHDRAWN
    return render(
        request,
        "participation/budget_proposal.html",
        frame(round_.neighbourhood, TAKING_PART)
        | {
            "proposal": proposal,
            "round": round_,
            "line": lines([proposal], count)[0],
            "grant": Grant.objects.filter(proposal=proposal).first(),
            "can_check": may_change and permissions.can_check(request.user, round_),
            "can_change": may_change and permissions.asks(request.user, proposal),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who has no initiative here is told how to begin one."""
    round_ = budget_round_of(pk)
    today = timezone.localdate()
    if request.method != "POST" and not round_.takes_proposals(today):
        return redirect(round_)
    own = own_initiatives(request.user, round_)
    form = ProposalForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()} | _known(round_, own),
        round_=round_,
        own=own,
    )
    if own and form.is_valid() and (proposal := _handed_in(request, round_, form)):
        messages.success(request, _("Uw plan is ingeleverd. U hoort of het kan."))
        return redirect(proposal)
    return render(
        request,
        "participation/hand_in.html",
        frame(round_.neighbourhood, TAKING_PART) | {"round": round_, "form": form, "own": own},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def withdraw_proposal(request: SignedInRequest, pk: int) -> HttpResponse:
    proposal = budget_proposal_of(request, pk)
    require(permissions.asks(request.user, proposal))
    try:
        actions.withdraw(proposal, by=request.user)
    except BudgetRefused:
        messages.error(request, _("Het stemmen is al begonnen. Terugtrekken kan niet meer."))
    return redirect(proposal)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def judge_proposal(request: SignedInRequest, pk: int) -> HttpResponse:
    proposal = budget_proposal_of(request, pk)
    round_ = proposal.round
    require(permissions.can_check(request.user, round_))
    if request.method != "POST" and round_.state not in CHANGEABLE:
        return redirect(proposal)
    form = JudgeForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4(), "seen": proposal.version},
        round_=round_,
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.judge(proposal, form.judged, seen=form.cleaned_data["seen"], by=request.user)
        except BudgetRefused as refused:
            form.add_error(None, _said(refused.reason))
            status = 409
        else:
            messages.success(request, _("Bewaard. Het team krijgt bericht."))
            return redirect(round_)
    return render(
        request,
        "participation/judge_proposal.html",
        frame(round_.neighbourhood, TAKING_PART)
        | {"proposal": proposal, "round": round_, "form": form},
        partial="form",
        status=status,
    )


@require_POST
@signed_in
def answer_cost(request: SignedInRequest, pk: int) -> HttpResponse:
    proposal = budget_proposal_of(request, pk)
    require(permissions.asks(request.user, proposal))
    form = CostForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies ja of nee."))
        return redirect(proposal)
    clean = form.cleaned_data
    try:
        actions.answer_cost(proposal, agrees=clean["agrees"], seen=clean["seen"], by=request.user)
    except BudgetRefused as refused:
        messages.error(request, _said(refused.reason))
    return redirect(proposal)


def _handed_in(
    request: SignedInRequest, round_: BudgetRound, form: ProposalForm
) -> BudgetProposal | None:
    clean = form.cleaned_data
    try:
        return actions.hand_in(
            round_,
            form.chosen,
            cost=clean["cost"],
            costs_words=clean["costs_words"],
            key=clean["key"],
            by=request.user,
            today=timezone.localdate(),
        )
    except BudgetRefused:
        form.add_error(
            None, _("Plannen inleveren kan niet meer. Wat u schreef, staat hieronder nog.")
        )
        return None


def _known(round_: BudgetRound, own: list[Initiative]) -> dict[str, object]:
    """What was handed in before for the only initiative there is to choose."""
    if len(own) != 1:
        return {}
    found = BudgetProposal.objects.filter(round=round_, initiative__in=own).first()
    return {"cost": found.cost, "costs_words": found.costs_words} if found else {}


def _said(reason: str) -> str:
    if reason == "taken":
        return _("Iemand was u net voor. Kijk hoe het nu staat, en kies dan opnieuw.")
    return _("Dat kan nu niet meer: de ronde is al verder.")
