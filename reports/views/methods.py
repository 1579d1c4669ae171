"""How somebody did it: to read, to write and to change (O52)."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from initiatives.states import THEME_ICONS, Theme
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import methods as actions
from ..forms.methods import MethodForm, as_it_stands
from ..models import Method
from ..selections.lessons import whom_to_ask, writes_for
from .which import method_of, public_place


@require_safe
def method(request: Request, pk: int) -> HttpResponse:
    found = method_of(request, pk)
    return render(
        request,
        "reports/method.html",
        _frame(found.neighbourhood)
        | {
            "method": found,
            "steps": [line.strip() for line in found.steps.splitlines() if line.strip()],
            "theme_icon": THEME_ICONS[Theme(found.theme)],
            "ask_url": whom_to_ask(found),
            "is_own": found.person_id == request.user.pk,
            "may_change": permissions.can_change_method(request.user, found),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write_method(request: SignedInRequest, slug: str) -> HttpResponse:
    """By who is in a team or an organisation here, works here, or builds the community."""
    place = public_place(slug)
    form = _form(request, place)
    if form.is_valid():
        written = actions.write(
            form.described,
            neighbourhood=place,
            organisation=form.organisation,
            key=form.cleaned_data["key"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Het staat erbij. Andere wijken kunnen het nu ook."))
        return redirect(written)
    return _page(request, place, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_method(request: SignedInRequest, pk: int) -> HttpResponse:
    found = method_of(request, pk)
    require(permissions.can_change_method(request.user, found))
    form = _form(request, found.neighbourhood, found)
    if form.is_valid():
        actions.change(
            found,
            form.described,
            organisation=form.organisation,
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Aangepast."))
        return redirect(found)
    return _page(request, found.neighbourhood, form, found)


def _form(
    request: SignedInRequest, place: Neighbourhood, method: Method | None = None
) -> MethodForm:
    """Who changes it can leave it in the name in which it was written."""
    organisations = writes_for(request.user, place)
    builds = permissions.builds(request.user, place)
    if method is None:
        require(builds or bool(organisations))
    elif method.organisation is None:
        builds = True
    elif method.organisation not in organisations:
        organisations.append(method.organisation)
    return MethodForm(
        request.POST if request.method == "POST" else None,
        initial=as_it_stands(method) if method else {"key": uuid4()},
        organisations=organisations,
        builds=builds,
    )


def _page(
    request: SignedInRequest,
    place: Neighbourhood,
    form: MethodForm,
    method: Method | None = None,
) -> HttpResponse:
    return render(
        request,
        "reports/write_method.html",
        _frame(place) | {"form": form, "method": method},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _frame(place: Neighbourhood) -> dict[str, object]:
    return {"neighbourhood": place, "section": "about"}
