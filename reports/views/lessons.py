"""The library of lessons, a lesson, and looking back on a goal (O62, O65)."""

from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from core.paging import Page, page
from goals.models import Goal
from goals.permissions import leads_for
from initiatives.states import THEME_ICONS, Theme
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import lessons as actions
from ..forms.lessons import GoalLookBackForm, LibraryForm
from ..models import GoalLookBack, Lesson
from ..selections.lessons import answers, cards_of, find, library, like, writes_for
from .which import ended_goal, public_place

LONGEST_TITLE = 100
PER_PAGE = 12
NAMES = ("helped", "otherwise", "brought")


@require_safe
def lessons(request: Request) -> HttpResponse:
    """Of all neighbourhoods."""
    return _library(request, None)


@require_safe
def lessons_here(request: Request, slug: str) -> HttpResponse:
    """Of one neighbourhood; there one writes down how it was done as well."""
    return _library(request, public_place(slug))


@require_safe
def lesson(request: Request, pk: int) -> HttpResponse:
    """What was learned of an initiative or a goal; a method has a page of its own."""
    rows = Lesson.objects.shown().select_related(
        "neighbourhood__municipality", "look_back__initiative", "goal_look_back__goal"
    )
    found = get_object_or_404(
        rows.defer("neighbourhood__drawing", "neighbourhood__introduction"), pk=pk
    )
    if found.method_id:
        return redirect(found)
    told = found.look_back or found.goal_look_back
    of = found.look_back.initiative if found.look_back else None
    return render(
        request,
        "reports/lesson.html",
        {
            "neighbourhood": found.neighbourhood,
            "section": "about",
            "lesson": found,
            "of": of or (found.goal_look_back.goal if found.goal_look_back else None),
            "is_goal": of is None,
            "answers": answers(told),
            "theme": Theme(found.theme).label,
            "theme_icon": THEME_ICONS[Theme(found.theme)],
        },
    )


@require_POST
def like_title(request: Request, slug: str) -> HttpResponse:
    """What others learned, for who types a title; posted, so that the title is in no address."""
    public_place(slug)
    title = request.POST.get("title", "")[:LONGEST_TITLE]
    return render(request, "components/lessons_offered.html", {"cards": like(title)})


@require_safe
def of_goal(request: Request, pk: int) -> HttpResponse:
    """A part of the page of a goal that ended: what was learned, and who may write that."""
    goal = ended_goal(request, pk)
    told = GoalLookBack.objects.filter(goal=goal).first()
    return render(
        request,
        "reports/of_goal.html",
        _frame(goal)
        | {
            "answers": answers(told) if told else [],
            "may": permissions.can_look_back(request.user, goal),
        },
        partial="lessons",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def look_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Three short questions; what was answered before stands in the form."""
    goal = ended_goal(request, pk)
    require(permissions.can_look_back(request.user, goal))
    before = GoalLookBack.objects.filter(goal=goal).first()
    known = {name: getattr(before, name) for name in NAMES} if before else {}
    form = GoalLookBackForm(request.POST or None, initial=known | {"key": uuid4()})
    if form.is_valid():
        actions.look_back(
            goal,
            **form.cleaned_data,
            organisation=leads_for(request.user, goal),
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Dank u wel. Anderen leren ervan."))
        return redirect(goal)
    return render(
        request,
        "reports/look_back.html",
        _frame(goal) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _frame(goal: Goal) -> dict[str, object]:
    return {
        "neighbourhood": goal.plan.neighbourhood,
        "section": "goals",
        "plan": goal.plan,
        "goal": goal,
    }


def _library(request: Request, place: Neighbourhood | None) -> HttpResponse:
    chosen = LibraryForm(request.GET).chosen()
    rows, number = library(place, chosen["thema"]), request.GET.get("page")
    resembling = False
    if chosen["zoek"]:
        found = find(rows, chosen["zoek"])
        keys, resembling = page(found.keys, number, PER_PAGE), found.resembling
    else:
        newest = rows.newest_first().values_list("pk", flat=True)
        keys = page(newest, number, PER_PAGE, total=rows.count())
    shown = Page(cards_of(keys.rows), keys.number, keys.last, keys.total)
    context: dict[str, object] = {
        "section": "about" if place else "lessons",
        "page": shown,
        "resembling": resembling and bool(shown.rows),
        "chosen": chosen,
        "themes": [(one.value, one.label, THEME_ICONS[one]) for one in Theme],
        "query": _query(chosen),
        "here": place,
        "may_write": place is not None and _may_write(request, place),
    }
    if place:
        context["neighbourhood"] = place
    return render(request, "reports/lessons.html", context, partial="results")


def _query(chosen: dict[str, str]) -> str:
    """For the pages of what was chosen, ending in "&"."""
    query = urlencode([(name, value) for name, value in chosen.items() if value])
    return f"{query}&" if query else ""


def _may_write(request: Request, place: Neighbourhood) -> bool:
    if not request.user.is_authenticated:
        return False
    return bool(writes_for(request.user, place)) or permissions.builds(request.user, place)
