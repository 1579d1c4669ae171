"""Finding initiatives: where they are, and which resemble what somebody types."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from core.htmx import Request, render
from neighbourhoods.models import Neighbourhood

from ..forms.finding import FilterForm, without
from ..selections.finding import similar as similar_to
from ..selections.listing import choose, parts

LONGEST_TITLE = 100


@require_safe
def where(request: Request, slug: str) -> HttpResponse:
    """The area drawn, and per buurt how many there are of what is looked for."""
    neighbourhood = get_object_or_404(Neighbourhood.objects.public(), slug=slug)
    chosen = FilterForm(request.GET).chosen()
    everywhere = choose(neighbourhood, request.user, **chosen | {"waar": ""})
    return render(
        request,
        "initiatives/where.html",
        {
            "neighbourhood": neighbourhood,
            "section": "initiatives",
            "parts": parts(everywhere),
            "chosen": chosen["waar"],
            "query": without(chosen, "waar"),
        },
        partial="where",
    )


@require_POST
def similar(request: Request, slug: str) -> HttpResponse:
    """What is there already, for who types a title; posted, so that the title is in no address."""
    neighbourhood = get_object_or_404(Neighbourhood.objects.public().for_links(), slug=slug)
    title = request.POST.get("title", "")[:LONGEST_TITLE]
    return render(
        request,
        "components/similar.html",
        {
            "neighbourhood": neighbourhood,
            "similar": similar_to(title, neighbourhood),
            "is_typing": True,
        },
    )
