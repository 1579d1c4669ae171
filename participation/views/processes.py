"""Where people can take part, and a process: for everybody to read, and run by who coordinates."""

from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from activity import actions as activity
from activity.models import Follow
from core.access import require
from core.htmx import Request, render
from core.paging import page
from core.photos import served
from goals.selections.parties import parties_in
from goals.selections.speaking import spoken_for
from goals.states import Refused
from neighbourhoods.http import office
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import has_role
from neighbourhoods.states import Role
from partners.models import Organisation
from partners.states import Kind

from .. import permissions
from ..actions import processes as actions
from ..forms.processes import (
    CloseForm,
    NextPhaseForm,
    ProcessForm,
    PromiseForm,
    RuleForm,
    as_it_stands,
)
from ..models import BudgetRound, Input, Phase, Process, RuleDone, RulePhoto
from ..selections.asked import asked_in
from ..selections.processes import (
    MOST_CHOICES,
    agreed,
    cards,
    counts,
    goals_here,
    has_residents,
    in_order,
    initiatives_here,
    listed,
    open_objections,
    phase_lines,
    reach,
    rules_of,
)
from ..states.processes import PhaseKind, PhaseState
from ..states.rules import rule_of
from .which import TAKING_PART, frame, process_of, public_place, run_place

NEWEST = 3  # of what came in, on the page of a process
MOST_RUNNING = 20

WORDS = {
    "closed": gettext_lazy("Dit traject is afgesloten."),
    "last": gettext_lazy("Dit was de laatste fase. U kunt het traject afsluiten."),
    "phases": gettext_lazy("Het traject is nog niet in de laatste fase."),
    "overtaken": gettext_lazy(
        "Iemand anders paste dit net aan. Kijk wat er nu staat, en bewaar dan opnieuw."
    ),
    "rule": gettext_lazy("Deze vuistregel is er niet."),
}


@require_safe
def taking_part(request: Request, slug: str) -> HttpResponse:
    """What runs now, the newest first; below it what is over."""
    place = public_place(slug)
    here = listed(place)
    running = list(here.going_on().newest_first()[:MOST_RUNNING])
    over = page(
        here.exclude(closed_at=None).order_by("-closed_at", "-pk"), request.GET.get("page"), 10
    )
    shown = cards([*running, *over.rows])
    return render(
        request,
        "participation/taking_part.html",
        frame(place, TAKING_PART)
        | {
            "first": shown[0] if running else None,
            "running": shown[1 : len(running)],
            "over": shown[len(running) :],
            "page": over,
            "runs": place.pk in office(request).coordinates,
            "has_budget": BudgetRound.objects.in_neighbourhood(place).exists(),
            "asked": asked_in(place, timezone.now()),
        },
    )


@require_safe
def process(request: Request, pk: int) -> HttpResponse:
    found = process_of(pk)
    phases = _phases(found)
    held = office(request)
    place = found.neighbourhood
    works_here = place.pk in held.works_in
    newest = Input.objects.public().filter(process=found).newest_first()
    return render(
        request,
        "participation/process.html",
        process_frame(found)
        | {
            "phases": phase_lines(phases, now=timezone.now()),
            "counts": counts(found),
            "newest": newest.select_related("answer")[:NEWEST],
            "reach": reach(found),
            "runs": place.pk in held.coordinates,
            "can_hear": works_here or has_role(request.user, place, Role.BUILDER),
            "follows": _follows(request, found),
            "is_last": phases[-1].state != PhaseState.COMING,
        },
    )


