"""Searching everything; places stand apart, because they are all of the Netherlands."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from core.htmx import Request, render
from core.text import clean
from neighbourhoods.selections.places import find_places

from ..selections.search import search as search_all

LONGEST = 100
PLACES = 8


@require_safe
def search(request: Request) -> HttpResponse:
    """Initiatives, organisations and neighbourhoods that may be seen."""
    asked = _asked(request)
    return render(
        request,
        "portal/search.html",
        {
            "section": "search",
            "asked": asked,
            "answers": search_all(asked, request.user, request.GET.get("page")) if asked else None,
            "query": urlencode({"zoek": asked}),
        },
        partial="results",
    )


@require_safe
def places(request: Request) -> HttpResponse:
    """Municipalities, wijken, buurten and postcodes, also where no wijkaanpak runs."""
    asked = _asked(request)
    return render(
        request,
        "portal/search_places.html",
        {
            "section": "search",
            "asked": asked,
            "found": find_places(asked, PLACES) if asked else None,
        },
        partial="places",
    )


def _asked(request: Request) -> str:
    return clean(request.GET.get("zoek", ""))[:LONGEST].strip()
