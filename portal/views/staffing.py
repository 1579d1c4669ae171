"""Who does the work: handing all of it over, absence, and how it is divided."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from accounts.models import User
from core.access import require
from core.htmx import render
from neighbourhoods import holdings, permissions
from neighbourhoods.models import Absence, Neighbourhood
from neighbourhoods.selections.colleagues import colleagues_in

from ..actions import staffing
from ..forms import AbsenceForm, HandOverAllForm
from ..selections.load import shares


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand_over_all(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """All that somebody holds here goes to a colleague, with a word to the residents."""
    place, officer = _of(request, slug, pk)
    posted = request.POST if request.method == "POST" else None
    form = HandOverAllForm(posted, colleagues=colleagues_in(place, but=officer))
    if form.is_valid():
        successor: User = form.cleaned_data["successor"]
        words = form.cleaned_data["words"]
        try:
            number = staffing.hand_over_all(place, officer, successor, words=words, by=request.user)
        except staffing.WorksElsewhere:
            form.add_error("successor", _("Deze collega werkt hier niet meer. Kies een ander."))
        else:
            messages.success(request, _given(successor, number))
            return redirect("portal:work")
    return _page(
        request,
        place,
        "portal/hand_over_all.html",
        officer=officer,
        held=holdings.held_by(officer, place),
        form=form,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def away(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """From when until when, and who stands in."""
    place, person = _of(request, slug, pk)
    today = timezone.localdate()
    here = Absence.objects.not_over(today).filter(neighbourhood=place)
    known = here.select_related("stand_in").filter(person=person).first()
    form = AbsenceForm(
        request.POST if request.method == "POST" else None,
        initial=(
            {"first_day": known.first_day, "back_on": known.back_on, "stand_in": known.stand_in_id}
            if known
            else {"first_day": today}
        ),
        colleagues=colleagues_in(place, but=person),
        today=today,
    )
    if form.is_valid() and _set_away(request, place, person, form):
        messages.success(request, _("Bewaard. Wie waarneemt, krijgt bericht."))
        return redirect("portal:work")
    return _page(
        request,
        place,
        "portal/away.html",
        officer=person,
        known=known,
        stands_in_for=[one.person for one in here.filter(stand_in=person).select_related("person")],
        form=form,
    )


@require_POST
@signed_in
def back(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    place, person = _of(request, slug, pk)
    staffing.be_back(place, person, by=request.user)
    messages.success(request, _("De afwezigheid is voorbij."))
    return redirect("portal:work")


@require_safe
@signed_in
def load(request: SignedInRequest, slug: str) -> HttpResponse:
    """For who sees to it that answers come; for others there is nothing here."""
    place = _place(slug)
    if not permissions.can_set_texts(request.user, place):
        raise Http404
    return render(
        request,
        "portal/load.html",
        {
            "neighbourhood": place,
            "section": "work",
            "shares": shares(place, now=timezone.now()),
            "works_here": permissions.works_in(request.user, place),
        },
    )


def _set_away(
    request: SignedInRequest, place: Neighbourhood, person: User, form: AbsenceForm
) -> bool:
    clean = form.cleaned_data
    try:
        staffing.be_away(
            place,
            person,
            stand_in=clean["stand_in"],
            first_day=clean["first_day"],
            back_on=clean["back_on"],
            by=request.user,
        )
    except staffing.AlsoAway:
        form.add_error("stand_in", _("Deze collega is dan ook afwezig. Kies een ander."))
    except staffing.WorksElsewhere:
        form.add_error("stand_in", _("Deze collega werkt hier niet meer. Kies een ander."))
    else:
        return True
    return False


def _given(successor: User, number: int) -> str:
    if not number:
        return _("Er was niets over te geven.")
    words = ngettext(
        "%(number)d initiatief is nu van %(who)s. Het team krijgt bericht.",
        "%(number)d initiatieven zijn nu van %(who)s. De teams krijgen bericht.",
        number,
    )
    return words % {"number": number, "who": successor.public_name}


def _place(slug: str) -> Neighbourhood:
    return get_object_or_404(Neighbourhood.objects.select_related("municipality"), slug=slug)


def _of(request: SignedInRequest, slug: str, pk: int) -> tuple[Neighbourhood, User]:
    """Somebody who works here: for themselves, and for who runs the neighbourhood."""
    place = _place(slug)
    if not (place.is_public or permissions.can_see_closed(request.user, place)):
        raise Http404
    require(request.user.pk == pk or permissions.can_set_texts(request.user, place))
    return place, get_object_or_404(colleagues_in(place), pk=pk)


def _page(
    request: SignedInRequest, place: Neighbourhood, template: str, **more: object
) -> HttpResponse:
    form = more["form"]
    assert isinstance(form, HandOverAllForm | AbsenceForm)
    return render(
        request,
        template,
        {"neighbourhood": place, "section": "work", **more},
        partial="form",
        status=422 if form.is_bound else 200,
    )
