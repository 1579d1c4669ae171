"""What the team does with its initiative."""

from uuid import uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions import drafts
from accounts.http import SignedInRequest, signed_in
from accounts.models import Draft
from core.access import require
from core.htmx import render

from .. import permissions
from ..actions import initiatives, reviews
from ..forms.team import ReconsiderForm, ReplyForm, StageForm, UpdateForm
from ..models import Initiative, Question
from ..states import Stage


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def update(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _led(request, pk)
    name = f"update:{pk}"
    form = UpdateForm(request.POST or None, initial=_kept(request, name) | {"key": uuid4()})
    if form.is_valid():
        clean = form.cleaned_data
        initiatives.post_update(initiative, clean["text"], key=clean["key"], by=request.user)
        _drop(request, name)
        messages.success(
            request, _("Uw nieuws staat erop. Wie uw initiatief volgt, krijgt bericht.")
        )
        return redirect(initiative)
    return _form_page(request, initiative, form, "update", draft_name=name)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stage(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _led(request, pk)
    form = StageForm(request.POST or None, initial={"stage": initiative.stage})
    if form.is_valid():
        clean = form.cleaned_data
        initiatives.set_stage(
            initiative, Stage(clean["stage"]), words=clean["words"], by=request.user
        )
        messages.success(request, _("De fase is aangepast."))
        return redirect(initiative)
    return _form_page(request, initiative, form, "stage")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reconsider(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _led(request, pk)
    if initiative.review.is_open:
        messages.info(request, _("De gemeente is hier al mee bezig. U krijgt nog antwoord."))
        return redirect(initiative)
    name = f"reconsider:{pk}"
    form = ReconsiderForm(request.POST or None, initial=_kept(request, name))
    if form.is_valid():
        reviews.ask_to_reconsider(
            initiative.review, form.cleaned_data["why"], by=request.user, now=timezone.now()
        )
        _drop(request, name)
        messages.success(request, _("De gemeente kijkt er nog eens naar."))
        return redirect(initiative)
    return _form_page(request, initiative, form, "reconsider", draft_name=name)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reply(request: SignedInRequest, pk: int, question: int) -> HttpResponse:
    """The team answers the officer's question; the link in the mail leads here.

    Whom a teammate was ahead of reads that answer, and keeps what they wrote.
    """
    initiative = _led(request, pk)
    asked = get_object_or_404(Question, pk=question, review=initiative.review)
    name = f"reply:{pk}-{question}"
    form = ReplyForm(request.POST or None, initial=_kept(request, name))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        text = form.cleaned_data["answer"]
        asked = reviews.reply(asked, text, by=request.user)
        if asked.answer == text and asked.answered_by == request.user:
            _drop(request, name)
            messages.success(request, _("Dank u wel. De contactambtenaar krijgt bericht."))
            return redirect(initiative)
        status = 409
    return _form_page(
        request, initiative, form, "reply", status=status, question=asked, draft_name=name
    )


def _led(request: SignedInRequest, pk: int) -> Initiative:
    """The initiative, for its team only."""
    visible = Initiative.objects.visible_to(request.user).for_page()
    initiative = get_object_or_404(visible, pk=pk)
    require(permissions.leads(request.user, initiative))
    return initiative


def _kept(request: SignedInRequest, name: str) -> dict[str, str]:
    """What this person typed into the form before and did not send."""
    draft = Draft.objects.filter(person=request.user, form=name).first()
    return draft.fields if draft else {}


def _drop(request: SignedInRequest, name: str) -> None:
    drafts.drop(name, person=request.user, browser="")


def _form_page(
    request: SignedInRequest,
    initiative: Initiative,
    form: Form,
    what: str,
    *,
    status: int = 0,
    **more: object,
) -> HttpResponse:
    return render(
        request,
        f"initiatives/{what}.html",
        {
            "neighbourhood": initiative.neighbourhood,
            "section": "initiatives",
            "initiative": initiative,
            "form": form,
            **more,
        },
        partial="form",
        status=status or (422 if form.is_bound else 200),
    )
