"""What was agreed: read by everybody, kept and confirmed by both sides."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render

from .. import permissions
from ..actions import agreements
from ..forms.agreements import BreakForm, DisputeForm, RenewForm, SeenForm
from ..models import Agreement
from ..selections.agreements import line
from ..states import UNKEPT, AgreementState, NotPossible, Overtaken


@require_safe
def agreement(request: Request, pk: int) -> HttpResponse:
    """One line, how it stands, and for each side the one thing that it can do now."""
    found = _seen(request, pk)
    return _page(request, found)


@require_POST
@signed_in
def claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """`Nagekomen`, says who made it."""
    found = _kept_by(request, pk)
    return _press(
        request,
        found,
        lambda seen: agreements.claim(found, seen=seen, by=request.user, now=timezone.now()),
        _("Mooi! De ander krijgt de vraag om het te bevestigen."),
    )


@require_POST
@signed_in
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Yes, says to whom it was made."""
    found = _received_by(request, pk)
    return _press(
        request,
        found,
        lambda seen: agreements.confirm(found, seen=seen, by=request.user, now=timezone.now()),
        _("Dank u wel. De afspraak staat nu als nagekomen."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def dispute(request: SignedInRequest, pk: int) -> HttpResponse:
    """Not yet, says to whom it was made, and what is missing."""
    found = _received_by(request, pk)
    form = DisputeForm(request.POST or None, initial={"seen": found.version})
    return _say(
        request,
        found,
        form,
        _("Wat is er nog niet goed?"),
        lambda clean: agreements.dispute(
            found, clean["words"], seen=clean["seen"], by=request.user
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def break_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """It will not be kept; a professional party says why, and what is possible (rule R3)."""
    found = _kept_by(request, pk)
    form = BreakForm(
        request.POST or None,
        initial={"seen": found.version},
        owes_reason=found.maker_party.is_professional,
    )
    return _say(
        request,
        found,
        form,
        _("Het lukt niet"),
        lambda clean: agreements.break_off(
            found,
            words=clean["words"],
            possible=clean["possible"],
            seen=clean["seen"],
            by=request.user,
            now=timezone.now(),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def renew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Later, and why; the new one stands in its place."""
    found, now = _kept_by(request, pk), timezone.now()
    form = RenewForm(
        request.POST or None,
        initial={"seen": found.version, "key": uuid4()},
        after=found.due_on,
        today=timezone.localdate(now),
    )
    return _say(
        request,
        found,
        form,
        _("Een nieuwe datum"),
        lambda clean: agreements.renew(
            found,
            clean["due_on"],
            words=clean["words"],
            key=clean["key"],
            seen=clean["seen"],
            by=request.user,
            now=now,
        ),
    )


@require_POST
@signed_in
def put_first(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    require(permissions.can_put_first(request.user, found))
    agreements.put_first(found, first=request.POST.get("want") != "no", by=request.user)
    return redirect(found)


def _press(
    request: SignedInRequest, found: Agreement, act: Callable[[int], Agreement], said: str
) -> HttpResponse:
    """One button. Who was not the first sees how it stands now."""
    form = SeenForm(request.POST)
    try:
        act(form.cleaned_data["seen"] if form.is_valid() else -1)
    except Overtaken:
        messages.info(request, _("Iemand was u voor. Zo staat het nu."))
    else:
        messages.success(request, said)
    return redirect(found)


def _say(
    request: SignedInRequest,
    found: Agreement,
    form: forms.Form,
    heading: str,
    act: Callable[[dict[str, Any]], Agreement],
) -> HttpResponse:
    """A form with words. Whom somebody was ahead of is told, and keeps what they wrote."""
    overtaken = False
    if form.is_valid():
        try:
            done = act(form.cleaned_data)
        except (Overtaken, NotPossible):
            overtaken = True
            found = _seen(request, found.pk)
        else:
            messages.success(request, _("Het staat op de pagina. De ander krijgt bericht."))
            return redirect(done)
    return render(
        request,
        "partners/agreement_words.html",
        _frame(found) | {"form": form, "heading": heading, "overtaken": overtaken},
        partial="form",
        status=409 if overtaken else 422 if form.is_bound else 200,
    )


def _page(request: Request, found: Agreement) -> HttpResponse:
    keeps = permissions.keeps(request.user, found)
    receives = permissions.receives(request.user, found)
    waits = found.state in UNKEPT
    return render(
        request,
        "partners/agreement.html",
        _frame(found)
        | {
            "seen": SeenForm(initial={"seen": found.version}),
            "may_claim": keeps and waits,
            "may_confirm": receives and found.state == AgreementState.CLAIMED,
            "may_put_first": found.runs and permissions.can_put_first(request.user, found),
            "waits_for_other": keeps and not receives and found.state == AgreementState.CLAIMED,
        },
    )


def _frame(found: Agreement) -> dict[str, object]:
    return {
        "neighbourhood": found.neighbourhood,
        "section": "about",
        "agreement": found,
        "line": line(found, now=timezone.now()),
    }


def _seen(request: Request, pk: int) -> Agreement:
    rows = Agreement.objects.visible_to(request.user).for_list()
    return get_object_or_404(
        rows.select_related("renewal", "renewal_of", "neighbourhood__municipality").distinct(),
        pk=pk,
    )


def _kept_by(request: SignedInRequest, pk: int) -> Agreement:
    found = _seen(request, pk)
    require(permissions.keeps(request.user, found))
    return found


def _received_by(request: SignedInRequest, pk: int) -> Agreement:
    found = _seen(request, pk)
    require(permissions.receives(request.user, found))
    return found
