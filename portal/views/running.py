"""Running a municipality and a neighbourhood: for its administrator and coordinator."""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm, BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from accounts.models import User
from core.access import require
from core.htmx import render
from core.images import Photo, square
from initiatives.selections.answers import person_in_view
from neighbourhoods import holdings, permissions
from neighbourhoods.models import Membership, Municipality, Neighbourhood
from neighbourhoods.selections.absences import with_absence
from neighbourhoods.selections.terms import terms
from neighbourhoods.states import OFFICE, AnswerTo, Role
from neighbourhoods.working_days import due_at

from ..actions import steering
from ..forms import EndRoleForm, OpenForm, PresenceForm, RoleForm, TermForm, TextsForm

MOST_AREAS = 200


@require_safe
@signed_in
def municipality(request: SignedInRequest, slug: str) -> HttpResponse:
    found = _administered(request, slug)
    return _municipality_page(request, found, TermForm(initial=_terms(found)))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_neighbourhood(request: SignedInRequest, slug: str) -> HttpResponse:
    found = _administered(request, slug)
    if "find" in request.POST:
        form = OpenForm(initial=_typed(request), municipality=found)
    else:
        form = OpenForm(request.POST or None, municipality=found)
    if form.is_valid():
        clean = form.cleaned_data
        try:
            opened = steering.open_neighbourhood(
                found, list(clean["areas"]), name=clean["name"], by=request.user
            )
        except steering.AreaTaken:
            form.add_error("areas", _("Een van deze wijken heeft al een wijkaanpak."))
        else:
            messages.success(
                request, _("De wijkaanpak is begonnen. Geef nu iemand de rol van coördinator.")
            )
            return redirect("portal:manage_neighbourhood", opened.slug)
    return render(
        request,
        "portal/open_neighbourhood.html",
        {"section": "work", "municipality": found, "form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def set_term(request: SignedInRequest, slug: str) -> HttpResponse:
    found = _administered(request, slug)
    form = TermForm(request.POST)
    if not form.is_valid():
        return _municipality_page(request, found, form, status=422)
    now = _terms(found)
    for kind, days in form.cleaned_data.items():
        if now[kind] != days:
            steering.set_term(found, AnswerTo(kind), days, by=request.user)
    messages.success(
        request, _("De termijnen zijn bewaard. Data die al zijn beloofd, blijven staan.")
    )
    return redirect("portal:manage_municipality", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def neighbourhood(request: SignedInRequest, slug: str) -> HttpResponse:
    """Texts and people of a neighbourhood."""
    found = _run(request, slug)
    form = TextsForm(request.POST or None, instance=found)
    if form.is_valid():
        clean = form.cleaned_data
        steering.set_texts(
            found,
            motto=clean["motto"],
            introduction=clean["introduction"],
            holds_first_posts=clean["holds_first_posts"],
            by=request.user,
        )
        messages.success(request, _("De teksten zijn bewaard."))
        return redirect("portal:manage_neighbourhood", slug)
    return _neighbourhood_page(request, found, form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def give_role(request: SignedInRequest, slug: str) -> HttpResponse:
    found = _run(request, slug)
    form = RoleForm(request.POST or None, roles=permissions.roles_given_by(request.user, found))
    if form.is_valid():
        clean = form.cleaned_data
        given = steering.give_role(
            found, Role(clean["role"]), email=clean["email"], name=clean["name"], by=request.user
        )
        messages.success(
            request, _("De rol is gegeven. Vul hieronder in wanneer en waar iemand te vinden is.")
        )
        return redirect("portal:presence", slug, given.pk)
    return _role_page(request, found, form, "portal/give_role.html")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def presence(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Face, hours and place of somebody with a role."""
    found = _run(request, slug)
    membership = _membership(found, pk)
    form = PresenceForm(request.POST or None, request.FILES or None, instance=membership)
    if form.is_valid():
        clean = form.cleaned_data
        face: Photo | None = clean["portrait"]
        steering.set_presence(
            membership,
            hours=clean["hours"],
            place=clean["place"],
            phone=clean["phone"],
            portrait=square(face, 320) if face else None,
            by=request.user,
        )
        messages.success(request, _("Bewaard."))
        return redirect("portal:manage_neighbourhood", slug)
    return _role_page(request, found, form, "portal/presence.html", membership=membership)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def end_role(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """A role ends; what an officer holds goes to a colleague."""
    found = _run(request, slug)
    membership = _membership(found, pk)
    gives = permissions.roles_given_by(request.user, found)
    require(permissions.can_end(request.user, membership, gives=gives))
    officer = membership.role == Role.OFFICER
    colleagues = _colleagues(membership)
    hands_over = officer and colleagues.exists()
    held = holdings.held_by(membership.person, found) if officer else 0
    form = EndRoleForm(
        request.POST or None, colleagues=colleagues, is_needed=hands_over and held > 0
    )
    if form.is_valid():
        try:
            steering.end_role(
                membership,
                successor=form.cleaned_data["successor"],
                by=request.user,
                now=timezone.now(),
            )
        except steering.NeedsSuccessor:
            form.add_error(
                "successor" if hands_over else None,
                _("Er wachten nog initiatieven op antwoord. Kies wie die overneemt."),
            )
        except steering.LastCoordinator:
            form.add_error(
                None,
                _(
                    "Zonder coördinator hoort niemand dat een antwoord te laat is. Eerst krijgt "
                    "iemand anders deze rol, van de beheerder van de gemeente."
                ),
            )
        else:
            messages.success(request, _("De rol is gestopt."))
            still_runs = permissions.can_set_texts(request.user, found)
            return redirect("portal:manage_neighbourhood" if still_runs else "portal:about", slug)
    return _role_page(
        request,
        found,
        form,
        "portal/end_role.html",
        membership=membership,
        held=held,
        hands_over=hands_over,
    )


def _typed(request: SignedInRequest) -> dict[str, object]:
    """What stands in the form so far, for who looks for one more wijk."""
    fields = request.POST
    return {
        "name": fields.get("name", ""),
        "zoek": fields.get("zoek", ""),
        "areas": fields.getlist("areas")[:MOST_AREAS],
    }


def _administered(request: SignedInRequest, slug: str) -> Municipality:
    found = get_object_or_404(Municipality, slug=slug)
    require(permissions.administers(request.user, found))
    return found


def _run(request: SignedInRequest, slug: str) -> Neighbourhood:
    found = get_object_or_404(Neighbourhood.objects.select_related("municipality"), slug=slug)
    if not (found.is_public or permissions.can_see_closed(request.user, found)):
        raise Http404
    require(permissions.can_set_texts(request.user, found))
    return found


def _membership(neighbourhood: Neighbourhood, pk: int) -> Membership:
    current = Membership.objects.current().select_related("person", "neighbourhood")
    return get_object_or_404(current, pk=pk, neighbourhood=neighbourhood)


def _colleagues(membership: Membership) -> QuerySet[User]:
    officers = Membership.objects.officers().filter(neighbourhood=membership.neighbourhood)
    others = officers.exclude(person=membership.person)
    return User.objects.filter(pk__in=others.values("person")).order_by("name", "pk")


def _municipality_page(
    request: SignedInRequest, found: Municipality, form: TermForm, status: int = 200
) -> HttpResponse:
    coordinators = Membership.objects.coordinators()
    places = coordinators.filter(neighbourhood__municipality=found)
    return render(
        request,
        "portal/manage_municipality.html",
        {
            "section": "work",
            "municipality": found,
            "form": form,
            "promises": _promises(form, found),
            "running": found.neighbourhoods.order_by("name"),
            "coordinated": set(places.values_list("neighbourhood", flat=True)),
        },
        status=status,
    )


def _terms(found: Municipality) -> dict[str, int]:
    return {kind.value: days for kind, days in terms(found).items()}


def _promises(form: TermForm, found: Municipality) -> list[tuple[BoundField, date]]:
    """Of each kind, before which day something that comes today is answered as it is set now."""
    now, days = timezone.now(), _terms(found)
    return [(field, due_at(now, days[field.name]).date()) for field in form]


def _neighbourhood_page(
    request: SignedInRequest, found: Neighbourhood, form: TextsForm, status: int
) -> HttpResponse:
    memberships = with_absence(
        Membership.objects.in_view().filter(neighbourhood=found), timezone.localdate()
    )
    gives = permissions.roles_given_by(request.user, found)
    return render(
        request,
        "portal/manage_neighbourhood.html",
        {
            "neighbourhood": found,
            "section": "about",
            "form": form,
            "memberships": [
                (
                    one,
                    person_in_view(one),
                    permissions.can_end(request.user, one, gives=gives),
                    one.role in OFFICE,
                )
                for one in memberships
            ],
        },
        status=status,
    )


def _role_page(
    request: SignedInRequest, found: Neighbourhood, form: BaseForm, template: str, **more: object
) -> HttpResponse:
    return render(
        request,
        template,
        {"neighbourhood": found, "section": "about", "form": form, **more},
        partial="form",
        status=422 if form.is_bound else 200,
    )
