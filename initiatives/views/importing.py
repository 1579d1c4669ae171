"""A list of what residents do already: chosen, read, looked at, confirmed, and taken back."""

from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.htmx import render
from core.paging import page
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import imports
from ..forms.imports import BringForm, ColumnsForm, ConfirmForm
from ..models import Import
from ..selections import imports as reading
from ..selections.recognising import Places, places_of
from ..states import ImportState, NotPossible, Overtaken, RowState

PER_PAGE = 50
STEPS = [gettext_lazy("Bestand"), gettext_lazy("Kolommen"), gettext_lazy("Controleren")]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bring_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Bring a list, and those that were brought before."""
    place = _run(request, slug)
    now = timezone.localtime()
    form = BringForm(
        request.POST or None,
        request.FILES or None,
        this_year=now.year,
        initial={"year": now.year, "key": uuid4()},
    )
    if form.is_valid():
        clean = form.cleaned_data
        found = imports.bring(
            place,
            clean["file"],
            name=clean["name"],
            year=clean["year"],
            key=clean["key"],
            by=request.user,
        )
        return redirect("initiatives:import_columns", slug, found.pk)
    return _page(
        request,
        place,
        "bring_list",
        status=422 if form.is_bound else 200,
        form=form,
        page=page(reading.imports_of(place), request.GET.get("page")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_columns(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Which column is what. With `again` only the words of other columns are shown."""
    place, found = _found(request, slug, pk)
    if found.is_confirmed:
        return redirect("initiatives:import_list", slug, pk)
    here = reverse("initiatives:import_columns", args=[slug, pk])
    form = ColumnsForm(
        request.POST or None,
        of=found,
        places=places_of(place),
        today=timezone.localdate(),
        again=_again(here),
    )
    looks = "again" in request.POST or form.is_stale
    if not looks and form.is_valid():
        try:
            imports.choose(found, columns=form.columns(), values=form.values(), now=timezone.now())
        except NotPossible:
            messages.info(request, _("Een collega heeft deze lijst net bevestigd."))
        return redirect("initiatives:import_list", slug, pk)
    return _page(
        request,
        place,
        "import_columns",
        partial="form",
        status=422 if form.is_bound and not looks else 200,
        found=found,
        form=form,
        looks=looks,
    )


@require_safe
@signed_in
def import_list(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Row by row what will happen, how far it is, or what became of it."""
    place, found = _found(request, slug, pk)
    if found.state == ImportState.COLUMNS:
        return redirect("initiatives:import_columns", slug, pk)
    return _list_page(request, place, found)


@require_POST
@signed_in
def import_confirm(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    place, found = _found(request, slug, pk)
    form = ConfirmForm(request.POST, must_look=_must_look(found))
    if not form.is_valid():
        return _list_page(request, place, found, form=form, status=422)
    try:
        imports.confirm(found, seen=form.cleaned_data["seen"], by=request.user, now=timezone.now())
    except Overtaken:
        messages.warning(request, _("Een collega koos andere kolommen. Kijk nog eens."))
    return redirect("initiatives:import_list", slug, pk)


@require_POST
@signed_in
def import_discard(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Throw away what was not confirmed."""
    _place, found = _found(request, slug, pk)
    if imports.discard(found):
        messages.success(request, _("De lijst is weg. Er is niets openbaar geworden."))
        return redirect("initiatives:bring_list", slug)
    return redirect("initiatives:import_list", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_take_back(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Asks first; what somebody did something with stays."""
    place, found = _found(request, slug, pk)
    if request.method == "POST":
        imports.take_back(found, by=request.user, now=timezone.now())
        return redirect("initiatives:import_list", slug, pk)
    if found.state != ImportState.DONE:
        return redirect("initiatives:import_list", slug, pk)
    number = found.rows.filter(state=RowState.MADE).count()
    return _page(request, place, "import_take_back", found=found, number=number)


def _run(request: SignedInRequest, slug: str) -> Neighbourhood:
    """The neighbourhood, for who runs it; for others there is nothing here."""
    found = get_object_or_404(Neighbourhood.objects.select_related("municipality"), slug=slug)
    if not permissions.can_bring_list(request.user, found):
        raise Http404
    return found


def _found(request: SignedInRequest, slug: str, pk: int) -> tuple[Neighbourhood, Import]:
    place = _run(request, slug)
    lists: QuerySet[Import] = Import.objects.in_neighbourhood(place).select_related("by")
    found = get_object_or_404(lists, pk=pk)
    found.neighbourhood = place
    return place, found


def _must_look(found: Import) -> bool:
    return found.state == ImportState.PREVIEW and reading.about_people(found)


def _again(here: str) -> dict[str, str]:
    """What makes a select bring the words of another column."""
    return {
        "data-hx-post": here,
        "data-hx-target": "#form",
        "data-hx-swap": "outerHTML",
        "data-hx-include": "closest form",
        "data-hx-vals": '{"again": "1"}',
    }


def _list_page(
    request: SignedInRequest,
    place: Neighbourhood,
    found: Import,
    form: ConfirmForm | None = None,
    status: int = 200,
) -> HttpResponse:
    numbers = reading.counted(found)
    wanted = request.GET.get("toon", "")
    chips = reading.chips(numbers)
    wanted = wanted if wanted in {chip.value for chip in chips} else ""
    total = next(chip.number for chip in chips if chip.value == wanted)
    chosen = reading.chosen_rows(found, wanted)
    rows = page(chosen, request.GET.get("page"), per_page=PER_PAGE, total=total)
    places = (
        Places.none() if found.is_confirmed else places_of(place)
    )  # what was made names its own
    is_preview = found.state == ImportState.PREVIEW
    return _page(
        request,
        place,
        "import_list",
        partial="progress" if request.htmx.target == "progress" else "rows",
        status=status,
        found=found,
        is_preview=is_preview,
        numbers=numbers,
        new=numbers.get(RowState.NEW, 0),
        made=numbers.get(RowState.MADE, 0),
        stays=numbers.get(RowState.STAYS, 0),
        waiting=reading.waiting(found) if is_preview else 0,
        progress=reading.progress(numbers, is_new=found.state != ImportState.TAKING_BACK),
        chips=chips,
        wanted=wanted,
        here=reverse("initiatives:import_list", args=[place.slug, found.pk]),
        query=f"toon={wanted}&" if wanted else "",
        page=rows,
        rows=reading.shown(rows.rows, places),
        form=form or ConfirmForm(initial={"seen": found.version}, must_look=_must_look(found)),
    )


def _page(
    request: SignedInRequest,
    place: Neighbourhood,
    template: str,
    *,
    partial: str = "",
    status: int = 200,
    **more: object,
) -> HttpResponse:
    return render(
        request,
        f"initiatives/{template}.html",
        {"neighbourhood": place, "section": "about", "steps": STEPS, **more},
        partial=partial,
        status=status,
    )
