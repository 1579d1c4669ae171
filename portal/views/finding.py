"""Finding one's neighbourhood, on all real municipalities and wijken of the Netherlands."""

from functools import cache

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page
from initiatives.models import Initiative
from initiatives.selections.cards import cards
from initiatives.states import Visibility
from neighbourhoods.models import Area, Neighbourhood
from neighbourhoods.selections.maps import draw
from neighbourhoods.selections.places import find_places

SHOWN = 6
LONGEST_QUERY = 100


@require_safe
def home(request: Request) -> HttpResponse:
    """Search by postcode, place or name; below it, where it happens already."""
    asked = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    found = find_places(asked) if asked else None
    places = _running(lively=True)[:SHOWN]
    return render(
        request,
        "portal/home.html",
        {
            "found": found,
            "asked": found.query if found else "",
            "places": places,
            "municipalities": sorted(
                {one.municipality for one in places}, key=lambda one: (one.name, one.pk)
            ),
            "cards": cards(
                Initiative.objects.visible_to(request.user)
                .under_way()
                .for_cards()
                .newest_first()[:3]
            ),
        },
        partial="found",
    )


@require_safe
def neighbourhoods(request: Request) -> HttpResponse:
    shown = page(_running(), request.GET.get("page"))
    return render(request, "portal/neighbourhoods.html", {"page": shown})


@require_safe
def area(request: Request, code: str) -> HttpResponse:
    """A wijk where no wijkaanpak runs yet: says so kindly, and who can start one."""
    found = get_object_or_404(Area.objects.wijken().select_related("municipality"), code=code)
    running = Neighbourhood.objects.public().filter(areas=found).first()
    if running:
        return redirect(running)
    return render(
        request,
        "portal/area.html",
        {
            "area": found,
            "drawing": draw([found]),
            "near": list(_running().filter(municipality=found.municipality)[:SHOWN]),
        },
    )


def _running(*, lively: bool = False) -> QuerySet[Neighbourhood]:
    """Neighbourhoods where a wijkaanpak runs, the liveliest first, with how much happens.

    `lively`: only those where something does.
    """
    running = (
        Neighbourhood.objects.public()
        .select_related("municipality")
        .only("slug", "name", "drawing", "municipality__name", "municipality__slug")
        .annotate(initiative_count=_number_public())
    )
    shown = running.filter(initiative_count__gt=0) if lively else running
    return shown.order_by("-initiative_count", "name", "pk")


@cache  # an expression: each query takes a copy
def _number_public() -> Coalesce:
    public = Initiative.objects.filter(neighbourhood=OuterRef("pk"), visibility=Visibility.PUBLIC)
    counted = public.order_by().values("neighbourhood").annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(counted), 0)