@require_safe
def rules(request: Request, pk: int) -> HttpResponse:
    """The rules of thumb of each phase, and what was done for them: a part of its page."""
    found = process_of(pk)
    return render(
        request,
        "participation/rules.html",
        process_frame(found)
        | {
            "lists": rules_of(_phases(found)),
            "runs": found.neighbourhood_id in office(request).coordinates and not found.is_closed,
        },
        partial="rules",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def begin(request: SignedInRequest, slug: str) -> HttpResponse:
    place = run_place(request, slug)
    form = _process_form(request, place, {"key": uuid4(), "seen": 0})
    if form.is_valid():
        made = actions.begin(
            place,
            form.plan,
            key=form.cleaned_data["key"],
            by=request.user,
            now=timezone.now(),
        )
        if made.neighbourhood_id != place.pk:
            raise Http404
        messages.success(request, _("Het traject is begonnen. Iedereen kan nu meedoen."))
        return redirect(made)
    return render(
        request,
        "participation/begin.html",
        frame(place, TAKING_PART) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _run(request, pk)
    if found.is_closed:
        return _refused(request, found, "closed")
    form = _process_form(request, found.neighbourhood, as_it_stands(found), stood=found)
    if form.is_valid():
        try:
            actions.change(found, form.plan, seen=form.cleaned_data["seen"], by=request.user)
        except Refused as refused:
            form.add_error(None, WORDS[refused.reason])
        else:
            messages.success(request, _("Aangepast."))
            return redirect(found)
    return render(
        request,
        "participation/begin.html",
        process_frame(found) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def next_phase(request: SignedInRequest, pk: int) -> HttpResponse:
    """What became of what was agreed, and then the next phase opens."""
    found = _run(request, pk)
    phases = _phases(found)
    running = next((one for one in phases if one.state == PhaseState.OPEN), None)
    if found.is_closed or running is None or running is phases[-1]:
        return _refused(request, found, "closed" if found.is_closed else "last")
    form = NextPhaseForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4(), "phase": running.kind},
        # It is asked of who leaves the preparation alone.
        heard=running.kind != PhaseKind.PREPARATION or has_residents(found),
    )
    if form.is_valid() and _opened(request, found, form):
        messages.success(request, _("De volgende fase is begonnen. Wie meedoet, krijgt bericht."))
        return redirect(found)
    promised = agreed([running], now=timezone.now())
    return render(
        request,
        "participation/next_phase.html",
        process_frame(found)
        | {
            "form": form,
            "running": running,
            "following": phases[phases.index(running) + 1],
            "lines": promised.get(running.kind, []),
            "heard": "explanation" not in form.fields,
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _opened(request: SignedInRequest, found: Process, form: NextPhaseForm) -> bool:
    clean = form.cleaned_data
    try:
        actions.open_next(
            found,
            running=clean["phase"],
            report=clean["report"],
            explanation=form.explained,
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refused:
        if refused.reason == "agreements":
            form.add_error("report", _("Er lopen nog afspraken. Schrijf wat ervan kwam."))
        elif refused.reason == "residents":
            form.add_error(
                "explanation" if "explanation" in form.fields else None,
                _("Nog niemand uit de wijk is gehoord. Schrijf waarom u toch verdergaat."),
            )
        else:
            form.add_error(None, WORDS[refused.reason])
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was done with everything that came in; refused while an objection has no answer."""
    found = _run(request, pk)
    if found.is_closed:
        return redirect(found)
    if _phases(found)[-1].state != PhaseState.OPEN:
        return _refused(request, found, "phases")
    heard = has_residents(found)
    form = CloseForm(
        request.POST if request.method == "POST" else None, initial={"key": uuid4()}, heard=heard
    )
    if form.is_valid() and _closed(request, found, form):
        messages.success(request, _("Het traject is afgesloten. Wie meedeed, krijgt bericht."))
        return redirect(found)
    return render(
        request,
        "participation/close_process.html",
        process_frame(found)
        | {
            "form": form,
            "counts": counts(found),
            "objections": open_objections(found),
            "heard": heard,
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _closed(request: SignedInRequest, found: Process, form: CloseForm) -> bool:
    clean = form.cleaned_data
    try:
        actions.close(
            found,
            outcome=clean["outcome"],
            learned=clean["learned"],
            explanation=form.explained,
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refused:
        if refused.reason == "objections":
            form.add_error(
                None, _("Er is nog een bezwaar zonder antwoord. Geef eerst daarop antwoord.")
            )
        elif refused.reason == "residents":
            form.add_error(
                "explanation" if "explanation" in form.fields else None,
                _("Niemand uit de wijk is gehoord. Schrijf waarom dat zo is."),
            )
        else:
            form.add_error(None, WORDS[refused.reason])
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def promise(request: SignedInRequest, pk: int) -> HttpResponse:
    """An agreement of the phase that runs: who does what for whom, and by when."""
    found = _run(request, pk)
    if found.is_closed:
        return _refused(request, found, "closed")
    place = found.neighbourhood
    form = PromiseForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()},
        makers=spoken_for(request.user, place),
        receivers=list(parties_in(place).order_by("name", "pk")[:MOST_CHOICES]),
        today=timezone.localdate(),
    )
    if form.is_valid():
        try:
            actions.promise(found, form.promise, key=form.cleaned_data["key"], by=request.user)
        except Refused as refused:
            form.add_error(None, WORDS[refused.reason])
        else:
            messages.success(request, _("Afgesproken. De ander krijgt bericht."))
            return redirect(found)
    return render(
        request,
        "participation/promise.html",
        process_frame(found) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rule(request: SignedInRequest, pk: int, kind: str, key: str) -> HttpResponse:
    """What was done for one rule of thumb, in a line, with a photo perhaps."""
    found = process_of(pk)
    known = rule_of(kind, key)
    if known is None:
        raise Http404
    require(permissions.can_run(request.user, found.neighbourhood))
    phase = get_object_or_404(found.phases, kind=kind)
    if found.is_closed:
        return _refused(request, found, "closed")
    done = RuleDone.objects.filter(phase=phase, rule=key).select_related("photo").first()
    photo = getattr(done, "photo", None) if done else None
    is_sent = request.method == "POST"
    form = RuleForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"words": done.words if done else ""},
        has_photo=photo is not None,
    )
    if form.is_valid():
        try:
            _tick(request, phase, key, form)
        except Refused as refused:
            return _refused(request, found, refused.reason)
        messages.success(request, _("Bewaard."))
        return redirect("participation:rules", found.pk)
    return render(
        request,
        "participation/rule.html",
        process_frame(found) | {"form": form, "rule": known, "phase": phase, "photo": photo},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _tick(request: SignedInRequest, phase: Phase, key: str, form: RuleForm) -> None:
    actions.tick(
        phase,
        key,
        form.cleaned_data["words"],
        photo=form.cleaned_data.get("photo"),
        drop_photo=form.cleaned_data.get("drop_photo", False),
        by=request.user,
        now=timezone.now(),
    )


@require_safe
def rule_photo(request: Request, pk: int, width: int, kind: str) -> FileResponse:
    return served(get_object_or_404(RulePhoto.objects.public(), pk=pk), width, kind)


@require_POST
@signed_in
def follow(request: SignedInRequest, pk: int) -> HttpResponse:
    found = process_of(pk)
    if request.POST.get("want") == "no":
        activity.unfollow(found, by=request.user)
    else:
        activity.follow(found, by=request.user)
    context = process_frame(found) | {"follows": _follows(request, found)}
    if request.htmx:
        return render(request, "participation/process.html", context, partial="follow")
    return redirect(found)


def process_frame(found: Process) -> dict[str, object]:
    return frame(found.neighbourhood, TAKING_PART) | {"process": found}


def _run(request: SignedInRequest, pk: int) -> Process:
    """For who coordinates there."""
    found = process_of(pk)
    require(permissions.can_run(request.user, found.neighbourhood))
    return found


def _refused(request: Request, found: Process, reason: str) -> HttpResponse:
    messages.info(request, WORDS[reason])
    return redirect(found)


def _phases(found: Process) -> list[Phase]:
    phases = in_order(found.phases.all())
    for one in phases:
        one.process = found
    return phases


def _follows(request: Request, found: Process) -> bool:
    if not request.user.is_authenticated:
        return False
    return Follow.objects.of(found).filter(person=request.user, is_muted=False).exists()


def _process_form(
    request: Request,
    place: Neighbourhood,
    initial: dict[str, object],
    *,
    stood: Process | None = None,
) -> ProcessForm:
    """What it belongs to now can be kept, also where it is no longer among the choices."""
    goals, initiatives = goals_here(place), initiatives_here(place)
    parties = _parties(place)
    if stood:
        goals += [stood.goal] if stood.goal and stood.goal not in goals else []
        if stood.initiative and stood.initiative not in initiatives:
            initiatives.append(stood.initiative)
        parties += [stood.asked_by] if stood.asked_by not in parties else []
    return ProcessForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        parties=parties,
        goals=goals,
        initiatives=initiatives,
    )


def _parties(place: Neighbourhood) -> list[Organisation]:
    """Who may ask something here, the municipality first."""
    found = list(parties_in(place).order_by("name", "pk")[:MOST_CHOICES])
    return sorted(found, key=lambda one: one.kind != Kind.MUNICIPALITY)
