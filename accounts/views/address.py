"""Another address to sign in with and be mailed: typed, and then shown to be theirs by a code."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.htmx import render

from ..actions import people
from ..forms import AddressCodeForm, NewAddressForm
from ..http import SignedInRequest, signed_in

ASKED = "new_address"  # in the session: the address, the code's hash, when, and wrong tries
WORKS_FOR = 15 * 60
MAX_TRIES = 5


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth's own
def new_address(request: SignedInRequest) -> HttpResponse:
    """Who has a second factor shows it first: the address is what all else hangs on."""
    sent = request.POST if request.method == "POST" else None
    form = NewAddressForm(sent, old=request.user.email or "")
    if form.is_valid():
        address = form.cleaned_data["email"]
        if consume(request, action="new_address", user=request.user, key=address):
            code = get_adapter().generate_login_code()
            people.send_address_code(request.user, address, code)
            request.session[ASKED] = [address, _hash(address, code), time.time(), 0]
            return redirect("accounts:confirm_address")
        form.add_error(None, get_adapter().error_messages["rate_limited"])
    return render(
        request,
        "accounts/new_address.html",
        {"section": "me", "form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm_address(request: SignedInRequest) -> HttpResponse:
    address, expected, at, tries = request.session.get(ASKED) or ("", "", 0, 0)
    if address == "" and request.method == "POST":  # pressed twice: the first press did it
        return redirect("accounts:me")
    if time.time() - at > WORKS_FOR or tries >= MAX_TRIES:
        request.session.pop(ASKED, None)
        messages.warning(request, _("Uw code werkt niet meer. Vul hieronder uw nieuwe adres in."))
        return redirect("accounts:new_address")
    form = AddressCodeForm(
        request.POST if request.method == "POST" else None,
        is_right=lambda code: constant_time_compare(_hash(address, code), expected),
    )
    if form.is_valid():
        request.session.pop(ASKED)
        try:
            people.change_address(request.user, address)
        except people.Taken:
            messages.error(request, _("Met dit adres logt al iemand in. Kies een ander adres."))
            return redirect("accounts:new_address")
        messages.success(request, _("Vanaf nu logt u in met uw nieuwe adres."))
        return redirect("accounts:me")
    if form.is_bound:
        request.session[ASKED] = [address, expected, at, tries + 1]
    return render(
        request,
        "accounts/confirm_address.html",
        {"section": "me", "form": form, "address": address},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _hash(address: str, code: str) -> str:
    return salted_hmac("accounts.new_address", f"{address} {code}").hexdigest()
