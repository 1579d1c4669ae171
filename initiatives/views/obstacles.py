"""What blocks residents: read by everybody, reported and met by teams and by who works here."""

from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from activity.models import Event
from activity.selections import moments
from core.access import require
from core.htmx import Request, render
from core.paging import page
from neighbourhoods.http import office
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import works_in

from .. import permissions
from ..actions import obstacles as actions
from ..forms.obstacles import (
    MetForm,
    NotSolvedForm,
    ObstacleFilterForm,
    ObstacleForm,
    SameForm,
)
from ..models import Initiative, Obstacle
from ..selections import obstacles as selections
from ..states import Overtaken, TooMany
from .page import key_of

STORY = 20
LONGEST_TITLE = 120


@require_safe
def obstacles(request: Request, slug: str) -> HttpResponse:
    """What waits, what was arranged, and what could not be and why."""
    neighbourhood = here(slug)
    blamed = selections.blamed_in(neighbourhood)
    form = ObstacleFilterForm(request.GET, organisations=blamed)
    chosen = form.chosen()
    visible = Obstacle.objects.visible_to(request.user).in_neighbourhood(neighbourhood)
    found = visible.matching(**chosen, now=timezone.now())
    shown = page(found.for_cards().newest_first(), request.GET.get("page"), total=found.count())
    return render(
        request,
        "initiatives/obstacles.html",
        {
            "neighbourhood": neighbourhood,
            "section": "about",
            "form": form,
            "query": urlencode({name: value for name, value in chosen.items() if value}),
            "page": shown,
            "cards": selections.cards(shown.rows),
            "can_report": permissions.can_report_obstacle(request.user, neighbourhood),
        },
        partial="results",
    )


