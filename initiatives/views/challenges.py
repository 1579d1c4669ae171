"""The right to challenge: everybody reads its steps; team and municipality each take theirs."""

from collections.abc import Callable
from functools import partial
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import drafts
from accounts.http import SignedInRequest, signed_in, texts_of
from accounts.models import Draft
from core.access import require
from core.forms import CleanCharField
from core.htmx import Request, render

from .. import permissions
from ..actions import challenges
from ..forms.challenge import (
    AgreeForm,
    ConfirmForm,
    DecideForm,
    EvaluateForm,
    ObjectForm,
    ProposeForm,
    RequestForm,
    SendBackForm,
    StepForm,
    WithdrawForm,
)
from ..models import Challenge, ChallengeAgreement, ChallengeEvaluation, Initiative
from ..selections.answers import officer_card
from ..selections.challenges import Step, steps
from ..states import AlreadyAnswered, ChallengeState

State = ChallengeState
Side = ChallengeAgreement.Side
NOT_TYPED = {"seen", "key"}
OF_TEAM: dict[str, tuple[str, ...]] = {
    State.ASKED: ("withdraw",),
    State.DECIDING: ("withdraw",),
    State.OBJECTED: ("withdraw",),
    State.GRANTED: ("withdraw",),
    State.PARTLY: ("object", "withdraw"),
    State.REFUSED: ("object",),
    State.PROPOSED: ("agree", "send_back", "withdraw"),
    State.AGREED: ("evaluate", "withdraw"),
    State.WITHDRAWN: ("ask",),
}
OF_OFFICE: dict[str, tuple[str, ...]] = {
    State.ASKED: ("confirm",),
    State.DECIDING: ("decide",),
    State.OBJECTED: ("decide",),
    State.GRANTED: ("propose",),
    State.PARTLY: ("propose",),
    State.AGREED: ("evaluate",),
}
FORMS: dict[str, type[RequestForm] | type[StepForm]] = {
    "ask": RequestForm,
    "confirm": ConfirmForm,
    "decide": DecideForm,
    "object": ObjectForm,
    "propose": ProposeForm,
    "agree": AgreeForm,
    "send_back": SendBackForm,
    "evaluate": EvaluateForm,
    "withdraw": WithdrawForm,
}
TYPED = [
    name
    for form in FORMS.values()
    for name, field in form.base_fields.items()
    if isinstance(field, CleanCharField)
]


@require_safe
def challenge(request: Request, pk: int) -> HttpResponse:
    """Without a request it is there for the team alone, to make one."""
    initiative = _visible(request, pk)
    if _found(initiative) is None and not permissions.leads(request.user, initiative):
        raise Http404
    return _page(request, initiative)


@require_POST
@signed_in
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _led(request, pk)
    said = _("Uw aanvraag is verstuurd. Op deze pagina ziet u elke stap.")
    return _take(request, initiative, "ask", partial(challenges.ask, initiative), said)


@require_POST
@signed_in
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _answered(request, pk)
    said = _("Het staat op de pagina. Het team krijgt bericht.")
    return _take(request, initiative, "confirm", _on(initiative, challenges.confirm), said)


@require_POST
@signed_in
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _answered(request, pk)
    said = _("Het besluit staat op de pagina. Het team en de volgers krijgen bericht.")
    return _take(request, initiative, "decide", _on(initiative, challenges.decide), said)


