"""What somebody can do with their own account."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import privacy
from core.htmx import Request, render
from outbox.models import Unreachable

from ..actions import people
from ..forms import EraseForm, PersonForm
from ..http import SignedInRequest, forget_browser, is_shared, signed_in, speak
from ..models import User


@require_POST
def sign_out(request: Request) -> HttpResponse:
    return _leave(request)


@require_POST
def language(request: Request) -> HttpResponse:
    """Another language, chosen here and remembered in this browser, and for mails."""
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()})
    response = HttpResponseRedirect(back if here else "/")
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        speak(response, chosen, shared_device=is_shared(request))
        if request.user.is_authenticated:
            people.read_in(request.user, chosen)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def me(request: SignedInRequest) -> HttpResponse:
    # A copy: what is typed wrong should not stand in the frame of the page.
    sent = request.POST if request.method == "POST" else None
    form = PersonForm(sent, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        people.be_known_as(request.user, form.cleaned_data["name"])
        messages.success(request, _("Uw gegevens zijn bewaard."))
        return redirect("accounts:me")
    return render(
        request,
        "accounts/me.html",
        {
            "section": "me",
            "form": form,
            "kinds": privacy.registered(),
            "came_back": Unreachable.objects.stopped(request.user.email).first(),
        },
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def mail_again(request: SignedInRequest) -> HttpResponse:
    """Their box was full or closed, and is not any more."""
    people.mail_again(request.user, now=timezone.now())
    messages.success(
        request,
        _("U krijgt weer mail. Wij sturen er nu één: komt die niet aan, kies dan een ander adres."),
    )
    return redirect("accounts:me")


@require_safe
@signed_in
def download(request: SignedInRequest) -> HttpResponse:
    response = JsonResponse(
        people.export(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def erase(request: SignedInRequest) -> HttpResponse:
    """Forget me: after a tick, at once and for good."""
    sent = request.POST if request.method == "POST" else None
    form = EraseForm(sent, alone=privacy.legacy_of(request.user.pk))
    if form.is_valid():
        people.erase(request.user, now=timezone.now(), take_away=form.take_away)
        response = _leave(cast(Request, request))
        messages.success(request, _("U bent gewist. Bedankt voor wat u voor de wijk deed."))
        return response
    return render(
        request,
        "accounts/erase.html",
        {"section": "me", "form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


def _leave(request: HttpRequest) -> HttpResponse:
    """Nothing of who sat here stays in the browser."""
    logout(request)
    response = redirect("/")
    response["Clear-Site-Data"] = '"cache", "storage"'
    forget_browser(response)
    return response
