"""A coordinator begins and prepares a year; residents put their name under it."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.people import be_known_as
from accounts.http import SignedInRequest, name_form, signed_in
from core.access import require
from core.htmx import render

from .. import permissions
from ..actions import years as actions
from ..forms.years import BeginForm, HeardForm, PrepareForm
from ..models import CoSignature, ResidentInput, YearPlan
from ..selections.heard import heard_here, inputs_of
from ..selections.years import plans_at, to_carry_over
from ..states import Refused
from .which import frame, public_place, run_year, year_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def begin(request: SignedInRequest, slug: str) -> HttpResponse:
    """This year or the next, whichever does not stand yet."""
    place, now = public_place(slug), timezone.now()
    require(permissions.can_run(request.user, place))
    standing = {one.year for one in plans_at(slug)}
    possible = [year for year in actions.years_to_begin(now) if year not in standing]
    form = BeginForm(
        request.POST if request.method == "POST" else None, years=actions.years_to_begin(now)
    )
    if form.is_valid():
        plan = actions.begin(place, form.cleaned_data["year"], by=request.user, now=now)
        messages.success(request, _("Het jaar staat open. Iedereen kan nu meedenken."))
        return redirect("goals:prepare", slug, plan.year)
    return render(
        request,
        "goals/begin.html",
        {
            "neighbourhood": place,
            "section": "goals",
            "possible": possible,
            "is_wrong": form.is_bound,
        },
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def prepare(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """When people weigh and meet, and who was heard."""
    plan = run_year(request, slug, year)
    if not plan.is_preparing:
        return redirect(plan)
    form = PrepareForm(request.POST if request.method == "POST" else None, stood=plan)
    if form.is_valid() and _prepare(request, plan, form):
        return redirect("goals:prepare", slug, year)
    return render(
        request,
        "goals/prepare.html",
        frame(plan)
        | {
            "form": form,
            "heard": heard_here(plan),
            "inputs": inputs_of(plan),
            "ongoing": to_carry_over(plan),
            "proposals": plan.goals.proposed().shown().count(),
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _prepare(request: SignedInRequest, plan: YearPlan, form: PrepareForm) -> bool:
    try:
        actions.prepare(plan, form.moments, by=request.user)
    except Refused:
        messages.info(request, _("De doelen van dit jaar zijn al gekozen."))
    else:
        messages.success(request, _("Bewaard."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hear(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """What residents said in a talk or a meeting."""
    plan = run_year(request, slug, year)
    if not plan.is_preparing:
        return redirect(plan)
    form = HeardForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if form.is_valid():
        try:
            actions.hear(plan, form.heard, key=form.cleaned_data["key"], by=request.user)
        except Refused:
            messages.info(request, _("De doelen van dit jaar zijn al gekozen."))
            return redirect(plan)
        messages.success(request, _("Vastgelegd. Het telt mee bij het kiezen."))
        return redirect("goals:prepare", slug, year)
    return render(
        request,
        "goals/hear.html",
        frame(plan) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def drop_input(request: SignedInRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """Who pressed twice finds it gone; for others what is gone is not there."""
    plan = year_of(slug, year)
    may_run = permissions.can_run(request.user, plan.neighbourhood)
    if not may_run:
        get_object_or_404(ResidentInput, plan=plan, pk=pk)
    require(may_run)
    if request.method == "POST":
        actions.drop_input(plan, pk, by=request.user)
        messages.success(request, _("Weggehaald."))
    return redirect("goals:prepare", slug, year)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sign(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """In one press; others read the name, so who has none gives one."""
    plan = year_of(slug, year)
    require(permissions.can_sign(request.user, plan.neighbourhood))
    if plan.is_preparing or plan.is_over:
        return redirect(plan)
    name = name_form(request)
    if request.method == "POST" and request.POST.get("want") == "no":
        actions.take_name_back(plan, by=request.user)
        messages.success(request, _("Uw naam staat er niet meer."))
        return redirect(plan)
    if request.method == "POST" and (name is None or name.is_valid()):
        return _sign(request, plan, name.cleaned_data["name"] if name else "")
    return render(
        request,
        "goals/sign.html",
        frame(plan)
        | {
            "name_form": name,
            "mine": CoSignature.objects.filter(plan=plan, person=request.user).exists(),
        },
        partial="form",
        status=422 if request.method == "POST" else 200,
    )


def _sign(request: SignedInRequest, plan: YearPlan, name: str) -> HttpResponse:
    if name:
        be_known_as(request.user, name)
    try:
        actions.sign(plan, by=request.user)
    except Refused:
        messages.info(request, _("Dit jaar is net afgesloten."))
    else:
        messages.success(request, _("Uw naam staat onder de doelen."))
    return redirect(plan)
