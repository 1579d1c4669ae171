"""Voting in a round, and finding one's own ballot back. What somebody chooses is in no address, no
session, no message and no draft (decision 14)."""

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, carried, drop_carried, signed_in
from core.htmx import Request, render

from ..actions import ballots as actions
from ..forms.ballots import BallotForm, ReceiptForm, ticked
from ..models import Ballot, BudgetProposal, BudgetRound
from ..selections.budgets import cart, on_ballot, own_ballot
from ..states.budgets import BudgetRefused, RoundState
from .which import TAKING_PART, budget_round_of, frame

STILL_THERE = gettext_lazy("U bent er weer. Wat u koos, staat er nog. Druk op ‘Geef deze stem’.")
TOO_LATE = gettext_lazy("Het stemmen is intussen gesloten. Wat u net koos, telt niet mee.")
CHECKABLE = frozenset({RoundState.COUNTING, RoundState.COUNTED, RoundState.GRANTED})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """The answer to a vote is its receipt, and no other address: that would need a place to keep
    the code in between. Sending the same form again is the same vote."""
    round_ = budget_round_of(pk)
    today = timezone.localdate()
    is_open = round_.takes_ballots(today)
    brought = carried(request).get("ballot", [])
    if request.method != "POST" and not is_open:
        if brought:
            messages.info(request, str(TOO_LATE))
        return _without_carried(request, redirect(round_))
    proposals = on_ballot(round_, request.user)
    form = _form(request, round_, proposals, brought)
    if request.method != "POST":
        if brought:
            messages.info(request, str(STILL_THERE))
        return _without_carried(request, _page(request, round_, proposals, form, status=200))
    if not is_open:
        return _page(request, round_, proposals, form, status=409)
    if not form.is_valid():
        return _page(request, round_, proposals, form, status=422)
    key, chosen = form.cleaned_data["receipt"], form.cleaned_data["ballot"]
    try:
        actions.cast(round_, chosen, key=key, by=request.user, today=today)
    except BudgetRefused as refused:
        if refused.reason == "state":
            return _page(request, round_, proposals, form, status=409)
        form.add_error("ballot", form.words_of(refused.reason))
        return _page(request, round_, proposals, form, status=422)
    return render(
        request,
        "participation/voted.html",
        frame(round_.neighbourhood, TAKING_PART)
        | {
            "round": round_,
            "code": actions.code_of(key),
            "chosen": [one for one in proposals if one.pk in chosen],
        },
    )


@require_POST
@signed_in
def fill_cart(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is left with what is ticked now; nothing is kept."""
    round_ = budget_round_of(pk)
    proposals = on_ballot(round_, request.user)
    form = _form(request, round_, proposals)
    form.errors.clear()  # only a count: whether it may stand is asked when it is sent
    is_open = round_.takes_ballots(timezone.localdate())
    return _page(request, round_, proposals, form, status=200 if is_open else 409)


@require_http_methods(["GET", "HEAD", "POST"])
def check_receipt(request: Request, pk: int) -> HttpResponse:
    """Who holds the code sees that the ballot counts, and what it says. Nobody need sign in."""
    round_ = budget_round_of(pk)
    if round_.state not in CHECKABLE:
        return redirect(round_)
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    found: list[BudgetProposal] | None = None
    if form.is_valid():
        found = _choices(round_, form.cleaned_data["code"])
        if found is None:
            form.add_error(
                "code",
                _(
                    "Wij vinden deze code niet in deze ronde. Kijk of hij klopt. "
                    "Stemde u daarna nog eens? Dan geldt de code die u toen kreeg."
                ),
            )
    return render(
        request,
        "participation/check_receipt.html",
        frame(round_.neighbourhood, TAKING_PART) | {"round": round_, "form": form, "found": found},
        partial="form",
        status=422 if form.is_bound and found is None else 200,
    )


def _choices(round_: BudgetRound, kept: str) -> list[BudgetProposal] | None:
    ballot = Ballot.objects.filter(round=round_, receipt=kept).first()
    if ballot is None:
        return None
    here = BudgetProposal.objects.filter(round=round_, pk__in=ballot.choices).public()
    return list(here.select_related("initiative").order_by("pk"))


def _without_carried(request: SignedInRequest, response: HttpResponse) -> HttpResponse:
    drop_carried(request, response)
    return response


def _form(
    request: SignedInRequest,
    round_: BudgetRound,
    proposals: list[BudgetProposal],
    brought: Sequence[str] = (),
) -> BallotForm:
    """What was `brought` from before signing in is ticked; else one's ballot as it stands."""
    known = None if request.method == "POST" or brought else own_ballot(round_, request.user)
    return BallotForm(
        request.POST if request.method == "POST" else None,
        initial={"receipt": uuid4(), "ballot": known.choices if known else brought},
        round_=round_,
        proposals=proposals,
    )


def _page(
    request: SignedInRequest,
    round_: BudgetRound,
    proposals: list[BudgetProposal],
    form: BallotForm,
    *,
    status: int,
) -> HttpResponse:
    ticks = ticked(form)
    return render(
        request,
        "participation/vote.html",
        frame(round_.neighbourhood, TAKING_PART)
        | {
            "round": round_,
            "form": form,
            "proposals": [(one, one.pk in ticks) for one in proposals],
            "cart": cart(round_, proposals, ticks),
            "is_late": status == 409,
        },
        partial="cart",
        status=status,
    )
