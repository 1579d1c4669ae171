"""What is offered to an initiative: made by anybody, decided by its team."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.people import be_known_as
from accounts.http import SignedInRequest, name_form, signed_in
from core.access import require
from core.htmx import render
from partners.models import Party

from .. import permissions
from ..actions import offers
from ..forms.helping import OfferForm
from ..forms.together import AnswerProposalForm
from ..models import Initiative, Offer, SupportRequest
from ..selections.helping import speaks_for
from ..states import AlreadyAnswered, PartyRole
from .page import key_of
from .which import frame, seen


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def make_offer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Something for an initiative, in one's own name or in that of an organisation."""
    initiative = seen(request, pk)
    if permissions.leads(request.user, initiative):
        messages.info(request, _("Dit is uw eigen initiatief. Vraag hier wat u nodig heeft."))
        return redirect("initiatives:helping", pk)
    asked = _asked(request, initiative)
    form = OfferForm(
        request.POST or None,
        initial={"key": uuid4()},
        parties=speaks_for(request.user, initiative),
        answers=asked is not None,
        today=timezone.localdate(),
    )
    name = name_form(request)
    if form.is_valid() and (name is None or name.is_valid()):
        if name:
            be_known_as(request.user, name.cleaned_data["name"])
        return _made(request, initiative, asked, form)
    return render(
        request,
        "initiatives/make_offer.html",
        frame(initiative) | {"form": form, "name_form": name, "asked": asked},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_safe
@signed_in
def offer(request: SignedInRequest, pk: int, offer: int) -> HttpResponse:
    """For the team, and who made it: the one line that it becomes, and the answer."""
    initiative, found = _found(request, pk, offer)
    return _page(request, initiative, found, AnswerProposalForm())


@require_POST
@signed_in
def accept_offer(request: SignedInRequest, pk: int, offer: int) -> HttpResponse:
    said = _("Mooi! Het is afgesproken. Wie het aanbood, weet het.")
    return _answer(request, pk, offer, offers.accept, said)


@require_POST
@signed_in
def talk_about_offer(request: SignedInRequest, pk: int, offer: int) -> HttpResponse:
    said = _("Wie het aanbood, weet dat u erover praat.")
    return _answer(request, pk, offer, offers.talk, said)


@require_POST
@signed_in
def decline_offer(request: SignedInRequest, pk: int, offer: int) -> HttpResponse:
    said = _("Wie het aanbood, weet dat u dit nu liever niet doet.")
    return _answer(request, pk, offer, offers.decline, said)


@require_POST
@signed_in
def withdraw_offer(request: SignedInRequest, pk: int, offer: int) -> HttpResponse:
    _initiative, found = _found(request, pk, offer)
    require(permissions.made_offer(request.user, found))
    try:
        offers.withdraw(found, by=request.user, now=timezone.now())
    except AlreadyAnswered:
        messages.info(request, _("Het team was u voor. Zo staat het nu."))
    else:
        messages.success(request, _("Uw aanbod is ingetrokken."))
    return redirect(found)


def _answer(
    request: SignedInRequest, pk: int, offer: int, act: Callable[..., Offer], said: str
) -> HttpResponse:
    """By the team; whom a teammate was ahead of sees how it stands."""
    initiative, found = _found(request, pk, offer)
    require(permissions.leads(request.user, initiative))
    form = AnswerProposalForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, found, form)
    try:
        act(found, words=form.cleaned_data["words"], by=request.user, now=timezone.now())
    except AlreadyAnswered:
        messages.info(request, _("Iemand was u voor. Zo staat het nu."))
    else:
        messages.success(request, said)
    return redirect(found)


def _made(
    request: SignedInRequest, initiative: Initiative, asked: SupportRequest | None, form: OfferForm
) -> HttpResponse:
    clean = form.cleaned_data
    made = offers.make(
        initiative,
        maker=Party(clean["organisation"], None if clean["organisation"] else request.user),
        text=clean["text"],
        due_on=clean["due_on"],
        words=clean["words"],
        role=PartyRole(clean["role"]) if clean["role"] else None,
        request=asked,
        key=clean["key"],
        by=request.user,
    )
    messages.success(request, _("Uw aanbod ligt bij het team. U hoort wat het ervan vindt."))
    return redirect(made)


def _asked(request: SignedInRequest, initiative: Initiative) -> SupportRequest | None:
    """The request to which it is an answer, while that is open."""
    key = key_of(request, "vraag")
    open_here = SupportRequest.objects.open().filter(initiative=initiative)
    return open_here.filter(pk=key).first() if key else None


def _found(request: SignedInRequest, pk: int, key: int) -> tuple[Initiative, Offer]:
    """For others than the team and its maker it is not there."""
    initiative = seen(request, pk)
    rows = Offer.objects.visible_to(request.user).select_related(
        "organisation", "person", "request", "agreement"
    )
    found = get_object_or_404(rows.distinct(), pk=key, initiative=initiative)
    found.initiative = initiative
    return initiative, found


def _page(
    request: SignedInRequest, initiative: Initiative, found: Offer, form: AnswerProposalForm
) -> HttpResponse:
    return render(
        request,
        "initiatives/offer.html",
        frame(initiative)
        | {
            "offer": found,
            "in_team": permissions.leads(request.user, initiative),
            "is_maker": permissions.made_offer(request.user, found),
            "form": form,
        },
        status=422 if form.is_bound else 200,
    )
