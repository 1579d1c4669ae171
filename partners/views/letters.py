"""To reach the people of an organisation without an address or number of anybody."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.people import be_known_as
from accounts.http import SignedInRequest, name_form, signed_in
from core.access import require
from core.htmx import render

from .. import permissions
from ..actions import letters as actions
from ..forms.letters import AnswerForm, LetterForm
from ..models import Letter, Organisation
from ..states import Overtaken, TooMany
from .which import frame, seen


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: SignedInRequest, slug: str) -> HttpResponse:
    """A question for its contact; who has no name yet gives one."""
    organisation = seen(request, slug)
    form, name = LetterForm(request.POST or None, initial={"key": uuid4()}), name_form(request)
    if form.is_valid() and (name is None or name.is_valid()):
        if name:
            be_known_as(request.user, name.cleaned_data["name"])
        if sent := _send(request, organisation, form):
            return redirect("partners:letter", slug, sent.pk)
    return render(
        request,
        "partners/write.html",
        frame(organisation) | {"form": form, "name_form": name},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _send(request: SignedInRequest, organisation: Organisation, form: LetterForm) -> Letter | None:
    text, key = form.cleaned_data["text"], form.cleaned_data["key"]
    try:
        sent = actions.send(organisation, text, key=key, by=request.user, now=timezone.now())
    except TooMany:
        form.add_error(
            "text", _("U stuurde net al veel vragen. Probeer het over een uur nog eens.")
        )
        return None
    messages.success(request, _("Uw vraag is verstuurd. U krijgt bericht als er antwoord is."))
    return sent


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def letter(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Between the writer and who belongs to the organisation; for others it is not there."""
    organisation = seen(request, slug)
    found = get_object_or_404(
        Letter.objects.select_related("author", "answered_by"), pk=pk, organisation=organisation
    )
    can_answer = permissions.can_edit(request.user, organisation)
    if not (can_answer or found.author == request.user):
        raise Http404
    form = AnswerForm(request.POST or None)
    if form.is_bound:
        require(can_answer)
    if form.is_valid():
        try:
            actions.answer(found, form.cleaned_data["text"], by=request.user, now=timezone.now())
        except Overtaken:
            messages.info(request, _("Een collega was u voor. Het antwoord staat hieronder."))
        else:
            messages.success(request, _("Uw antwoord is verstuurd."))
        return redirect(found)
    return render(
        request,
        "partners/letter.html",
        frame(organisation)
        | {"letter": found, "can_answer": can_answer and not found.answer, "form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )
