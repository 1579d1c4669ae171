"""One initiative goes to a colleague."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest, signed_in
from accounts.models import User
from core.access import require
from core.htmx import render
from neighbourhoods.selections.colleagues import colleagues_in

from .. import permissions
from ..actions import reviews
from ..forms.working import HandOverForm
from ..models import Initiative, Review
from ..states import HandedOver, NotPossible
from .which import frame, seen


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whom a colleague was ahead of sees who has it now, and keeps what they wrote."""
    initiative = seen(request, pk)
    review = initiative.review
    answers_here = permissions.can_answer(request.user, initiative)
    require(answers_here or permissions.can_hand_over(request.user, review))
    colleagues = colleagues_in(initiative.neighbourhood, but=review.officer)
    if request.method != "POST":
        form = HandOverForm(initial={"seen": review.officer_id}, colleagues=colleagues)
        return _page(request, initiative, form)
    everybody = colleagues_in(initiative.neighbourhood)  # a second press names who has it now
    form = HandOverForm(request.POST, colleagues=everybody)
    if not form.is_valid():
        return _page(request, initiative, form, status=422)
    clean = form.cleaned_data
    successor: User = clean["successor"]
    if review.officer_id == clean["seen"]:
        require(permissions.can_hand_over(request.user, review))
    try:
        handed = reviews.hand_over_one(
            review, successor, seen=clean["seen"], words=clean["words"], by=request.user
        )
    except NotPossible:
        form.add_error("successor", _("Deze collega werkt hier niet meer. Kies een ander."))
        return _page(request, initiative, form, status=422)
    except HandedOver:
        review.refresh_from_db()
        form = HandOverForm(
            initial=clean | {"seen": review.officer_id, "successor": successor.pk},
            colleagues=colleagues_in(initiative.neighbourhood, but=review.officer),
        )
        return _page(request, initiative, form, overtaken=review, status=409)
    messages.success(
        request,
        _("%(who)s is nu de contactambtenaar. Het team krijgt bericht.")
        % {"who": successor.public_name},
    )
    stays = permissions.can_answer(request.user, initiative)
    return redirect("initiatives:review", handed.initiative_id) if stays else redirect(initiative)


def _page(
    request: SignedInRequest,
    initiative: Initiative,
    form: HandOverForm,
    *,
    overtaken: Review | None = None,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "initiatives/hand_over.html",
        frame(initiative)
        | {
            "section": "work",
            "review": overtaken or initiative.review,
            "overtaken": overtaken,
            "answers_here": permissions.can_answer(request.user, initiative),
            "may": permissions.can_hand_over(request.user, overtaken or initiative.review),
            "form": form,
        },
        partial="form",
        status=status,
    )
