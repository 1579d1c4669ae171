"""What happens, for who follows it in a news reader of their own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.feeds import answer
from core.htmx import Request
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood

from ..selections import feeds


@require_safe
def neighbourhood_feed(request: Request, slug: str) -> HttpResponse:
    place = get_object_or_404(Neighbourhood.objects.public().for_links(), slug=slug)
    return answer(request, feeds.of_neighbourhood(place))


@require_safe
def reports_feed(request: Request, slug: str) -> HttpResponse:
    place = get_object_or_404(Neighbourhood.objects.public().for_links(), slug=slug)
    return answer(request, feeds.of_reports(place))


@require_safe
def initiative_feed(request: Request, pk: int) -> HttpResponse:
    """A reader cannot sign in: only of what everybody sees."""
    public = Initiative.objects.public().select_related("neighbourhood")
    found = get_object_or_404(public.defer("neighbourhood__drawing"), pk=pk)
    return answer(request, feeds.of_initiative(found))
