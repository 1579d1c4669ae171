"""How far an initiative is and what sort it is, and the three texts of an experiment."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions import drafts
from accounts.http import SignedInRequest, draft_of, signed_in
from core.htmx import render

from ..actions import initiatives, kinds
from ..forms.kinds import ExperimentForm, StageAndKindForm
from ..models import Experiment, Initiative
from ..states import ENDED, Kind, Overtaken, Stage, StillRuns
from .which import frame, led, own

TEXTS = ("question", "tryout", "learned")
NEXT_PAGE = {
    Kind.EXPERIMENT: "initiatives:experiment",
    Kind.CHALLENGE: "initiatives:challenge",
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stage(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = led(request, pk)
    begin = {"stage": initiative.stage, "kind": initiative.kind}
    form = StageAndKindForm(request.POST or None, initial=begin)
    if form.is_valid():
        try:
            return _set(request, initiative, form)
        except StillRuns:
            form.add_error(
                "kind", _("Uw aanvraag voor het uitdaagrecht loopt nog. Trek die eerst in.")
            )
    return _page(request, initiative, "stage", form, status=422 if form.is_bound else 200)


def _set(request: SignedInRequest, initiative: Initiative, form: StageAndKindForm) -> HttpResponse:
    """The kind first: when that cannot be, nothing is changed."""
    stage, kind = Stage(form.cleaned_data["stage"]), form.cleaned_data["kind"]
    new_kind = Kind(kind) if kind and kind != initiative.kind else None
    if new_kind:
        kinds.set_kind(initiative, new_kind, by=request.user)
    initiatives.set_stage(initiative, stage, words=form.cleaned_data["words"], by=request.user)
    is_new_stage = stage != initiative.stage
    if is_new_stage or not new_kind:
        messages.success(request, _("De fase is aangepast."))
    else:
        messages.success(request, _("De soort is aangepast."))
    if stage in ENDED and is_new_stage:
        return redirect("initiatives:look_back", initiative.pk)
    if new_kind in NEXT_PAGE:
        return redirect(NEXT_PAGE[new_kind], initiative.pk)
    return redirect(initiative)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def experiment(request: SignedInRequest, pk: int) -> HttpResponse:
    """For its team; whom a teammate was ahead of sees what stands now, and keeps their own."""
    initiative = own(request, pk)
    name = f"experiment:{pk}"
    told = Experiment.objects.filter(initiative=initiative).first()
    draft = draft_of(request, name)
    known = {field: getattr(told, field) for field in TEXTS} if told else {}
    begin = {"seen": told.key if told else None, "key": uuid4()}
    typed: dict[str, str] = draft.fields if draft else {}
    form = ExperimentForm(request.POST or None, initial=known | typed | begin)
    status = 422 if form.is_bound else 200
    is_older = draft is not None and typed.get("seen", "") != str(told.key if told else "")
    now = told if is_older else None
    if form.is_valid():
        try:
            kinds.tell_experiment(initiative, **form.cleaned_data, by=request.user)
        except Overtaken:
            typed = {field: form.cleaned_data[field] for field in TEXTS}
            drafts.keep(name, typed, person=request.user, browser="", anew=True)
            form, status, now = ExperimentForm(initial=typed | begin), 409, told
        else:
            drafts.drop(name, person=request.user, browser="")
            messages.success(request, _("Het staat op uw pagina."))
            return redirect(initiative)
    return _page(request, initiative, "experiment", form, status=status, draft_name=name, now=now)


def _page(
    request: SignedInRequest,
    initiative: Initiative,
    name: str,
    form: object,
    *,
    status: int,
    **more: object,
) -> HttpResponse:
    return render(
        request,
        f"initiatives/{name}.html",
        frame(initiative) | {"form": form, **more},
        partial="form",
        status=status,
    )
