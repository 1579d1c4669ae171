"""The pages of a neighbourhood that everybody may read."""

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import browser_of
from accounts.models import Draft
from core.htmx import Request, render
from goals.selections.years import goals_now
from initiatives.models import Initiative, Obstacle
from initiatives.selections.answers import person_in_view
from initiatives.selections.cards import cards
from initiatives.selections.story import lately_in
from neighbourhoods.http import office
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.models.neighbourhood import NeighbourhoodQuerySet
from neighbourhoods.permissions import can_set_texts
from neighbourhoods.selections.absences import with_absence
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo, Role
from partners.models import Organisation
from partners.selections.posts import latest_in
from partners.states import Kind
from reports.models import Spotlight

SHOWN = 6


@require_safe
def neighbourhood(request: Request, slug: str) -> HttpResponse:
    found = get_object_or_404(_public().annotate(total=_how_many(request)), slug=slug)
    initiatives = Initiative.objects.visible_to(request.user).in_neighbourhood(found)
    officers = Membership.objects.officers().filter(neighbourhood=found).named().order_by("pk")
    today, begun = timezone.localdate(), _began_here(request, found)
    response = render(
        request,
        "portal/neighbourhood.html",
        {
            "neighbourhood": found,
            "section": "neighbourhood",
            "officers": [person_in_view(one) for one in with_absence(officers, today)],
            "cards": cards(initiatives.under_way().for_cards().newest_first()[:SHOWN]),
            "events": lately_in(found, SHOWN),
            "latest": latest_in(found, today=today),
            "goals": goals_now(found),
            "begun": begun,
        },
    )
    if begun:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _began_here(request: Request, found: Neighbourhood) -> bool:
    """Whether an idea that was not sent waits in this browser; who is signed in has `mijn/`."""
    browser = "" if request.user.is_authenticated else browser_of(request)
    if not browser:  # most visitors: nothing is asked of the database
        return False
    drafts = Draft.objects.held_by(request.user, browser)
    return drafts.filter(form=f"initiative:{found.slug}").exists()


@require_safe
def about(request: Request, slug: str) -> HttpResponse:
    """Who is here for the neighbourhood, and what it says of itself."""
    found = get_object_or_404(_public(), slug=slug)
    in_view = Membership.objects.in_view().filter(neighbourhood=found)
    people = with_absence(in_view, timezone.localdate())
    return render(
        request,
        "portal/about.html",
        {
            "neighbourhood": found,
            "section": "about",
            "people": [person_in_view(one) for one in people],
            "areas": found.areas.for_lists().by_name(),
            "term": term(found.municipality, AnswerTo.INITIATIVE),
            "can_manage": can_set_texts(request.user, found),
            "may_thank": found.pk in office(request).coordinates
            or any(one.role == Role.BUILDER and one.person_id == request.user.pk for one in people),
            "has_organisations": request.user.is_authenticated or _has_organisations(found),
        },
    )


def _public() -> NeighbourhoodQuerySet:
    """With whether anybody reported an obstacle, and whether somebody stands in the light: a
    section is there when it is first used."""
    obstacles = Obstacle.objects.public().filter(neighbourhood=OuterRef("pk"))
    lights = Spotlight.objects.shown(timezone.localdate()).filter(neighbourhood=OuterRef("pk"))
    public = Neighbourhood.objects.public().annotate(
        has_obstacles=Exists(obstacles), has_lights=Exists(lights)
    )
    return public.select_related("municipality")


def _how_many(request: Request) -> Coalesce:
    """Initiatives that who asks may see there; with the neighbourhood, because that is a query
    less."""
    visible = Initiative.objects.visible_to(request.user)
    here = visible.filter(neighbourhood=OuterRef("pk")).order_by().values("neighbourhood")
    return Coalesce(Subquery(here.annotate(number=Count("pk")).values("number")), 0)


def _has_organisations(found: Neighbourhood) -> bool:
    """Apart from the municipality, which is everywhere."""
    here = Organisation.objects.public().active_in(found)
    return here.exclude(kind=Kind.MUNICIPALITY).exists()
