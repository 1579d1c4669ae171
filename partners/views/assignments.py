"""A task from the municipality: recorded, confirmed, and ended with a reason."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render

from .. import permissions
from ..actions import assignments as actions
from ..forms.together import AssignmentForm, ReasonForm
from ..models import Assignment, Organisation
from ..selections.together import tasks
from ..states import AssignmentState, NotPossible
from .which import frame, seen


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def assign(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who works for the municipality records what it asks of an organisation."""
    organisation = seen(request, slug)
    require(permissions.can_assign(request.user, organisation))
    now = timezone.now()
    form = AssignmentForm(
        request.POST or None, initial={"key": uuid4()}, today=timezone.localdate(now)
    )
    if form.is_valid():
        made = actions.propose(
            organisation, form.terms, key=form.cleaned_data["key"], by=request.user, now=now
        )
        messages.success(
            request, _("De opdracht is voorgelegd. Zij staat op de pagina zodra er ja is gezegd.")
        )
        return redirect("partners:assignment", slug, made.pk)
    return render(
        request,
        "partners/assign.html",
        frame(organisation) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def assignment(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Both sides read it; its contact answers, and either side ends it with a reason."""
    organisation = seen(request, slug)
    is_officer = permissions.can_assign(request.user, organisation)
    standing = permissions.standing(request.user, organisation)
    found = get_object_or_404(Assignment, pk=pk, organisation=organisation)
    require(is_officer or standing.is_member)
    can_answer = standing.speaks and found.state == AssignmentState.PROPOSED
    can_end = found.state == AssignmentState.CONFIRMED and (is_officer or standing.speaks)
    can_end = can_end or (found.state == AssignmentState.PROPOSED and is_officer)
    form = ReasonForm()
    if request.method == "POST":
        require(is_officer or standing.speaks)
        wants = request.POST.get("want")
        if wants == "yes":
            require(standing.speaks)
            return _confirm(request, organisation, found)
        form = ReasonForm(request.POST)
        if form.is_valid():
            return _stop(request, organisation, found, form, is_officer=is_officer)
    return render(
        request,
        "partners/assignment.html",
        frame(organisation)
        | {
            "assignment": found,
            "task": tasks([found], today=timezone.localdate())[0],
            "can_answer": can_answer,
            "can_end": can_end,
            "form": form,
        },
        status=422 if form.is_bound else 200,
    )


def _confirm(
    request: SignedInRequest, organisation: Organisation, found: Assignment
) -> HttpResponse:
    try:
        actions.confirm(found, by=request.user, now=timezone.now())
    except NotPossible:
        messages.info(request, _("De opdracht is intussen veranderd. Kijk hoe het nu staat."))
        return redirect("partners:assignment", organisation.slug, found.pk)
    messages.success(request, _("U nam de opdracht aan. Zij staat nu op de pagina."))
    return redirect(organisation)


def _stop(
    request: SignedInRequest,
    organisation: Organisation,
    found: Assignment,
    form: ReasonForm,
    *,
    is_officer: bool,
) -> HttpResponse:
    """A contact declines what waits for them; all else is ending it."""
    reason, now = form.cleaned_data["reason"], timezone.now()
    try:
        if found.state == AssignmentState.PROPOSED and not is_officer:
            actions.decline(found, reason, by=request.user, now=now)
            messages.success(request, _("U zei nee, met uw reden. De gemeente krijgt bericht."))
        else:
            actions.end(found, reason, by=request.user, for_municipality=is_officer, now=now)
            messages.success(request, _("De opdracht is beëindigd. De ander krijgt bericht."))
    except NotPossible:
        messages.info(request, _("De opdracht is intussen veranderd. Kijk hoe het nu staat."))
    return redirect("partners:assignment", organisation.slug, found.pk)
