"""A quarterly review ends, by who runs the year."""

from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest, signed_in
from core.htmx import render
from partners.models import Organisation
from partners.states import Kind

from ..actions import closing as actions
from ..forms.closing import CloseForm
from ..models import Goal, GoalInitiative, GoalParty, QuarterlyReview
from ..selections.reviews import met_so_far
from ..selections.voices import numbers
from ..states import Refused
from .reviews import frame_of, review_of, run_review


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was a moment too late finds what they wrote, and what a colleague decided."""
    review = run_review(request, pk)
    if review.is_closed and (request.method != "POST" or review.closed_by == request.user):
        return redirect(review)
    goals = list(Goal.objects.of_year(review.plan).in_force())
    here = numbers(review)
    form = CloseForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()} | met_so_far(review),
        goals=goals,
        parties=parties_of(review, goals),
        heard=here.residents > 0,
    )
    context = frame_of(review) | {"form": form, "numbers": here}
    if form.is_valid() and not review.is_closed:
        try:
            actions.close(review, form.outcome, by=request.user, now=timezone.now())
        except Refused as refused:
            return _refused(request, review_of(pk), form, context, refused.reason)
        messages.success(request, _("Afgesloten. Wie meedeed, hoort wat eruit kwam."))
        return redirect(review)
    if review.is_closed:
        return _refused(request, review, form, context, "closed")
    status = 422 if form.is_bound else 200
    return render(request, "goals/close_review.html", context, status=status)


def parties_of(review: QuarterlyReview, goals: list[Goal]) -> list[Organisation]:
    """Who can promise something: the parties of these goals, teams included, and the
    municipality."""
    place = review.plan.neighbourhood
    parties = GoalParty.objects.filter(goal__in=goals).values("organisation")
    teams = GoalInitiative.objects.shown().filter(goal__in=goals).values("initiative__team")
    town = Q(kind=Kind.MUNICIPALITY, municipality=place.municipality_id)
    found = Organisation.objects.filter(Q(pk__in=parties) | Q(pk__in=teams) | town)
    return list(found.filter(hidden_reason="").order_by("name", "pk"))


def _refused(
    request: SignedInRequest,
    review: QuarterlyReview,
    form: CloseForm,
    context: dict[str, object],
    reason: str,
) -> HttpResponse:
    if reason == "closed" and review.closed_by == request.user:
        return redirect(review)  # pressed twice
    context |= {"review": review, "is_late": reason == "closed"}
    if reason == "goals":
        form.add_error(None, _("Er is intussen iets veranderd in de doelen. Kijk het nog eens na."))
    if reason == "residents":
        form.add_error("explanation", _("Schrijf waarom er geen bewoners bij waren."))
    return render(request, "goals/close_review.html", context, status=409)
