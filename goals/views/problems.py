"""What matters first: anybody says it in one line, and picks three in order of importance."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, came_from, signed_in
from core.htmx import Request, render, wants_fragment
from core.paging import page
from partners.states import TooMany

from ..actions import problems as actions
from ..forms.problems import PressForm, ProblemForm
from ..models import Problem, ProblemRank, YearPlan
from ..selections.weighing import own_three, picture_of, problem_lines, problems_of, ranked_by
from ..states import FEWEST_VOICES, Refused
from .which import frame, year_of

DOES = {
    PressForm.PICK: actions.pick,
    PressForm.DROP: actions.drop,
    PressForm.UP: actions.move_up,
}


@require_http_methods(["GET", "HEAD", "POST"])
def problems(request: Request, slug: str, year: int) -> HttpResponse:
    """A visitor writes first, and signs in after."""
    plan = year_of(slug, year)
    if request.method != "POST":
        return _page(request, plan, _form(request))
    if not plan.is_weighing(timezone.localdate()):
        return _too_late(request, plan)
    form = _form(request)
    if not form.is_valid():
        return _page(request, plan, form)
    return _add(request, plan, form)


@signed_in
def _add(request: SignedInRequest, plan: YearPlan, form: ProblemForm) -> HttpResponse:
    try:
        actions.add(
            plan,
            form.cleaned_data["words"],
            key=form.cleaned_data["key"],
            by=request.user,
            now=timezone.now(),
        )
    except TooMany:
        form.add_error("words", _("U schreef net al veel. Wacht even, en druk dan nog eens."))
        return _page(request, plan, form)
    except Refused:
        return _too_late(request, plan)
    messages.success(request, _("Het staat erbij. Kies nu wat voor u het belangrijkst is."))
    return redirect("goals:problems", plan.neighbourhood.slug, plan.year)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rank(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """In one's three, out of it, or one place up; without JavaScript one comes back to the page."""
    plan = year_of(slug, year)
    problem = get_object_or_404(Problem.objects.visible_to(request.user), plan=plan, pk=pk)
    problem.plan = plan
    if request.method != "POST":  # it has no page of its own
        return redirect("goals:problems", slug, year)
    form, told = PressForm(request.POST), ""
    try:
        if form.is_valid():
            DOES[form.cleaned_data["do"]](problem, by=request.user, now=timezone.now())
    except Refused as refused:
        if refused.reason != "three":
            return _too_late(request, plan)
        told = _("U heeft er al drie. Haal er eerst een weg.")
    if wants_fragment(request):
        return _page(request, plan, _form(request, anew=True), told=told)
    if told:
        messages.info(request, told)
    return redirect(came_from(request) or reverse("goals:problems", args=[slug, year]))


@require_POST
@signed_in
def take_problem_away(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """One's own words; for others there is nothing here."""
    plan = year_of(slug, year)
    problem = get_object_or_404(Problem, plan=plan, pk=pk, person=request.user)
    problem.plan = plan
    actions.take_away(problem, by=request.user, now=timezone.now())
    messages.success(request, _("Weggehaald."))
    return redirect("goals:problems", slug, year)


def _form(request: Request, *, anew: bool = False) -> ProblemForm:
    sent = request.POST if request.method == "POST" and not anew else None
    return ProblemForm(sent, initial={"key": uuid4()})


def _too_late(request: Request, plan: YearPlan) -> HttpResponse:
    messages.info(request, _("Meedenken over dit jaar kan nu niet meer."))
    return redirect("goals:problems", plan.neighbourhood.slug, plan.year)


def _page(request: Request, plan: YearPlan, form: ProblemForm, *, told: str = "") -> HttpResponse:
    ranked = ranked_by(plan)
    keys, people = problems_of(plan, request.user, ranked=ranked)
    shown = page(keys, request.GET.get("page"))
    three = own_three(plan, request.user)
    places = {one.pk: place for place, one in enumerate(three, 1)}
    return render(
        request,
        "goals/problems.html",
        frame(plan)
        | {
            "form": form,
            "picture": picture_of(plan.neighbourhood),
            "page": shown,
            "lines": problem_lines(shown.rows, people, request.user, places),
            "three": three,
            "is_full": len(three) >= ProblemRank.PLACES,
            "told": told,
            "ranked": ranked if ranked >= FEWEST_VOICES else 0,
            "fewest": FEWEST_VOICES,
            "is_weighing": plan.is_weighing(timezone.localdate()),
        },
        partial="ranking",
        status=422 if form.is_bound else 200,
    )
