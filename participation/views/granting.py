"""Money that is promised to winners, and what they pay from it: a public balance."""

from uuid import uuid4

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.documents import PDF
from core.htmx import Request, render
from core.paging import page
from core.photos import served
from initiatives.models import Initiative

from .. import permissions
from ..actions import granting as actions
from ..forms.granting import GrantForm, SpendForm
from ..models import Receipt, Spending
from ..selections.granting import balance_of, balances_of, spendings_of
from ..states.budgets import BudgetRefused, RoundState
from .which import TAKING_PART, frame, grant_of, run_budget_round


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def give_grants(request: SignedInRequest, pk: int) -> HttpResponse:
    """Each line is the agreement that it becomes."""
    round_ = run_budget_round(request, pk)
    if round_.state != RoundState.COUNTED:
        return redirect(round_)
    winners = actions.winners(round_)
    form = GrantForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if form.is_valid():
        actions.grant(round_, due_on=form.cleaned_data["due_on"], by=request.user)
        messages.success(request, _("Toegezegd. Elk team krijgt bericht van zijn afspraak."))
        return redirect(round_)
    return render(
        request,
        "participation/give_grants.html",
        frame(round_.neighbourhood, TAKING_PART)
        | {"round": round_, "form": form, "lines": [actions.line_of(one) for one in winners]},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_safe
def grant(request: Request, pk: int) -> HttpResponse:
    found = grant_of(request, pk)
    proposal = found.proposal
    sees_receipts = permissions.sees_receipts(request.user, proposal)
    shown = page(spendings_of(found), request.GET.get("page"))
    return render(
        request,
        "participation/grant.html",
        frame(proposal.round.neighbourhood, TAKING_PART)
        | {
            "grant": found,
            "proposal": proposal,
            "round": proposal.round,
            "balance": balance_of(found),
            "page": shown,
            "sees_receipts": sees_receipts,
            "can_spend": permissions.asks(request.user, proposal),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def spend(request: SignedInRequest, pk: int) -> HttpResponse:
    found = grant_of(request, pk)
    proposal = found.proposal
    require(permissions.asks(request.user, proposal))
    form = SpendForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={"key": uuid4(), "day": timezone.localdate()},
        left=balance_of(found).left,
        today=timezone.localdate(),
    )
    # The same press again: its money is gone from what is left already.
    if form.is_bound and Spending.objects.of_form(found, request.POST.get("key", "")).exists():
        return redirect(found)
    if form.is_valid():
        clean = form.cleaned_data
        try:
            actions.spend(
                found,
                clean["what"],
                day=clean["day"],
                amount=clean["amount"],
                photo=clean["photo"],
                key=clean["key"],
                by=request.user,
            )
        except BudgetRefused:
            form.add_error("amount", form.too_much)
        else:
            messages.success(request, _("Opgeschreven. Iedereen ziet nu wat er over is."))
            return redirect(found)
    return render(
        request,
        "participation/spend.html",
        frame(proposal.round.neighbourhood, TAKING_PART)
        | {"grant": found, "proposal": proposal, "form": form, "left": form.left},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def take_back_spending(request: SignedInRequest, pk: int, spending: int) -> HttpResponse:
    found = grant_of(request, pk)
    require(permissions.asks(request.user, found.proposal))
    one = Spending.objects.filter(grant=found, pk=spending).first()
    if one:  # pressed twice it is gone already
        actions.take_back(one, by=request.user)
    return redirect(found)


@require_safe
def receipt(request: Request, pk: int, width: int, kind: str) -> FileResponse:
    """One width; who may not see it gets 404."""
    visible = Receipt.objects.visible_to(request.user)
    return served(get_object_or_404(visible, pk=pk), width, kind)


@require_safe
def receipt_pdf(request: Request, pk: int) -> FileResponse:
    """A file to keep, which no browser opens on our pages; who may not see it gets 404."""
    visible = Receipt.objects.visible_to(request.user).filter(is_pdf=True)
    found = get_object_or_404(visible, pk=pk)
    try:
        file = default_storage.open(found.document)
    except OSError as error:
        raise Http404 from error
    name = f"bonnetje-{found.pk}.pdf"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=PDF)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def of_initiative(request: Request, pk: int) -> HttpResponse:
    """A part of the page of an initiative: what it asked, got, and has left."""
    initiative = get_object_or_404(Initiative.objects.readable_by(request.user).for_page(), pk=pk)
    return render(
        request,
        "participation/budget_of_initiative.html",
        frame(initiative.neighbourhood, "initiatives")
        | {"initiative": initiative, "balances": balances_of(initiative)},
        partial="geld",
    )
