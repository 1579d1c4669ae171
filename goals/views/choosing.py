"""A coordinator chooses two or three, says why, and what becomes of a goal later."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render

from .. import permissions
from ..actions import choosing as actions
from ..forms.choosing import REFUSED, ChooseForm, ChooseLaterForm, ReachForm, StopForm
from ..models import Goal, YearPlan
from ..selections.heard import heard_here
from ..selections.weighing import supporters_of
from ..selections.years import to_carry
from ..states import FEWEST_GOALS, MOST_GOALS, GoalState, Refused
from .which import frame, goal_of, run_year


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choose(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    plan = run_year(request, slug, year)
    if not plan.is_preparing:
        messages.info(request, _("De doelen van dit jaar zijn gekozen."))
        return redirect(plan)
    heard = heard_here(plan)
    goals = list(plan.goals.proposed().shown().order_by("title", "pk"))
    form = ChooseForm(
        request.POST if request.method == "POST" else None,
        goals=goals,
        supporters=supporters_of(goals, request.user),
        explains=not heard.is_any,
    )
    if form.is_valid() and _choose(request, plan, form):
        return redirect(plan)
    return render(
        request,
        "goals/choose.html",
        frame(plan) | {"form": form, "heard": heard, "most": MOST_GOALS, "fewest": FEWEST_GOALS},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _choose(request: SignedInRequest, plan: YearPlan, form: ChooseForm) -> bool:
    try:
        actions.choose(
            plan,
            form.chosen,
            why=form.cleaned_data["why"],
            others=form.others,
            explanation=form.cleaned_data.get("explanation", ""),
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, REFUSED[refused.reason])
        return False
    messages.success(request, _("De doelen zijn gekozen. Wie meedacht, krijgt bericht."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = _to_run(request, pk)
    form = StopForm(request.POST if request.method == "POST" else None)
    if goal.state != GoalState.CHOSEN:
        return redirect(goal)
    if form.is_valid():
        clean = form.cleaned_data
        no = actions.No(clean["reason"], clean["possible"])
        try:
            actions.stop(goal, no, by=request.user, now=timezone.now())
        except Refused as refused:
            messages.info(request, REFUSED[refused.reason])
        else:
            messages.success(request, _("Het doel is gestopt. Er is plaats voor een ander."))
        return redirect(goal)
    return _form_page(request, goal, form, "goals/stop.html")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reach(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = _to_run(request, pk)
    form = ReachForm(request.POST if request.method == "POST" else None)
    if goal.state != GoalState.CHOSEN:
        return redirect(goal)
    if form.is_valid():
        try:
            actions.reach(goal, form.cleaned_data["words"], by=request.user, now=timezone.now())
        except Refused as refused:
            messages.info(request, REFUSED[refused.reason])
        else:
            messages.success(request, _("Bereikt! Wie meedacht, krijgt bericht."))
        return redirect(goal)
    return _form_page(request, goal, form, "goals/reach.html")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choose_later(request: SignedInRequest, pk: int) -> HttpResponse:
    """A goal that was not chosen takes a place that is free."""
    goal = _to_run(request, pk)
    form = ChooseLaterForm(request.POST if request.method == "POST" else None)
    if goal.state != GoalState.NOT_CHOSEN or goal.plan.is_over:
        return redirect(goal)
    if form.is_valid():
        why = form.cleaned_data["why"]
        try:
            actions.choose_later(goal, why, by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, REFUSED[refused.reason])
        else:
            messages.success(request, _("Dit doel is nu gekozen."))
            return redirect(goal)
    return _form_page(request, goal, form, "goals/choose_later.html")


@require_POST
@signed_in
def carry_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """To the year that is prepared, in one press."""
    goal = _to_run(request, pk)
    if known := Goal.objects.filter(carried_from=goal).first():
        return redirect(known)
    plan = to_carry(goal)
    if plan is None:
        messages.info(request, _("Dit doel kan nu niet mee naar een ander jaar."))
        return redirect(goal)
    try:
        carried = actions.carry_over(goal, plan, by=request.user, now=timezone.now())
    except Refused as refused:
        messages.info(request, REFUSED.get(refused.reason, REFUSED["state"]))
        return redirect(goal)
    messages.success(request, _("Dit doel gaat mee. Het telt bij de drie als het gekozen wordt."))
    return redirect(carried)


def _to_run(request: SignedInRequest, pk: int) -> Goal:
    goal = goal_of(request, pk)
    require(permissions.can_run(request.user, goal.plan.neighbourhood))
    return goal


def _form_page(request: SignedInRequest, goal: Goal, form: BaseForm, template: str) -> HttpResponse:
    return render(
        request,
        template,
        frame(goal.plan) | {"goal": goal, "form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )
