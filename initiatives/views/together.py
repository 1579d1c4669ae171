"""Who acts together: read by everybody; proposed and answered by teams."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render

from .. import permissions
from ..actions import joining_forces
from ..forms.together import AnswerProposalForm, ProposeForm
from ..forms.working import AlikeForm
from ..models import Initiative, Proposal
from ..selections.resemblances import alike, candidates
from ..selections.together import companions, gone_on_here, open_proposals, proposal_of
from ..states import AlreadyAnswered, NotPossible, ProposalKind, StillRuns
from .which import frame, led, seen


@require_safe
def together(request: Request, pk: int) -> HttpResponse:
    """With whom an initiative acts together; its team finds others here."""
    initiative = seen(request, pk)
    in_team = permissions.leads(request.user, initiative)
    form = AlikeForm(request.GET)
    words = form.cleaned_data["zoek"] if form.is_valid() else ""
    looks = in_team and initiative.is_public
    return render(
        request,
        "initiatives/together.html",
        frame(initiative)
        | {
            "companions": companions(initiative),
            "gone_on_here": gone_on_here(initiative),
            "in_team": in_team,
            "looks": looks,
            "proposals": open_proposals(initiative) if in_team else [],
            "alike": alike(initiative) if looks else [],
            "form": form,
            "words": words,
            "found": candidates(initiative, words, request.user) if looks and words else [],
        },
        partial="samen" if request.htmx.target == "samen" else "found",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def propose(request: SignedInRequest, pk: int, other: int) -> HttpResponse:
    """One team to another; who is in both teams decides at once."""
    initiative, asked = led(request, pk), seen(request, other)
    if asked.pk == initiative.pk or not (initiative.is_public and asked.is_public):
        raise Http404
    form = ProposeForm(
        request.POST or None,
        initial={"key": uuid4(), "kind": ProposalKind.TOGETHER},
        one_place=initiative.neighbourhood_id == asked.neighbourhood_id,
    )
    if form.is_valid():
        clean = form.cleaned_data
        return _try(
            request,
            initiative,
            lambda: joining_forces.propose(
                initiative,
                asked,
                ProposalKind(clean["kind"]),
                words=clean["words"],
                key=clean["key"],
                by=request.user,
            ),
            _("Uw voorstel is verstuurd. U hoort het als het andere team antwoordt."),
        )
    return render(
        request,
        "initiatives/propose.html",
        frame(initiative) | {"other": asked, "form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_safe
@signed_in
def proposal(request: SignedInRequest, pk: int, proposal: int) -> HttpResponse:
    """For both teams: what it says, and for the one that was asked the answer."""
    initiative, found = _found(request, pk, proposal)
    return _proposal_page(request, initiative, found, AnswerProposalForm())


@require_POST
@signed_in
def accept(request: SignedInRequest, pk: int, proposal: int) -> HttpResponse:
    return _answer(
        request,
        pk,
        proposal,
        joining_forces.accept,
        _("Mooi! Het staat op beide pagina’s, en het andere team weet het."),
    )


@require_POST
@signed_in
def decline(request: SignedInRequest, pk: int, proposal: int) -> HttpResponse:
    return _answer(
        request,
        pk,
        proposal,
        joining_forces.decline,
        _("Het andere team weet dat u dit nu liever niet doet."),
    )


@require_POST
@signed_in
def withdraw(request: SignedInRequest, pk: int, proposal: int) -> HttpResponse:
    initiative, found = _found(request, pk, proposal)
    require(found.asker_id == initiative.pk)
    return _try(
        request,
        initiative,
        lambda: joining_forces.withdraw(found, by=request.user),
        _("Het voorstel is ingetrokken."),
    )


@require_POST
@signed_in
def part(request: SignedInRequest, pk: int, other: int) -> HttpResponse:
    """Either team may say that they act together no longer."""
    initiative, second = led(request, pk), seen(request, other)
    if initiative.pk != second.pk:
        joining_forces.part(initiative, second, by=request.user, now=timezone.now())
    messages.success(request, _("Het staat niet meer op beide pagina’s."))
    return redirect("initiatives:together", pk)


def _try(
    request: SignedInRequest, initiative: Initiative, act: Callable[[], Proposal], said: str
) -> HttpResponse:
    """What could not be done is told, with why; the page says how it stands now."""
    try:
        done = act()
    except AlreadyAnswered:
        messages.info(request, _("Iemand was u voor. Zo staat het nu."))
    except StillRuns:
        messages.warning(
            request,
            _("Er loopt nog een aanvraag voor het uitdaagrecht. Trek die eerst in."),
        )
    except NotPossible:
        messages.warning(request, _("Dat kan niet meer. Een van beide is niet openbaar."))
    else:
        messages.success(request, said)
        initiative = Initiative.objects.get(pk=initiative.pk)
        if initiative.merged_into_id:
            return redirect(done.stays)
    return redirect("initiatives:together", initiative.pk)


def _answer(
    request: SignedInRequest, pk: int, proposal: int, act: Callable[..., Proposal], said: str
) -> HttpResponse:
    """By the team that was asked."""
    initiative, found = _found(request, pk, proposal)
    require(found.asked_id == initiative.pk)
    form = AnswerProposalForm(request.POST)
    if not form.is_valid():
        return _proposal_page(request, initiative, found, form)
    words = form.cleaned_data["words"]
    return _try(request, initiative, lambda: act(found, words=words, by=request.user), said)


def _proposal_page(
    request: SignedInRequest, initiative: Initiative, found: Proposal, form: AnswerProposalForm
) -> HttpResponse:
    return render(
        request,
        "initiatives/proposal.html",
        frame(initiative)
        | {"proposal": found, "is_asked": found.asked_id == initiative.pk, "form": form},
        status=422 if form.is_bound else 200,
    )


def _found(request: SignedInRequest, pk: int, proposal: int) -> tuple[Initiative, Proposal]:
    """For its own team only; others see nothing of what teams propose to each other."""
    initiative = led(request, pk)
    found = proposal_of(initiative, proposal)
    if found is None:
        raise Http404
    return initiative, found
