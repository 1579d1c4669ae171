"""What people say that a figure means (O13)."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest, signed_in
from activity.actions import Side
from core.htmx import render
from neighbourhoods.http import office
from partners.actions.organisations import side_of

from ..actions import meanings as actions
from ..forms.meanings import MeaningForm
from ..models import Indicator, Meaning
from ..selections.speaking import spoken_for
from ..states import Refused
from .indicators import indicator_frame, indicator_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    found = indicator_of(request, pk)
    if found.removed_at:
        raise Http404
    place = found.goal.plan.neighbourhood
    works_here = place.pk in office(request).works_in
    form = MeaningForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4()},
        organisations=spoken_for(request.user, place),
    )
    if form.is_valid() and (meaning := _give(request, found, form, works_here=works_here)):
        messages.success(request, _("Uw woorden staan bij het cijfer."))
        return redirect(meaning)
    return render(
        request,
        "goals/give_meaning.html",
        indicator_frame(found) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_back(request: SignedInRequest, pk: int, meaning: int) -> HttpResponse:
    """Asks first: what is taken back is gone. Of others there is nothing here."""
    found = indicator_of(request, pk)
    written = Meaning.objects.filter(indicator=found, pk=meaning).first()
    if written is None and request.method == "POST":
        return redirect(found)  # pressed twice
    if written is None or written.person_id != request.user.pk:
        raise Http404
    if request.method == "POST":
        actions.take_back(written, by=request.user)
        messages.success(request, _("Uw woorden zijn weg."))
        return redirect(found)
    context = indicator_frame(found) | {"meaning": written}
    return render(request, "goals/take_back_meaning.html", context)


def _give(
    request: SignedInRequest, found: Indicator, form: MeaningForm, *, works_here: bool
) -> Meaning | None:
    organisation = form.organisation_chosen
    own = Side.MUNICIPALITY if works_here else Side.RESIDENT
    try:
        return actions.give(
            found,
            form.cleaned_data["words"],
            organisation=organisation,
            key=form.cleaned_data["key"],
            by=request.user,
            side=side_of(organisation) if organisation else own,
            now=timezone.now(),
        )
    except Refused:
        form.add_error("words", _("U schreef net al veel. Wacht even, en druk dan nog eens."))
        return None