@require_POST
def similar_obstacles(request: Request, slug: str) -> HttpResponse:
    """What is there already, for who types; posted, so that the words are in no address."""
    title = request.POST.get("title", "")[:LONGEST_TITLE]
    return render(
        request,
        "components/alike_obstacles.html",
        {"alike": selections.alike(title, here(slug))},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_obstacle(request: SignedInRequest, slug: str) -> HttpResponse:
    """Those that are alike are shown first: "is it this one?"

    Who has no team here reads that it is for teams.
    """
    neighbourhood = here(slug)
    teams = selections.teams_of(request.user, neighbourhood)
    as_officer = works_in(request.user, neighbourhood)
    if not as_officer and not teams:
        return _report_page(request, neighbourhood, None, status=403)
    if "same" in request.POST:
        return _met_instead(request, neighbourhood, teams, as_officer)
    form = _report_form(request, neighbourhood, teams, as_officer)
    if not form.is_valid():
        return _report_page(request, neighbourhood, form, status=422 if form.is_bound else 200)
    clean = form.cleaned_data
    is_sent = Obstacle.objects.filter(key=clean["key"]).exists()
    alike = selections.alike(clean["title"], neighbourhood)
    if alike and not is_sent and "other" not in request.POST:
        return _report_page(request, neighbourhood, form, alike=alike)
    try:
        obstacle = actions.report(
            form.report,
            neighbourhood=neighbourhood,
            key=clean["key"],
            by=request.user,
            now=timezone.now(),
        )
    except TooMany:
        form.add_error(None, _("U meldde er net al veel. Wacht even; wat u schreef staat er nog."))
        return _report_page(request, neighbourhood, form, status=422)
    messages.success(
        request, _("Het staat op de pagina. U hoort wie het oppakt en hoe het afloopt.")
    )
    return redirect(obstacle)


@require_safe
def obstacle(request: Request, pk: int) -> HttpResponse:
    return render(request, "initiatives/obstacle.html", _context_of(request, seen(request, pk)))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def meet_obstacle(request: SignedInRequest, pk: int) -> HttpResponse:
    """It blocks us as well; who has no team here reads that it is for teams."""
    found = seen(request, pk)
    place = found.neighbourhood
    teams = selections.teams_of(request.user, place)
    as_officer = works_in(request.user, place)
    may = as_officer or bool(teams)
    if request.method == "POST":
        require(may)
    form = MetForm(request.POST or None, teams=teams, as_officer=as_officer)
    if form.is_valid():
        return _counted(request, found, form)
    return render(
        request,
        "initiatives/meet_obstacle.html",
        frame(found) | {"form": form if may else None},
        status=422 if request.method == "POST" else 200,
    )


@require_POST
@signed_in
def obstacle_solved(request: SignedInRequest, pk: int) -> HttpResponse:
    """A team that met it can go on."""
    found = seen(request, pk)
    require(permissions.met_obstacle(request.user, found))
    actions.say_solved(found, by=request.user, now=timezone.now())
    messages.success(request, _("Fijn dat u verder kunt."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def obstacle_not_solved(request: SignedInRequest, pk: int) -> HttpResponse:
    """A team that met it cannot go on: it is open again."""
    found = seen(request, pk)
    require(permissions.met_obstacle(request.user, found))
    if found.is_open:
        return redirect(found)
    form = NotSolvedForm(request.POST or None, initial={"seen": found.version})
    if form.is_valid():
        clean = form.cleaned_data
        try:
            actions.say_not_solved(
                found, clean["why"], seen=clean["seen"], by=request.user, now=timezone.now()
            )
            messages.success(request, _("Het staat weer open. U krijgt een nieuwe datum."))
        except Overtaken:
            messages.info(request, _("Er kwam net een nieuw antwoord. Kijk of het nu klopt."))
        return redirect(found)
    return render(
        request,
        "initiatives/obstacle_not_solved.html",
        frame(found) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def seen(request: Request, pk: int) -> Obstacle:
    """With all that its page says; what one may not see is not there."""
    visible = Obstacle.objects.visible_to(request.user).for_cards()
    return get_object_or_404(visible.select_related("neighbourhood__municipality"), pk=pk)


def here(slug: str) -> Neighbourhood:
    public = Neighbourhood.objects.public().for_links()
    return get_object_or_404(public.select_related("municipality"), slug=slug)


def frame(obstacle: Obstacle) -> dict[str, object]:
    """What the frame around every page of it shows."""
    return {"neighbourhood": obstacle.neighbourhood, "section": "about", "obstacle": obstacle}


def _context_of(request: Request, found: Obstacle) -> dict[str, object]:
    """`seen` fetched it; what differs per person is asked for who is signed in only."""
    own = selections.own_part(found, request.user)
    can_arrange = found.neighbourhood_id in office(request).works_in
    return frame(found) | {
        "state": selections.state_words(found),
        "badge": selections.badge(found),
        "says": selections.due_words(found),
        "number_words": selections.number_words(getattr(found, "number", 1)),
        "solved_words": selections.solved_words(found),
        "met_by": selections.met_by_public(found),
        "answers": list(found.answers.select_related("by")),
        "replies": selections.replies_to(found),
        "story": moments(Event.objects.about(found).public()[:STORY]),
        "own": own,
        "met": _met_form(own, as_officer=can_arrange),
        "is_reporter": found.reporter_id == request.user.pk,
        "can_arrange": can_arrange,
        "can_reply": permissions.can_reply_to_obstacle(request.user, found),
    }


def _met_form(own: selections.Own, *, as_officer: bool) -> MetForm | None:
    """For who can still say that it blocks them too."""
    as_officer = as_officer and not own.met
    return MetForm(teams=own.unmet, as_officer=as_officer) if own.unmet or as_officer else None


def _met_instead(
    request: SignedInRequest, place: Neighbourhood, teams: list[Initiative], as_officer: bool
) -> HttpResponse:
    """What they were about to report is there already: it is counted, with what they wrote."""
    visible = Obstacle.objects.visible_to(request.user).in_neighbourhood(place)
    found = get_object_or_404(visible, pk=key_of(request, "same") or 0)
    met = SameForm(request.POST, teams=teams, as_officer=as_officer)
    if not met.is_valid():
        form = _report_form(request, place, teams, as_officer)
        return _report_page(request, place, form, status=422)
    return _counted(request, found, met)


def _counted(request: SignedInRequest, found: Obstacle, form: MetForm) -> HttpResponse:
    clean = form.cleaned_data
    is_new = actions.meet(
        found,
        initiative=clean["initiative"],
        by=request.user,
        now=timezone.now(),
        words=clean.get("text", ""),
    )
    if is_new:
        said = _("Geteld bij wat er al stond.")
    else:
        said = _("Uw team stond er al bij.") if clean["initiative"] else _("U stond er al bij.")
    what_next = (
        _("U hoort hoe het afloopt.") if found.is_open else _("Hier staat hoe het is afgelopen.")
    )
    messages.success(request, f"{said} {what_next}")
    return redirect(found)


def _report_form(
    request: SignedInRequest, place: Neighbourhood, teams: list[Initiative], as_officer: bool
) -> ObstacleForm:
    begin: dict[str, object] = {"key": uuid4()}
    came_from = key_of(request, "initiatief")
    if any(one.pk == came_from for one in teams):
        begin["initiative"] = came_from
    return ObstacleForm(
        request.POST or None,
        initial=begin,
        organisations=selections.others_to_name(place, request.user),
        teams=teams,
        as_officer=as_officer,
    )


def _report_page(
    request: SignedInRequest,
    place: Neighbourhood,
    form: ObstacleForm | None,
    *,
    alike: list[selections.Card] | None = None,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "initiatives/new_obstacle.html",
        {"neighbourhood": place, "section": "about", "form": form, "alike": alike},
        partial="form",
        status=status,
    )
