"""A municipality's own figures: chosen, read, looked at row by row, and confirmed."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.htmx import render
from core.paging import page
from neighbourhoods.models import Municipality

from .. import permissions
from ..actions import importing as actions
from ..actions.figures import DIVISION
from ..forms.importing import BringFiguresForm
from ..models import FigureImport
from ..selections.importing import Refused, Wrong
from ..selections.importing import preview as look

PER_PAGE = 50
STEPS = [gettext_lazy("Bestand"), gettext_lazy("Controleren")]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bring(request: SignedInRequest, slug: str) -> HttpResponse:
    municipality = _run(request, slug)
    form = BringFiguresForm(request.POST or None, request.FILES or None, initial={"key": uuid4()})
    if form.is_valid():
        clean = form.cleaned_data
        found = actions.bring(
            municipality,
            clean["file"],
            source=clean["source"],
            licence=clean["licence"],
            key=clean["key"],
            by=request.user,
            now=timezone.now(),
        )
        return redirect("goals:figure_import", slug, found.pk)
    is_sent = request.method == "POST"
    if is_sent and not form.is_bound:  # nothing at all was sent
        form = BringFiguresForm({}, {})
    earlier = FigureImport.objects.filter(municipality=municipality).defer("rows", "refused")
    return render(
        request,
        "goals/bring_figures.html",
        {
            "municipality": municipality,
            "steps": STEPS,
            "form": form,
            "page": page(earlier.select_related("by").order_by("-at"), request.GET.get("page")),
        },
        partial="form",
        status=422 if is_sent else 200,
    )


@require_safe
@signed_in
def preview(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What confirming will do, and each row that is left out with its reason."""
    municipality, found = _found(request, slug, pk)
    refused = page([Refused(*row) for row in found.refused], request.GET.get("page"), PER_PAGE)
    return render(
        request,
        "goals/figure_import.html",
        {
            "municipality": municipality,
            "steps": STEPS,
            "found": found,
            "look": None if found.confirmed_at else look(found, DIVISION),
            "page": refused,
            "refused": [(row, Wrong(row.reason).label) for row in refused.rows],
        },
    )


@require_POST
@signed_in
def confirm(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    _municipality, found = _found(request, slug, pk)
    written = actions.confirm(found, by=request.user, now=timezone.now())
    if number := written.created + written.changed:
        words = ngettext(
            "%(number)s cijfer is overgenomen.", "%(number)s cijfers zijn overgenomen.", number
        )
        messages.success(request, words % {"number": number})
    else:
        messages.info(request, _("Er veranderde niets: deze cijfers stonden er al."))
    return redirect("goals:figure_import", slug, pk)


@require_POST
@signed_in
def discard(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Throw away what was not confirmed."""
    _municipality, found = _found(request, slug, pk)
    if actions.discard(found):
        messages.success(request, _("De lijst is weg. Er is niets veranderd."))
        return redirect("goals:bring_figures", slug)
    return redirect("goals:figure_import", slug, pk)


def _run(request: SignedInRequest, slug: str) -> Municipality:
    """For who may bring figures; for others there is nothing here."""
    found = get_object_or_404(Municipality, slug=slug)
    if not permissions.can_bring_figures(request.user, found):
        raise Http404
    return found


def _found(request: SignedInRequest, slug: str, pk: int) -> tuple[Municipality, FigureImport]:
    municipality = _run(request, slug)
    found = get_object_or_404(FigureImport.objects.select_related("by"), pk=pk)
    if found.municipality_id != municipality.pk:
        raise Http404
    return municipality, found
