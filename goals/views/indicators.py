"""The figures of a goal: all of them, one with all its periods, and choosing what is followed."""

from typing import NamedTuple
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_stubs_ext import StrOrPromise

from accounts.http import SignedInRequest, signed_in
from accounts.models import User
from activity.actions import Side
from core.access import require
from core.htmx import Request, render
from core.paging import page
from neighbourhoods.http import office
from partners.actions.organisations import side_of

from .. import permissions
from ..actions import indicators as actions
from ..actions.indicators import CLOSED, FULL, NOT_CHOSEN, THERE
from ..forms.indicators import (
    AdjustForm,
    IndicatorForm,
    MeasureForm,
    OfficialForm,
    PartyForm,
    PlatformForm,
    as_it_stands,
)
from ..models import Goal, Indicator
from ..selections import figures as reading
from ..selections.indicators import counting_here, open_periods
from ..states import MOST_INDICATORS, WAS_CHOSEN, Refused, Source
from .which import frame, goal_of

REFUSED = {
    FULL: gettext_lazy("Bij dit doel staan al vijf cijfers. Haal er eerst een weg."),
    THERE: gettext_lazy("Dit cijfer staat al bij dit doel. Kies een ander."),
    NOT_CHOSEN: gettext_lazy("Cijfers horen bij een doel dat gekozen is, en dat nog loopt."),
    CLOSED: gettext_lazy("Het gesprek over dit kwartaal is afgesloten. Het cijfer staat nu vast."),
}


class Kind(NamedTuple):
    """One of the three kinds, to choose from."""

    view: str
    icon: str
    title: StrOrPromise
    text: StrOrPromise


KINDS = {
    Source.OFFICIAL: Kind(
        "goals:new_official",
        "chart-line",
        gettext_lazy("Officiële cijfers"),
        gettext_lazy("Van het CBS of van uw gemeente, elk jaar. Goed als achtergrond."),
    ),
    Source.PLATFORM: Kind(
        "goals:new_counted",
        "list-numbers",
        gettext_lazy("Wat deze site telt"),
        gettext_lazy("Elk kwartaal, vanzelf. Zoals afspraken die zijn nagekomen."),
    ),
    Source.PARTY: Kind(
        "goals:new_party_count",
        "writing-sign",
        gettext_lazy("Wat een organisatie telt"),
        gettext_lazy("Een organisatie uit de wijk vult elk kwartaal in wat het is."),
    ),
}


@require_safe
def figures(request: Request, pk: int) -> HttpResponse:
    """All figures of a goal; as a part it stands on the page of the goal."""
    goal = _followed(request, pk)
    return render(
        request,
        "goals/figures.html",
        frame(goal.plan)
        | {
            "goal": goal,
            "figures": reading.of_goal(goal, today=timezone.localdate()),
            "may_add": goal.is_chosen and _shows_tools(request, goal),
            "most": MOST_INDICATORS,
        },
        partial="figures",
    )


