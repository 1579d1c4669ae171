"""Anybody proposes a goal, and says which they find important; a visitor writes first, and signs in
after."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.people import be_known_as
from accounts.http import SignedInRequest, name_form, signed_in
from core.htmx import Request, render, wants_fragment
from partners.states import TooMany

from ..actions import proposing as actions
from ..forms.proposing import ProposeForm, SupportForm
from ..models import Goal, YearPlan
from ..selections.speaking import spoken_for
from ..states import Refused
from .showing import goal_context
from .which import frame, goal_of, year_of


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, slug: str, year: int) -> HttpResponse:
    plan = year_of(slug, year)
    if not plan.is_weighing(timezone.localdate()):
        return _too_late(request, plan)
    form = _form(request, plan)
    if not form.is_valid():
        return _form_page(request, plan, form)
    return _propose(request, plan, form)


@signed_in
def _propose(request: SignedInRequest, plan: YearPlan, form: ProposeForm) -> HttpResponse:
    name = name_form(request)
    if name and not name.is_valid():
        return _form_page(request, plan, form, name=name)
    if name:
        be_known_as(request.user, name.cleaned_data["name"])
    try:
        goal = actions.propose(
            plan,
            form.proposal,
            key=form.cleaned_data["key"],
            by=request.user,
            now=timezone.now(),
        )
    except TooMany:
        form.add_error("title", _("U stelde net al veel voor. Wacht even, en druk dan nog eens."))
        return _form_page(request, plan, form)
    except Refused:
        return _too_late(request, plan)
    messages.success(request, _("Uw doel staat erbij. Anderen kunnen nu zeggen wat zij vinden."))
    return redirect(goal)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own, while it is weighed."""
    goal = _own(request, pk)
    if not _is_open(goal):
        return _too_late(request, goal.plan, to=goal)
    form = _form(request, goal.plan, stood=goal)
    if form.is_valid():
        try:
            actions.change(goal, form.proposal, by=request.user, now=timezone.now())
        except Refused:
            return _too_late(request, goal.plan, to=goal)
        messages.success(request, _("Aangepast."))
        return redirect(goal)
    return _form_page(request, goal.plan, form, goal=goal)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own, while it is weighed; who pressed twice finds it gone."""
    goal = _own(request, pk)
    if not _is_open(goal):
        return _too_late(request, goal.plan, to=goal)
    if request.method != "POST":
        return render(request, "goals/withdraw.html", frame(goal.plan) | {"goal": goal})
    try:
        actions.withdraw(goal, by=request.user, now=timezone.now())
    except Refused:
        return _too_late(request, goal.plan, to=goal)
    messages.success(request, _("U heeft uw voorstel ingetrokken."))
    return redirect(goal.plan)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def support(request: SignedInRequest, pk: int) -> HttpResponse:
    """`Dit vind ik belangrijk`; a visitor who signs in first comes back to this page."""
    goal = goal_of(request, pk)
    if not _is_open(goal):
        return _too_late(request, goal.plan, to=goal)
    mine = goal.supports.filter(person=request.user).first()
    sent = request.POST if request.method == "POST" else None
    form = SupportForm(sent, initial={"words": mine.words if mine else ""})
    if request.method != "POST" or not form.is_valid():
        return render(
            request,
            "goals/support.html",
            frame(goal.plan) | {"goal": goal, "form": form, "mine": mine},
            partial="form",
            status=422 if form.is_bound else 200,
        )
    try:
        _press(request, goal, form)
    except Refused:
        return _too_late(request, goal.plan, to=goal)
    if wants_fragment(request):
        context = goal_context(request, goal)
        return render(request, "goals/goal.html", context, partial="support")
    return redirect(goal)


def _press(request: SignedInRequest, goal: Goal, form: SupportForm) -> None:
    """A press without words keeps those that were given before."""
    now, words = timezone.now(), form.cleaned_data["words"]
    if request.POST.get("want") == "no":
        actions.take_back(goal, by=request.user, now=now)
        return
    if "words" not in request.POST:
        known = goal.supports.filter(person=request.user).first()
        words = known.words if known else ""
    actions.support(goal, words, by=request.user, now=now)


def _own(request: SignedInRequest, pk: int) -> Goal:
    """For others there is nothing here."""
    return get_object_or_404(Goal.objects.seen_by(request.user), pk=pk, person=request.user)


def _is_open(goal: Goal) -> bool:
    return goal.is_proposed and goal.plan.is_weighing(timezone.localdate())


def _too_late(request: Request, plan: YearPlan, to: Goal | None = None) -> HttpResponse:
    messages.info(request, _("Meedenken over dit jaar kan nu niet meer."))
    return redirect(to or plan)


def _form(request: Request, plan: YearPlan, stood: Goal | None = None) -> ProposeForm:
    initial: dict[str, object] = {"key": uuid4()}
    if stood:
        initial = actions.as_it_stands(stood) | {
            "key": stood.key,
            "organisation": str(stood.organisation_id or ""),
        }
    return ProposeForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        organisations=spoken_for(request.user, plan.neighbourhood),
        stood=stood,
    )


def _form_page(
    request: Request,
    plan: YearPlan,
    form: ProposeForm,
    *,
    goal: Goal | None = None,
    name: object = None,
) -> HttpResponse:
    asks = name or (None if goal else name_form(request))
    return render(
        request,
        "goals/propose.html",
        frame(plan) | {"form": form, "goal": goal, "name_form": asks},
        partial="form",
        status=422 if form.is_bound else 200,
    )
