"""Somebody in the light (O38): proposed, agreed to by themselves, and taken back when they want."""

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest, signed_in
from accounts.models import User
from core.access import require
from core.htmx import Request, render
from initiatives.models import Initiative
from neighbourhoods.http import office
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import thanks as actions
from ..forms.thanks import TEAM, SpotlightForm
from ..models import Spotlight
from ..selections.thanks import in_the_light, lit, people_here, teams_here
from ..states.thanks import Light, NoLight
from .which import public_place


@require_safe
def lights(request: Request, slug: str) -> HttpResponse:
    """Who stand in the light now: a part of the page of the neighbourhood."""
    place = public_place(slug)
    return render(
        request,
        "reports/lights.html",
        {
            "neighbourhood": place,
            "section": "about",
            "lights": in_the_light(place, timezone.localdate()),
            "may": permissions.can_propose_light(request.user, place),
        },
        partial="lights",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def propose_light(request: SignedInRequest, slug: str) -> HttpResponse:
    """By coordinator and builder, who see as well what waits and what stands there."""
    place = public_place(slug)
    require(permissions.can_propose_light(request.user, place))
    today = timezone.localdate()
    form = SpotlightForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()},
        teams=teams_here(place),
        people=people_here(place),
        today=today,
    )
    if form.is_valid():
        actions.propose(
            _chosen(form),
            form.cleaned_data["words"],
            until=form.cleaned_data["until"],
            neighbourhood=place,
            key=form.cleaned_data["key"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Gevraagd. Na een ja staat het op de pagina van de wijk."))
        return redirect("reports:propose_light", slug)
    return render(
        request,
        "reports/propose_light.html",
        {
            "neighbourhood": place,
            "section": "about",
            "form": form,
            "lights": _of_place(place, today),
            "coordinates_here": place.pk in office(request).coordinates,
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def spotlight(request: SignedInRequest, pk: int) -> HttpResponse:
    """For whom it is about: yes, no or no longer, with one press; who proposed it, and who
    coordinates, read it and can take it back. For others there is nothing here."""
    rows = Spotlight.objects.select_related(
        "neighbourhood__municipality", "person", "initiative", "proposed_by"
    )
    light = get_object_or_404(rows.filter(neighbourhood__is_public=True), pk=pk)
    answers = permissions.answers_light(request.user, light)
    takes_back = answers or permissions.can_withdraw_light(request.user, light)
    if not takes_back:
        raise Http404
    if request.method == "POST":
        return _pressed(request, light, answers=answers)
    return render(
        request,
        "reports/spotlight.html",
        {
            "neighbourhood": light.neighbourhood,
            "section": "about",
            "light": light,
            "lit": lit(light),
            "answers": answers,
            "is_over": light.until < timezone.localdate(),
            "by": light.proposed_by.public_name,
        },
    )


def _pressed(request: SignedInRequest, light: Spotlight, *, answers: bool) -> HttpResponse:
    want, now = request.POST.get("want", ""), timezone.now()
    try:
        if want == "withdraw":
            actions.withdraw(light, by=request.user, now=now)
            messages.success(request, _("Weggehaald. Het staat nergens meer."))
        elif want == "yes":
            require(answers)
            actions.agree(light, by=request.user, now=now)
            messages.success(request, _("Fijn! Het staat op de pagina van de wijk."))
            return redirect(light.neighbourhood)
        elif want == "no":
            require(answers)
            actions.decline(light, by=request.user, now=now)
            messages.success(request, _("Goed. Het komt nergens te staan."))
    except NoLight:
        messages.info(request, _("Dit is al weggehaald of voorbij."))
    return redirect(light)


def _chosen(form: SpotlightForm) -> User | Initiative:
    """One of those that the form offers."""
    sort, key = form.chosen
    return Initiative.objects.get(pk=key) if sort == TEAM else User.objects.get(pk=key)


def _of_place(place: Neighbourhood, today: date) -> list[Spotlight]:
    """What waits for a yes, and what stands there; who said no is not told here."""
    rows = Spotlight.objects.open(today).filter(neighbourhood=place)
    waiting = rows.select_related("person", "initiative").order_by("-at", "-pk")[:50]
    return sorted(waiting, key=lambda one: one.state != Light.ASKED)