@require_safe
@signed_in
def new_indicator(request: SignedInRequest, pk: int) -> HttpResponse:
    """The kind comes first, in plain words."""
    goal = _run(request, pk)
    context = frame(goal.plan) | {"goal": goal, "kinds": KINDS.values()}
    return render(request, "goals/new_indicator.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_official(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = _run(request, pk)
    place = goal.plan.neighbourhood
    series = reading.series_for(place)
    themes = sorted({one.theme for one in series})
    theme = request.GET.get("thema", "")
    shown = [one for one in series if one.theme == theme] if theme in themes else series
    form = OfficialForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()},
        areas=list(place.areas.order_by("search_name", "pk").only("code", "short_name")),
        series=shown,
    )
    return _new(
        request,
        goal,
        form,
        Source.OFFICIAL,
        themes=themes if len(themes) > 1 else [],
        theme=theme if theme in themes else "",
        is_empty=not series,
        may_bring=permissions.can_bring_figures(request.user, place.municipality),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_counted(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = _run(request, pk)
    data = request.POST if request.method == "POST" else None
    # What is sent may be followed already: the action gives what this form made before.
    standing = Indicator.objects.of(goal).values_list("count", flat=True) if data is None else []
    form = PlatformForm(data, initial={"key": uuid4()}, taken=set(standing))
    return _new(request, goal, form, Source.PLATFORM)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_party_count(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = _run(request, pk)
    form = PartyForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()},
        organisations=counting_here(goal.plan.neighbourhood),
    )
    return _new(request, goal, form, Source.PARTY)


@require_safe
def indicator(request: Request, pk: int) -> HttpResponse:
    """One figure: its chart, all its periods, what people say that it means, and how sure we
    are."""
    found = indicator_of(request, pk)
    may_adjust = _shows_tools(request, found.goal)
    if found.removed_at and not may_adjust:
        raise Http404
    today = timezone.localdate()
    (figure,) = reading.shown([found], found.goal, today=today, with_words=False)
    meanings = page(reading.meanings_of(found, request.user), request.GET.get("page"))
    return render(
        request,
        "goals/indicator.html",
        indicator_frame(found)
        | {
            "figure": figure,
            "page": meanings,
            "meanings": [reading.said(one, request.user) for one in meanings.rows],
            "may_adjust": may_adjust,
            "may_measure": permissions.can_measure(request.user, found),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def adjust(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where we want to go, and how sure we are that it is our doing (O30)."""
    found = _run_one(request, pk)
    data = request.POST if request.method == "POST" else None
    form = AdjustForm(data, initial=as_it_stands(found))
    if form.is_valid():
        side = _side(request.user, found.goal)
        actions.adjust(found, form.adjusted, by=request.user, side=side)
        messages.success(request, _("Aangepast."))
        return redirect(found)
    return _form_page(request, found, form, "adjust_indicator")


@require_POST
@signed_in
def take_away(request: SignedInRequest, pk: int) -> HttpResponse:
    """At once; its page says so, and takes it back with one press."""
    found = _run_one(request, pk)
    side = _side(request.user, found.goal)
    actions.take_away(found, by=request.user, side=side, now=timezone.now())
    return redirect(found)


@require_POST
@signed_in
def put_back(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _run_one(request, pk)
    try:
        actions.put_back(found, by=request.user, side=_side(request.user, found.goal))
    except Refused as refused:
        messages.error(request, REFUSED[refused.reason])
    else:
        messages.success(request, _("Het cijfer staat er weer."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who counts fills in what it was, until the review of that quarter is closed."""
    found = indicator_of(request, pk)
    require(permissions.can_measure(request.user, found) and found.removed_at is None)
    form = MeasureForm(
        request.POST if request.method == "POST" else None,
        periods=open_periods(found, timezone.localdate()),
        unit=found.unit,
    )
    if form.is_valid() and _fill_in(request, found, form):
        messages.success(request, _("Ingevuld. U kunt het nog aanpassen tot het gesprek erover."))
        return redirect(found)
    return _form_page(request, found, form, "measure")


def indicator_of(request: Request, pk: int) -> Indicator:
    """With all that its pages say; also one that was taken away."""
    goals = Goal.objects.standing().visible_to(request.user)
    found = Indicator.objects.filter(goal__in=goals.values("pk")).select_related(
        "goal__plan__neighbourhood__municipality", "series", "counted_by"
    )
    return get_object_or_404(found, pk=pk)


def indicator_frame(found: Indicator) -> dict[str, object]:
    title = reading.title_of(found)
    return frame(found.goal.plan) | {"goal": found.goal, "indicator": found, "title": title}


def _fill_in(request: SignedInRequest, found: Indicator, form: MeasureForm) -> bool:
    year, quarter = form.chosen
    value = form.cleaned_data["value"]
    try:
        actions.fill_in(
            found, value, year=year, quarter=quarter, by=request.user, now=timezone.now()
        )
    except Refused as refused:
        form.add_error("period", REFUSED[refused.reason])
        return False
    return True


def _shows_tools(request: Request, goal: Goal) -> bool:
    """As `can_follow_figures`, of what is known already; who presses is asked again."""
    if goal.plan.neighbourhood_id in office(request).coordinates:
        return True
    return permissions.leads_for(request.user, goal) is not None


def _followed(request: Request, pk: int) -> Goal:
    """Figures belong to a goal that was chosen."""
    goal = goal_of(request, pk)
    if goal.state not in WAS_CHOSEN:
        raise Http404
    return goal


def _run(request: SignedInRequest, pk: int) -> Goal:
    """To follow another figure, the goal must still run."""
    goal = _followed(request, pk)
    if not goal.is_chosen:
        raise Http404
    require(permissions.can_follow_figures(request.user, goal))
    return goal


def _run_one(request: SignedInRequest, pk: int) -> Indicator:
    found = indicator_of(request, pk)
    require(permissions.can_follow_figures(request.user, found.goal))
    return found


def _side(user: User, goal: Goal) -> Side:
    """For whom they act: the coordinator, or the party that leads it."""
    party = permissions.leads_for(user, goal)
    return side_of(party) if party else Side.MUNICIPALITY


def _new(
    request: SignedInRequest, goal: Goal, form: IndicatorForm, kind: Source, **more: object
) -> HttpResponse:
    if form.is_valid() and (made := _add(request, goal, form)):
        messages.success(request, _("Het cijfer staat bij het doel."))
        return redirect(made)
    return render(
        request,
        "goals/new_indicator_of.html",
        frame(goal.plan) | {"goal": goal, "form": form, "kind": KINDS[kind], **more},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _add(request: SignedInRequest, goal: Goal, form: IndicatorForm) -> Indicator | None:
    try:
        return actions.add(
            goal,
            form.wanted,
            key=form.cleaned_data["key"],
            by=request.user,
            side=_side(request.user, goal),
            now=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, REFUSED[refused.reason])
        return None


def _form_page(
    request: SignedInRequest, found: Indicator, form: AdjustForm | MeasureForm, template: str
) -> HttpResponse:
    return render(
        request,
        f"goals/{template}.html",
        indicator_frame(found) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )
