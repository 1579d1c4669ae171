"""What everybody may read."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts.http import browser_of
from activity.selections import moments
from core.htmx import Request, render
from core.paging import page
from core.photos import served
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..forms.finding import FilterForm, without
from ..models import Initiative, Photo
from ..selections.album import album_of
from ..selections.cards import cards
from ..selections.listing import choose, listing
from ..selections.story import as_read_by_others, story, with_photos
from ..states import Visibility
from .page import detail_context, merged_context
from .which import frame, readable


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    neighbourhood = get_object_or_404(Neighbourhood.objects.public().for_links(), slug=slug)
    form = FilterForm(request.GET)
    chosen = form.chosen()
    choice = choose(neighbourhood, request.user, **chosen)
    if choice.part is None:
        chosen["waar"] = ""
    shown = listing(choice, request.GET.get("page"))
    return render(
        request,
        "initiatives/list.html",
        {
            "neighbourhood": neighbourhood,
            "section": "initiatives",
            "form": form,
            "chosen": chosen,
            "listing": shown,
            "cards": cards(shown.page.rows),
            "query": without(chosen),
            "chips": form.chips(chosen, choice.part.name if choice.part else ""),
        },
        partial="results",
    )


@require_safe
def detail(request: Request, pk: str, slug: str) -> HttpResponse:
    initiative = readable(request, pk)
    if request.path != initiative.get_absolute_url():
        return redirect(initiative, permanent=False)
    if initiative.visibility == Visibility.MERGED:
        return render(request, "initiatives/merged.html", merged_context(initiative))
    return render(
        request,
        "initiatives/detail.html",
        detail_context(request, initiative),
        partial=("join", "cover"),
    )


@require_safe
def whole_story(request: Request, pk: int) -> HttpResponse:
    """All that happened, of which the page of the initiative shows the newest few."""
    initiative = readable(request, pk)
    shown = page(story(initiative), request.GET.get("page"))
    told = moments(shown.rows)
    if initiative.is_public and not permissions.leads(request.user, initiative):
        told = as_read_by_others(told)
    photos = album_of(initiative, [int(one.news) for one in told if one.news]).news
    return render(
        request,
        "initiatives/story.html",
        frame(initiative)
        | {
            "page": shown,
            "events": with_photos(told, photos),
        },
    )


@require_safe
def short(request: Request, pk: int) -> HttpResponse:
    """The short address, for a poster or a phone call."""
    return redirect(get_object_or_404(Initiative.objects.readable_by(request.user), pk=pk))


@require_safe
def photo(request: Request, pk: int, width: int, kind: str) -> FileResponse:
    """One width of one photo; who may not see the initiative gets 404."""
    visible = Photo.objects.visible_to(request.user, browser_of(request))
    found = get_object_or_404(visible, pk=pk)
    return served(found, width, kind)
