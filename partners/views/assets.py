"""What is already there: read by everybody, put there by whoever wants to."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.people import be_known_as
from accounts.http import SignedInRequest, signed_in, to_sign_in
from core.htmx import Request, render
from core.paging import page
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import assets
from ..forms.asset import (
    AgreeForm,
    AssetFilterForm,
    AssetForm,
    LookedForm,
    ProposeKnowerForm,
    TextsForm,
    as_it_stands,
)
from ..models import Asset, Organisation
from ..selections.assets import asked_words, asset_card, asset_cards, facilities, is_overdue
from ..states import ASSET_ICONS, AssetKind, TooMany
from .concerns import here

TOO_MANY = gettext_lazy("U plaatste net al veel. Wacht even, en druk dan nog eens.")


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """The newest first, all or of one kind."""
    neighbourhood = here(slug)
    kind = AssetFilterForm(request.GET).chosen()
    found = Asset.objects.shown().in_neighbourhood(neighbourhood).of_kind(kind)
    shown = page(found.for_cards().newest_first(), request.GET.get("page"), total=found.count())
    return render(
        request,
        "partners/assets.html",
        {
            "neighbourhood": neighbourhood,
            "section": "about",
            "kind": kind,
            "kinds": [(one.value, one.label, ASSET_ICONS[one]) for one in AssetKind],
            "page": shown,
            "cards": asset_cards(shown.rows),
            "facilities": facilities(neighbourhood) if shown.number == 1 and not kind else [],
        },
        partial="results",
    )


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    asset = _seen(request, pk)
    is_own = permissions.can_change_asset(request.user, asset)
    return render(
        request,
        "partners/asset.html",
        _frame(asset)
        | {
            "card": asset_card(asset),
            "is_own": is_own,
            "is_overdue": is_own and is_overdue(asset),
            "asked": asked_words(asset) if is_own and asset.person_id else "",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """A visitor writes first, and signs in after."""
    neighbourhood = here(slug)
    form = _form(request, neighbourhood)
    if not form.is_valid():
        return _form_page(request, neighbourhood, form)
    return _put(request, neighbourhood, form)


@signed_in
def _put(request: SignedInRequest, neighbourhood: Neighbourhood, form: AssetForm) -> HttpResponse:
    _be_known(request, form)
    try:
        asset = assets.put(
            form.description(request.user),
            neighbourhood=neighbourhood,
            key=form.cleaned_data["key"],
            by=request.user,
            now=timezone.now(),
        )
    except TooMany:
        form.add_error("title", str(TOO_MANY))
        return _form_page(request, neighbourhood, form)
    messages.success(request, _("Het staat erbij. Aanpassen of weghalen kan altijd."))
    return redirect(asset)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    asset = _own(request, pk)
    form = _form(request, asset.neighbourhood, asset)
    if form.is_valid():
        _be_known(request, form)
        assets.change(asset, form.description(request.user), by=request.user, now=timezone.now())
        messages.success(request, _("Aangepast."))
        return redirect(asset)
    return _form_page(request, asset.neighbourhood, form, asset)


@require_POST
@signed_in
def take_away(request: SignedInRequest, pk: int) -> HttpResponse:
    """At once; the page says so, and takes it back with one press."""
    asset = _own(request, pk)
    assets.take_away(asset, by=request.user, now=timezone.now())
    return redirect(asset)


@require_POST
@signed_in
def put_back(request: SignedInRequest, pk: int) -> HttpResponse:
    asset = _own(request, pk)
    assets.put_back(asset, by=request.user)
    messages.success(request, _("Het staat er weer."))
    return redirect(asset)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """ "Is this still so?": one press, from the mail that asks once a year."""
    asset = _own(request, pk)
    form = _looked_form(request, asset)
    if request.method == "POST" and (form is None or form.is_valid()):
        looked = form.looked if form else None
        assets.confirm(asset, by=request.user, now=timezone.now(), looked=looked)
        messages.success(request, _("Fijn dat het er nog is."))
        return redirect(asset)
    return render(
        request,
        "partners/confirm_asset.html",
        _frame(asset) | {"form": form},
        partial="form",
        status=422 if request.method == "POST" else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, slug: str) -> HttpResponse:
    """Somebody who knows the neighbourhood well, who is asked by mail."""
    neighbourhood = here(slug)
    form = ProposeKnowerForm(
        request.POST or None, initial={"key": uuid4()}, neighbourhood=neighbourhood
    )
    if not form.is_valid():
        return _propose_page(request, neighbourhood, form)
    return _propose(request, neighbourhood, form)


@signed_in
def _propose(
    request: SignedInRequest, neighbourhood: Neighbourhood, form: ProposeKnowerForm
) -> HttpResponse:
    clean = form.cleaned_data
    try:
        assets.propose_knower(
            form.description,
            clean["email"],
            neighbourhood=neighbourhood,
            key=clean["key"],
            by=request.user,
            now=timezone.now(),
        )
    except TooMany:
        form.add_error("email", str(TOO_MANY))
        return _propose_page(request, neighbourhood, form)
    messages.success(request, _("Gevraagd. Er staat niets over deze persoon tot die ja zegt."))
    return redirect("partners:assets", neighbourhood.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def knower(request: Request, token: str) -> HttpResponse:
    """What somebody is asked, before they sign in: yes in their own words, or no with one press."""
    asked = Asset.objects.proposed().select_related("neighbourhood", "put_by")
    asset = get_object_or_404(asked.filter(neighbourhood__is_public=True), token=token)
    if "no" in request.POST:
        assets.decline(asset)
        messages.success(request, _("Goed. Er is niets van bewaard."))
        return redirect("partners:assets", asset.neighbourhood.slug)
    if not request.user.is_authenticated:
        if request.method == "POST":
            return to_sign_in(request, request.path)
        return _knower_page(request, asset, None)
    start = {"key": asset.key, "title": asset.title, "words": asset.words}
    form = AgreeForm(
        request.POST or None,
        initial=start,
        neighbourhood=asset.neighbourhood,
        asks_name=not request.user.name,
    )
    if not form.is_valid():
        return _knower_page(request, asset, form)
    try:
        _agree(request, asset, form, timezone.now())
    except assets.NotAsked:
        messages.info(request, _("Deze vraag is voor een ander e-mailadres. Log in met dat adres."))
        return _knower_page(request, asset, None, status=409)
    messages.success(request, _("Dank u wel! U staat erbij als wijkkenner."))
    return redirect(asset)


def _agree(request: Request, asset: Asset, form: AgreeForm, now: datetime) -> None:
    assert request.user.is_authenticated
    assets.agree(asset, form.description(request.user), by=request.user, now=now)
    _be_known(request, form)


def _be_known(request: Request, form: TextsForm) -> None:
    """Who has a name here keeps it."""
    assert request.user.is_authenticated
    name = form.cleaned_data.get("name", "")
    if name and not request.user.name:
        be_known_as(request.user, name)


def _looked_form(request: Request, asset: Asset) -> LookedForm | None:
    """Of a facility how it is and who keeps it up, now and later (O100, O101); else one press is
    all. Where somebody looks at it, the next time is half a year on at first."""
    if not asset.is_facility:
        return None
    is_looked_at = asset.condition or asset.check_on
    again = timezone.localdate() + timedelta(days=182) if is_looked_at else None
    return LookedForm(
        request.POST if request.method == "POST" else None,
        initial={
            "condition": asset.condition,
            "kept_by": asset.kept_by,
            "heir": asset.heir,
            "check_on": again,
        },
    )


def _form(request: Request, neighbourhood: Neighbourhood, asset: Asset | None = None) -> AssetForm:
    mine = Organisation.objects.none()
    if request.user.is_authenticated:
        mine = Organisation.objects.filter(members__person_id=request.user.pk, is_listed=True)
    kind = request.GET.get("soort", "")
    known = {"kind": kind if kind in AssetKind.values else "", "key": uuid4()}
    return AssetForm(
        request.POST if request.method == "POST" else None,
        initial=as_it_stands(asset) if asset else known,
        neighbourhood=neighbourhood,
        organisations=mine.filter(municipality=neighbourhood.municipality_id).order_by("name"),
        asks_name=not (request.user.is_authenticated and request.user.name),
    )


def _seen(request: Request, pk: int) -> Asset:
    visible = Asset.objects.visible_to(request.user).for_cards()
    return get_object_or_404(visible.select_related("neighbourhood__municipality"), pk=pk)


def _own(request: SignedInRequest, pk: int) -> Asset:
    """For others there is nothing here."""
    mine = Asset.objects.of_somebody(request.user)
    return get_object_or_404(mine.select_related("neighbourhood__municipality"), pk=pk)


def _frame(asset: Asset) -> dict[str, object]:
    return {"neighbourhood": asset.neighbourhood, "section": "about", "asset": asset}


def _form_page(
    request: Request, neighbourhood: Neighbourhood, form: AssetForm, asset: Asset | None = None
) -> HttpResponse:
    return render(
        request,
        "partners/put_asset.html",
        {"neighbourhood": neighbourhood, "section": "about", "form": form, "asset": asset},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _propose_page(
    request: Request, neighbourhood: Neighbourhood, form: ProposeKnowerForm
) -> HttpResponse:
    return render(
        request,
        "partners/propose_knower.html",
        {"neighbourhood": neighbourhood, "section": "about", "form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _knower_page(
    request: Request, asset: Asset, form: AgreeForm | None, *, status: int = 0
) -> HttpResponse:
    is_wrong = form is not None and form.is_bound
    return render(
        request,
        "partners/knower.html",
        _frame(asset) | {"form": form, "by": asset.put_by},
        partial="form",
        status=status or (422 if is_wrong else 200),
    )
