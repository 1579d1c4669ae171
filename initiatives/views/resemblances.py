"""What looks like an initiative: read by everybody, said by its team and by who works here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, signed_in, to_sign_in
from core.access import require
from core.htmx import Request, render

from .. import permissions
from ..actions import resemblances
from ..forms.working import AlikeForm
from ..models import Initiative
from ..selections.resemblances import alike as alike_to
from ..selections.resemblances import candidates
from ..states import NotPossible
from .page import key_of
from .which import frame, seen


@require_http_methods(["GET", "HEAD", "POST"])
def alike(request: Request, pk: int) -> HttpResponse:
    """What looks like it; who may say so finds another one here, and presses."""
    initiative = seen(request, pk)
    if request.method == "POST" and not request.user.is_authenticated:
        return to_sign_in(request)
    may = permissions.can_say_alike(request.user, initiative)
    if request.method == "POST":
        require(may)
        return _mark(request, initiative)
    form = AlikeForm(request.GET)
    words = form.cleaned_data["zoek"] if form.is_valid() else ""
    may_find = may and initiative.is_public
    return render(
        request,
        "initiatives/alike.html",
        frame(initiative)
        | {
            "alike": alike_to(initiative),
            "may": may,
            "form": form,
            "words": words,
            "found": candidates(initiative, words, request.user) if may_find else [],
        },
        partial="found",
    )


@require_POST
@signed_in
def unmark(request: SignedInRequest, pk: int, other: int) -> HttpResponse:
    """The team or an officer of either one can take it back."""
    initiative = seen(request, pk)
    second = seen(request, other)
    both = (initiative, second)
    require(any(permissions.can_say_alike(request.user, one) for one in both))
    if initiative.pk != second.pk:
        resemblances.unmark(initiative, second, by=request.user, now=timezone.now())
    messages.success(request, _("Dat staat er niet meer."))
    return redirect("initiatives:alike", pk)


def _mark(request: Request, initiative: Initiative) -> HttpResponse:
    visible = Initiative.objects.visible_to(request.user)
    other = get_object_or_404(visible, pk=key_of(request, "ander") or 0)
    assert request.user.is_authenticated
    try:
        resemblances.mark(initiative, other, by=request.user)
    except NotPossible:
        messages.info(request, _("Dat kan alleen met twee initiatieven die iedereen kan zien."))
    else:
        messages.success(request, _("Het staat nu op beide pagina’s. Beide teams weten het."))
    return redirect("initiatives:alike", initiative.pk)
