"""Concerns, for who answers them: the answer, another who takes it up, and who gets which."""

from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import render
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.colleagues import colleagues_in

from .. import permissions
from ..actions import concerns
from ..forms.concern import ConcernAnswerForm, RouteForm, SendOnForm
from ..models import Concern, ConcernRoute, Organisation
from ..selections.concerns import Holder, contact_of, due_words
from ..states import ConcernState, Kind, Overtaken
from .concerns import frame, here, seen


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was overtaken sees the answer of the other, and keeps what they wrote."""
    concern = _answerable(request, pk)
    start = {"seen": concern.version, "key": uuid4()}
    form = ConcernAnswerForm(request.POST or None, request.FILES or None, initial=start)
    if not form.is_valid():
        return _answer_page(request, concern, form, status=422 if form.is_bound else 200)
    clean = form.cleaned_data
    try:
        concerns.answer(
            concern,
            ConcernState(clean["outcome"]),
            reason=clean["reason"],
            possible=clean["possible"],
            photo=clean["photo"],
            seen=clean["seen"],
            key=clean["key"],
            by=request.user,
        )
    except Overtaken:
        concern = _answerable(request, pk)
        kept = {name: clean[name] for name in ("outcome", "reason", "possible")}
        again = ConcernAnswerForm(initial=kept | {"seen": concern.version, "key": uuid4()})
        return _answer_page(request, concern, again, overtaken=True, status=409)
    messages.success(request, _("Uw antwoord staat op de pagina. Wie het meldde, krijgt bericht."))
    return redirect(concern)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def send_on(request: SignedInRequest, pk: int) -> HttpResponse:
    """To a colleague or an organisation; the date stays."""
    concern = _answerable(request, pk)
    if not concern.is_open:
        return redirect(concern)
    place = concern.neighbourhood
    form = SendOnForm(
        request.POST or None,
        initial={"seen": concern.version},
        colleagues=colleagues_in(place),
        organisations=_organisations(place),
    )
    if form.is_valid():
        clean = form.cleaned_data
        try:
            concern = concerns.send_on(
                concern,
                _with_contact(form.chosen),
                reason=clean["reason"],
                seen=clean["seen"],
                by=request.user,
            )
        except Overtaken:
            messages.info(request, _("Een ander was u voor. Kijk hoe het er nu voor staat."))
            return redirect(concern)
        messages.success(request, _("Doorgestuurd. De datum van het antwoord blijft staan."))
        return redirect(concern)
    return render(
        request,
        "partners/send_on.html",
        frame(concern) | {"form": form, "says": due_words(concern)},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def routes(request: SignedInRequest, slug: str) -> HttpResponse:
    """Which organisation or colleague gets which kind of concern."""
    place = here(slug)
    require(permissions.can_route_concerns(request.user, place))
    form = RouteForm(
        request.POST or None,
        neighbourhood=place,
        colleagues=colleagues_in(place),
        organisations=_organisations(place),
    )
    if form.is_valid():
        clean = form.cleaned_data
        concerns.set_route(place, clean["kind"], clean["buurt"], form.chosen, by=request.user)
        messages.success(request, _("Bewaard. Het geldt voor wat vanaf nu gemeld wordt."))
        return redirect("partners:concern_routes", slug)
    known = ConcernRoute.objects.filter(neighbourhood=place)
    return render(
        request,
        "partners/concern_routes.html",
        {
            "neighbourhood": place,
            "section": "about",
            "form": form,
            "routes": known.select_related("buurt", "organisation", "officer").order_by(
                "kind", "buurt__search_name", "pk"
            ),
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _answerable(request: SignedInRequest, pk: int) -> Concern:
    concern = seen(request, pk)
    require(permissions.can_answer_concern(request.user, concern))
    return concern


def _organisations(place: Neighbourhood) -> list[Organisation]:
    """Of this neighbourhood or of all of the municipality, with somebody who can answer."""
    return list(
        Organisation.objects.filter(
            Q(neighbourhood=place) | Q(neighbourhood=None),
            municipality=place.municipality_id,
            is_listed=True,
            members__person__erased_at=None,
            members__isnull=False,
        )
        .exclude(kind=Kind.MUNICIPALITY)
        .distinct()
        .order_by("name", "pk")
    )


def _with_contact(holder: Holder) -> Holder:
    if holder.organisation is None:
        return holder
    return holder._replace(owner=contact_of(holder.organisation))


def _answer_page(
    request: SignedInRequest,
    concern: Concern,
    form: ConcernAnswerForm,
    *,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "partners/answer_concern.html",
        frame(concern)
        | {
            "form": form,
            "answers": list(concern.answers.select_related("by", "organisation")),
            "says": due_words(concern),
            "overtaken": overtaken,
        },
        partial="form",
        status=status,
    )