@require_POST
@signed_in
def object_to(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _led(request, pk)
    said = _("De gemeente beslist opnieuw. De nieuwe datum staat hieronder.")
    return _take(request, initiative, "object", _on(initiative, challenges.object_to), said)


@require_POST
@signed_in
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _answered(request, pk)
    said = _("Het voorstel ligt bij het team.")
    return _take(request, initiative, "propose", _on(initiative, challenges.propose), said)


@require_POST
@signed_in
def agree(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _led(request, pk)
    said = _("Afgesproken. Succes ermee!")
    return _take(request, initiative, "agree", _on(initiative, challenges.agree), said)


@require_POST
@signed_in
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _led(request, pk)
    said = _("De gemeente doet een nieuw voorstel. De datum staat hieronder.")
    return _take(request, initiative, "send_back", _on(initiative, challenges.send_back), said)


@require_POST
@signed_in
def evaluate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is of both sides speaks for the team first."""
    initiative = _visible(request, pk)
    sides = _sides(request, initiative)
    require(bool(sides))
    form = EvaluateForm(request.POST, today=timezone.localdate())
    key = form.cleaned_data["key"] if form.is_valid() else None
    given = ChallengeEvaluation.objects.filter(challenge__initiative=initiative)
    spoken = {one.side for one in given if one.key != key}
    side = next((one for one in sides if one not in spoken), sides[0])
    act = _on(initiative, partial(challenges.look_back, side=side))
    return _take(request, initiative, "evaluate", act, _("Dank u wel. Het staat op de pagina."))


@require_POST
@signed_in
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _led(request, pk)
    said = _("Uw aanvraag is ingetrokken. Uw initiatief gaat gewoon door.")
    return _take(request, initiative, "withdraw", _on(initiative, challenges.withdraw), said)


def _on(initiative: Initiative, act: Callable[..., Challenge]) -> Callable[..., Challenge]:
    return partial(act, get_object_or_404(Challenge, initiative=initiative))


def _take(
    request: SignedInRequest,
    initiative: Initiative,
    name: str,
    act: Callable[..., Challenge],
    said: str,
) -> HttpResponse:
    """One step. Whom somebody was ahead of is told, and keeps what they wrote."""
    form = _form(name, request)
    if not form.is_valid():
        _keep(request, initiative)
        return _page(request, initiative, wrong=(name, form), status=422)
    try:
        act(**form.arguments(), by=request.user, now=timezone.now())
    except AlreadyAnswered:
        _keep(request, initiative)
        return _page(request, _visible(request, initiative.pk), overtaken=True, status=409)
    drafts.drop(_draft_name(initiative), person=request.user, browser="")
    messages.success(request, said)
    return redirect("initiatives:challenge", initiative.pk)


def _form(name: str, request: Request) -> RequestForm | StepForm:
    kind = FORMS[name]
    if issubclass(kind, StepForm):
        return kind(request.POST, today=timezone.localdate())
    return kind(request.POST)


def _empty(name: str, kept: dict[str, str], version: int) -> forms.Form:
    kind = FORMS[name]
    begin = {name: text for name, text in kept.items() if name not in NOT_TYPED}
    initial = begin | {"key": uuid4(), "seen": version}
    if issubclass(kind, StepForm):
        return kind(initial=initial, today=timezone.localdate())
    return kind(initial=initial)


def _page(
    request: Request,
    initiative: Initiative,
    *,
    wrong: tuple[str, forms.Form] | None = None,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    """`wrong` is what was sent and could not be; its form stands there with what was typed."""
    found = _found(initiative)
    kept = _kept(request, initiative)
    offered = {
        name: _empty(name, kept, found.version if found else 0)
        for name in _offered(request, initiative, found)
    }
    if wrong and wrong[0] in offered:
        offered[wrong[0]] = wrong[1]
    asked_for = {field for form in offered.values() for field in form.fields}
    unsent = [kept[name] for name in TYPED if name not in asked_for and kept.get(name)]
    return render(
        request,
        "initiatives/challenge.html",
        {
            "neighbourhood": initiative.neighbourhood,
            "section": "initiatives",
            "initiative": initiative,
            "challenge": found,
            "steps": _steps(found) if found else [],
            "officer": officer_card(initiative.review) if found else None,
            "forms": offered,
            "overtaken": overtaken,
            "unsent": unsent,
            "draft_name": _draft_name(initiative),
        },
        status=status,
    )


def _steps(found: Challenge) -> list[Step]:
    decisions = found.decisions.filter(at__gte=found.asked_at)
    return steps(found, list(decisions), list(found.agreements.all()), _words(found))


def _words(found: Challenge) -> list[ChallengeEvaluation]:
    return list(found.evaluations.all())


def _offered(request: Request, initiative: Initiative, found: Challenge | None) -> list[str]:
    """The forms that who asks can send now; both sides have at most one that matters most."""
    sides = _sides(request, initiative)
    if found is None:
        return ["ask"] if Side.TEAM in sides else []
    names = [name for name in OF_OFFICE.get(found.state, ()) if Side.MUNICIPALITY in sides]
    names += [name for name in OF_TEAM.get(found.state, ()) if Side.TEAM in sides]
    if "evaluate" in names:
        spoken = {one.side for one in _words(found)}
        names = [name for name in names if name != "evaluate" or set(sides) - spoken]
    return list(dict.fromkeys(names))


def _sides(request: Request, initiative: Initiative) -> list[ChallengeAgreement.Side]:
    sides = []
    if permissions.leads(request.user, initiative):
        sides.append(Side.TEAM)
    if permissions.can_answer(request.user, initiative):
        sides.append(Side.MUNICIPALITY)
    return sides


def _found(initiative: Initiative) -> Challenge | None:
    return Challenge.objects.filter(initiative=initiative).first()


def _visible(request: Request, pk: int) -> Initiative:
    return get_object_or_404(Initiative.objects.visible_to(request.user).for_page(), pk=pk)


def _led(request: SignedInRequest, pk: int) -> Initiative:
    initiative = _visible(request, pk)
    require(permissions.leads(request.user, initiative))
    return initiative


def _answered(request: SignedInRequest, pk: int) -> Initiative:
    initiative = _visible(request, pk)
    require(permissions.can_answer(request.user, initiative))
    return initiative


def _draft_name(initiative: Initiative) -> str:
    return f"challenge:{initiative.pk}"


def _kept(request: Request, initiative: Initiative) -> dict[str, str]:
    if not request.user.is_authenticated:
        return {}
    drafts_here = Draft.objects.filter(person=request.user, form=_draft_name(initiative))
    draft = drafts_here.first()
    return draft.fields if draft else {}


def _keep(request: SignedInRequest, initiative: Initiative) -> None:
    drafts.keep(_draft_name(initiative), texts_of(request), person=request.user, browser="")
