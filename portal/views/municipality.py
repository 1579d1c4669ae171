"""A municipality as a whole, for everybody: its neighbourhoods side by side, what was promised in a
year, and what is late."""

from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.paging import page
from core.tables import Format, download
from neighbourhoods.models import Area, Municipality, Neighbourhood
from neighbourhoods.permissions import administers

from ..forms import LateForm, PromisesForm
from ..selections import overview, owed, promises

FIRST_YEAR = 2020  # as goals have it
YEARS_TO_CHOOSE = 3
PER_PAGE = 12  # rows here are long
AREAS = 60


@require_safe
def municipality(request: Request, slug: str) -> HttpResponse:
    """Side by side; where nothing runs yet, all its wijken."""
    found, today = _municipality(slug), timezone.localdate()
    places = _running(found)
    year = _year(request, today)
    shown = page(places, request.GET.get("page"), per_page=PER_PAGE)
    return render(
        request,
        "portal/municipality.html",
        {
            "municipality": found,
            "page": shown,
            "rows": overview.rows(shown.rows, year, now=timezone.now()) if places else [],
            "year": str(year),
            "this_year": str(today.year),
            "last_year": str(today.year - 1),
            "query": f"jaar={year}&" if year != today.year else "",
            "files": files("portal:overview_file", found, f"jaar={year}"),
            "years": [str(today.year - before) for before in range(YEARS_TO_CHOOSE)],
            "areas": None if places else page(_areas(found), request.GET.get("page"), AREAS),
            "can_manage": administers(request.user, found),
        },
    )


@require_safe
def overview_file(request: Request, slug: str, kind: str) -> HttpResponse:
    """What the page shows, of all neighbourhoods."""
    found, year = _municipality(slug), _year(request, timezone.localdate())
    rows = overview.rows(_running(found), year, now=timezone.now())
    title = _("Wijken van %(name)s") % {"name": found.name}
    return download(overview.sheet(rows, title), _format(kind), f"wijken-{found.slug}-{year}")


@require_safe
def areas(request: Request, slug: str) -> HttpResponse:
    found = _municipality(slug)
    shown = page(_areas(found), request.GET.get("page"), AREAS)
    return render(request, "portal/areas.html", {"municipality": found, "page": shown})


@require_safe
def promised(request: Request, slug: str) -> HttpResponse:
    """How many of a year's promises were kept, and which not, and why."""
    found, now = _municipality(slug), timezone.now()
    form = _promises_form(request, found)
    chosen = form.chosen()
    made = promises.promised(form.places, form.year)
    numbers = promises.numbers(made, today=timezone.localdate(now))
    standing = promises.standing(made, chosen["stand"], today=timezone.localdate(now))
    total = numbers.of(chosen["stand"])
    shown = page(standing, request.GET.get("page"), total=total)
    query = urlencode({name: value for name, value in chosen.items() if value})
    return render(
        request,
        "portal/promises.html",
        {
            "municipality": found,
            "form": form,
            "year": str(form.year),
            "place": form.place,
            "numbers": numbers,
            "page": shown,
            "lines": promises.lines(shown.rows, now=now),
            "query": query,
            "files": files("portal:promised_file", found, query),
        },
        partial="results",
    )


@require_safe
def promised_file(request: Request, slug: str, kind: str) -> HttpResponse:
    """What was chosen, all of it."""
    found, now = _municipality(slug), timezone.now()
    form = _promises_form(request, found)
    made = promises.promised(form.places, form.year)
    standing = promises.standing(made, form.chosen()["stand"], today=timezone.localdate(now))
    title = _("Afspraken van %(year)s") % {"year": form.year}
    name = f"afspraken-{form.place.slug if form.place else found.slug}-{form.year}"
    return download(promises.sheet(standing, title, now=now), _format(kind), name)


@require_safe
def late(request: Request, slug: str) -> HttpResponse:
    """What is late, and with whom it is."""
    found, now = _municipality(slug), timezone.now()
    places = _running(found)
    form = LateForm(request.GET.dict(), places=places)
    chosen = form.chosen()["wijk"]
    keys = [one.pk for one in places if not chosen or one.slug == chosen]
    shown = page(owed.stuck(keys, now=now), request.GET.get("page"))
    names = {one.pk: one.name for one in places}
    return render(
        request,
        "portal/late.html",
        {
            "municipality": found,
            "form": form,
            "page": shown,
            "lines": [(one, names[one.place]) for one in owed.lines(shown.rows)],
            "query": urlencode({"wijk": chosen}) if chosen else "",
        },
        partial="results",
    )


def files(address: str, found: Municipality, query: str) -> list[tuple[str, str]]:
    """Where the list is to be had, and as what."""
    return [(f"{reverse(address, args=[found.slug, kind])}?{query}", kind.label) for kind in Format]


def _municipality(slug: str) -> Municipality:
    return get_object_or_404(Municipality, slug=slug)


def _running(found: Municipality) -> list[Neighbourhood]:
    """Where a wijkaanpak runs, by name."""
    here = Neighbourhood.objects.public().filter(municipality=found)
    return list(here.for_links().order_by("name", "pk"))


def _areas(found: Municipality) -> QuerySet[Area]:
    return Area.objects.wijken().current().filter(municipality=found).for_lists().by_name()


def _promises_form(request: Request, found: Municipality) -> PromisesForm:
    today = timezone.localdate()
    return PromisesForm(
        request.GET.dict(),
        places=_running(found),
        years=promises.years(found, today),
        last_year=today.year - 1,
    )


def _year(request: Request, today: date) -> int:
    """That of the address, if there can be something of it."""
    asked = request.GET.get("jaar", "")
    known = {str(year): year for year in range(FIRST_YEAR, today.year + 1)}
    return known.get(asked, today.year)


def _format(kind: str) -> Format:
    try:
        return Format(kind)
    except ValueError as unknown:
        raise Http404 from unknown
