"""The right to challenge: everybody reads its steps; team and municipality each take theirs."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import drafts
from accounts.http import SignedInRequest, draft_of, signed_in, texts_of
from core.access import require
from core.forms import CleanCharField
from core.htmx import Request, render
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo

from .. import permissions
from ..actions import challenges
from ..forms.challenge import (
    AgreeForm,
    ConfirmForm,
    DateForm,
    DecideForm,
    EvaluateForm,
    ObjectForm,
    ProposeForm,
    RequestForm,
    SendBackForm,
    StepForm,
    WithdrawForm,
)
from ..models import Challenge, ChallengeAgreement, Initiative
from ..selections.answers import officer_card
from ..selections.challenges import Step, steps
from ..states import AlreadyAnswered, ChallengeState
from .which import frame, seen

State = ChallengeState
Side = ChallengeAgreement.Side
NOT_TYPED = {"seen", "key"}


class Move(NamedTuple):
    """A step that can be taken: by the sides that may, with what is said to who took it."""

    form: type[RequestForm] | type[StepForm]
    act: Callable[..., Challenge]
    sides: frozenset[str]
    said: Any


MOVES = {
    "ask": Move(
        RequestForm,
        challenges.ask,
        frozenset({Side.TEAM}),
        _("Uw aanvraag is verstuurd. Op deze pagina ziet u elke stap."),
    ),
    "confirm": Move(
        ConfirmForm,
        challenges.confirm,
        frozenset({Side.MUNICIPALITY}),
        _("Het staat op de pagina. Het team krijgt bericht."),
    ),
    "date": Move(
        DateForm,
        challenges.set_date,
        frozenset({Side.MUNICIPALITY}),
        _("De nieuwe datum staat op de pagina. Het team en de volgers krijgen bericht."),
    ),
    "decide": Move(
        DecideForm,
        challenges.decide,
        frozenset({Side.MUNICIPALITY}),
        _("Het besluit staat op de pagina. Het team en de volgers krijgen bericht."),
    ),
    "object": Move(
        ObjectForm,
        challenges.object_to,
        frozenset({Side.TEAM}),
        _("De gemeente beslist opnieuw. De nieuwe datum staat hieronder."),
    ),
    "propose": Move(
        ProposeForm,
        challenges.propose,
        frozenset({Side.MUNICIPALITY}),
        _("Het voorstel ligt bij het team."),
    ),
    "agree": Move(
        AgreeForm,
        challenges.agree,
        frozenset({Side.TEAM}),
        _("Afgesproken. Succes ermee!"),
    ),
    "send_back": Move(
        SendBackForm,
        challenges.send_back,
        frozenset({Side.TEAM}),
        _("De gemeente doet een nieuw voorstel. De datum staat hieronder."),
    ),
    "evaluate": Move(
        EvaluateForm,
        challenges.look_back,
        frozenset({Side.TEAM, Side.MUNICIPALITY}),
        _("Dank u wel. Het staat op de pagina."),
    ),
    "withdraw": Move(
        WithdrawForm,
        challenges.withdraw,
        frozenset({Side.TEAM}),
        _("Uw aanvraag is ingetrokken. Uw initiatief gaat gewoon door."),
    ),
}
# Of each the word in its address.
WORDS = {
    "ask": "vragen",
    "confirm": "wie-beslist",
    "date": "andere-datum",
    "decide": "besluit",
    "object": "bezwaar",
    "propose": "voorstel",
    "agree": "akkoord",
    "send_back": "anders",
    "evaluate": "terugblik",
    "withdraw": "intrekken",
}
# What stands open in each state, what matters most first.
OPEN_MOVES: dict[str, tuple[str, ...]] = {
    State.ASKED: ("confirm", "withdraw"),
    State.DECIDING: ("decide", "date", "withdraw"),
    State.OBJECTED: ("decide", "date", "withdraw"),
    State.GRANTED: ("propose", "withdraw"),
    State.PARTLY: ("propose", "object", "withdraw"),
    State.REFUSED: ("object",),
    State.PROPOSED: ("agree", "send_back", "withdraw"),
    State.AGREED: ("evaluate", "withdraw"),
    State.WITHDRAWN: ("ask",),
}
TYPED = [
    name
    for move in MOVES.values()
    for name, field in move.form.base_fields.items()
    if isinstance(field, CleanCharField)
]


@require_safe
def challenge(request: Request, pk: int) -> HttpResponse:
    """Without a request it is there for the team alone, to make one."""
    initiative = seen(request, pk)
    found = _found(initiative)
    if found is None and not permissions.leads(request.user, initiative):
        raise Http404
    return _page(request, initiative, found)


@require_POST
@signed_in
def step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """One of MOVES, by who may. Whom somebody was ahead of is told, and keeps what they wrote."""
    initiative, move = seen(request, pk), MOVES[name]
    sides = [side for side in _sides(request, initiative) if side in move.sides]
    require(bool(sides))
    found = None if name == "ask" else get_object_or_404(_challenges(), initiative=initiative)
    form = _form(move, found, request.POST)
    if not form.is_valid():
        _keep(request, initiative)
        return _page(request, initiative, found or _found(initiative), wrong=(name, form))
    more = {"side": _speaker(found, sides, form)} if name == "evaluate" and found else {}
    try:
        move.act(
            found or initiative, **form.arguments(), **more, by=request.user, now=timezone.now()
        )
    except AlreadyAnswered:
        _keep(request, initiative)
        initiative = seen(request, pk)
        return _page(request, initiative, _found(initiative), overtaken=True)
    drafts.drop(_draft_name(initiative), person=request.user, browser="")
    messages.success(request, move.said)
    return redirect("initiatives:challenge", pk)


def _speaker(found: Challenge, sides: list[str], form: RequestForm | StepForm) -> str:
    """Who is of both sides speaks for the team first."""
    key = form.cleaned_data["key"]
    spoken = {one.side for one in found.evaluations.all() if one.key != key}
    return next((side for side in sides if side not in spoken), sides[0])


def _form(
    move: Move, found: Challenge | None, sent: QueryDict | None = None, **more: Any
) -> RequestForm | StepForm:
    if issubclass(move.form, StepForm):
        more["today"] = timezone.localdate()
        more["due_at"] = found.due_at if found else None
    return move.form(sent, **more)


def _empty(name: str, kept: dict[str, str], found: Challenge | None) -> forms.Form:
    begin = {field: text for field, text in kept.items() if field not in NOT_TYPED}
    fixed = {"key": uuid4(), "seen": found.version if found else 0}
    return _form(MOVES[name], found, initial=begin | fixed)


def _page(
    request: Request,
    initiative: Initiative,
    found: Challenge | None,
    *,
    wrong: tuple[str, forms.Form] | None = None,
    overtaken: bool = False,
) -> HttpResponse:
    """`wrong` is what was sent and could not be; its form stands there with what was typed."""
    kept = _kept(request, initiative)
    offered = {name: _empty(name, kept, found) for name in _offered(request, initiative, found)}
    if wrong and wrong[0] in offered:
        offered[wrong[0]] = wrong[1]
    asked_for = {field for form in offered.values() for field in form.fields}
    unsent = [kept[name] for name in TYPED if name not in asked_for and kept.get(name)]
    return render(
        request,
        "initiatives/challenge.html",
        frame(initiative)
        | {
            "challenge": found,
            "steps": _steps(found) if found else [],
            "officer": officer_card(initiative.review) if found else None,
            "forms": offered,
            "term": _term(initiative) if "ask" in offered else None,
            "overtaken": overtaken,
            "unsent": unsent,
            "draft_name": _draft_name(initiative),
        },
        status=422 if wrong else 409 if overtaken else 200,
    )


def _term(initiative: Initiative) -> int:
    return term(initiative.neighbourhood.municipality, AnswerTo.CHALLENGE_DECIDER)


def _steps(found: Challenge) -> list[Step]:
    """Of the request as it is now, without one that was withdrawn before it."""
    return steps(
        found,
        list(found.decisions.filter(at__gte=found.asked_at)),
        list(found.moved_dates.filter(at__gte=found.asked_at)),
        list(found.agreements.all()),
        list(found.evaluations.all()),
    )


def _offered(request: Request, initiative: Initiative, found: Challenge | None) -> list[str]:
    """The forms that who asks can send now."""
    sides = set(_sides(request, initiative))
    spoken = {one.side for one in found.evaluations.all()} if found else set()
    names = OPEN_MOVES.get(found.state, ()) if found else ("ask",)
    return [
        name
        for name in names
        if (sides - spoken if name == "evaluate" else sides) & MOVES[name].sides
    ]


def _sides(request: Request, initiative: Initiative) -> list[str]:
    sides = []
    if permissions.leads(request.user, initiative):
        sides.append(Side.TEAM)
    if permissions.can_answer(request.user, initiative):
        sides.append(Side.MUNICIPALITY)
    return [side.value for side in sides]


def _challenges() -> QuerySet[Challenge]:
    return Challenge.objects.prefetch_related("evaluations")


def _found(initiative: Initiative) -> Challenge | None:
    return _challenges().filter(initiative=initiative).first()


def _draft_name(initiative: Initiative) -> str:
    return f"challenge:{initiative.pk}"


def _kept(request: Request, initiative: Initiative) -> dict[str, str]:
    """Of who is signed in: nobody else has a form here."""
    draft = draft_of(request, _draft_name(initiative)) if request.user.is_authenticated else None
    return draft.fields if draft else {}


def _keep(request: SignedInRequest, initiative: Initiative) -> None:
    drafts.keep(_draft_name(initiative), texts_of(request), person=request.user, browser="")
