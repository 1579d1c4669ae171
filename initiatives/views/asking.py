"""Who or what fits what a team asks, and asking one person one thing (rule R8)."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in, to_sign_in
from core.htmx import Request, render
from partners.models import Asset

from .. import permissions
from ..actions import asking
from ..actions.asking import Message, OneAtATime
from ..forms.asking import AskPersonForm, sensible
from ..models import Ask, Initiative, SupportRequest
from ..selections.matching import asks_of, fitting
from ..states import NotPossible
from .which import frame, own, seen


@require_safe
@signed_in
def matching(request: SignedInRequest, pk: int, asked: int) -> HttpResponse:
    """For the team: what may fit and why, and whom it asked."""
    initiative, found = _found(request, pk, asked)
    asks = asks_of(found)
    return render(
        request,
        "initiatives/matching.html",
        frame(initiative)
        | {
            "request_": found,
            "fits": fitting(found, now=timezone.now()) if found.is_open else [],
            "asks": asks,
            "waits": next((ask for ask in asks if ask.is_open), None),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask_person(request: SignedInRequest, pk: int, asked: int, asset: int) -> HttpResponse:
    """One personal question; for who did not say that they may be asked there is no such page."""
    initiative, found = _found(request, pk, asked)
    now = timezone.now()
    today = timezone.localdate(now)
    here = Asset.objects.may_be_asked(now).in_neighbourhood(initiative.neighbourhood)
    of = get_object_or_404(here.select_related("person"), pk=asset)
    start = sensible(found, of, today) | {"key": uuid4()}
    form = AskPersonForm(request.POST or None, initial=start, today=today)
    refused = ""
    if form.is_valid():
        clean = dict(form.cleaned_data)
        key = clean.pop("key")
        try:
            asking.ask(found, of, Message(**clean), key=key, by=request.user, now=now)
        except OneAtATime:
            refused = _("Uw team vroeg dit net aan iemand anders. Wacht eerst op dat antwoord.")
        except NotPossible:
            refused = _("Dit kan nu niet aan deze persoon gevraagd worden. Kies iemand anders.")
        else:
            messages.success(request, _("Gevraagd. U krijgt bericht van het antwoord."))
            return redirect("initiatives:matching", pk, asked)
    return render(
        request,
        "initiatives/ask_person.html",
        frame(initiative) | {"request_": found, "asset": of, "form": form, "refused": refused},
        partial="form",
        status=409 if refused else 422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def withdraw_ask(request: SignedInRequest, pk: int, asked: int, ask: int) -> HttpResponse:
    _initiative, found = _found(request, pk, asked)
    made = get_object_or_404(Ask, pk=ask, request=found)
    try:
        asking.withdraw(made, by=request.user, now=timezone.now())
    except NotPossible:
        messages.info(request, _("Er was al een antwoord. Zo staat het nu."))
    else:
        messages.success(request, _("Ingetrokken. Wie u het vroeg, krijgt bericht."))
    return redirect("initiatives:matching", pk, asked)


@require_safe
@signed_in
def asked_you(request: SignedInRequest, pk: int, ask: int) -> HttpResponse:
    """Where messages lead: who was asked to the question, the team to what it asked."""
    initiative = seen(request, pk)
    made = get_object_or_404(Ask, pk=ask, request__initiative=initiative)
    if made.person_id == request.user.pk:
        return redirect(made.link)
    if permissions.leads(request.user, initiative):
        return redirect("initiatives:matching", pk, made.request_id)
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: Request, token: str) -> HttpResponse:
    """The question, from the mail: no with one press, and yes after signing in.

    Who is signed in as somebody else reads that it is not for them, and presses nothing.
    """
    now = timezone.now()
    rows = Ask.objects.linked(now).select_related(
        "person", "by", "asset", "agreement", "request__initiative__neighbourhood__municipality"
    )
    ask = get_object_or_404(rows, token=token)
    is_for_other = request.user.is_authenticated and request.user.pk != ask.person_id
    if request.method != "POST" or is_for_other:
        return _asked_page(request, ask, is_for_other=is_for_other)
    want = request.POST.get("want", "")
    if want == "yes":
        return _yes(request, ask)
    if want == "nothing":
        asking.ask_me_nothing(ask, now=now)
        messages.success(request, _("Goed. U wordt hierom niets meer gevraagd."))
    elif want == "no":
        asking.say_rather_not(ask, now=now)
    return redirect(ask.link)


def _yes(request: Request, ask: Ask) -> HttpResponse:
    """A promise is made by somebody, so they sign in; a no needs nobody to."""
    if not request.user.is_authenticated:
        return to_sign_in(request, request.path)
    try:
        done = asking.say_yes(ask, now=timezone.now())
    except NotPossible:
        messages.info(request, _("Het team heeft dit niet meer nodig, of de dag is voorbij."))
        return redirect(ask.link)
    messages.success(request, _("Mooi! Het is afgesproken. Het team weet het."))
    assert done.agreement
    return redirect(done.agreement)


def _asked_page(request: Request, ask: Ask, *, is_for_other: bool) -> HttpResponse:
    is_over = Ask.objects.over(timezone.now()).filter(pk=ask.pk).exists()
    return render(
        request,
        "initiatives/asked.html",
        frame(ask.request.initiative)
        | {
            "ask": ask,
            "waits": ask.is_open and not is_over,
            "is_for_other": is_for_other,
            "may_be_asked": ask.asset is not None and ask.asset.asked_at_most > 0,
        },
        status=409 if request.method == "POST" else 200,
    )


def _found(request: SignedInRequest, pk: int, key: int) -> tuple[Initiative, SupportRequest]:
    """For others than the team there is nothing here."""
    initiative = own(request, pk)
    rows = SupportRequest.objects.select_related("organisation")
    found = get_object_or_404(rows, pk=key, initiative=initiative)
    found.initiative = initiative
    return initiative, found
