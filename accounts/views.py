import re
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import privacy
from core.htmx import Request, render

from .actions import drafts, people
from .forms import EraseForm, PersonForm
from .http import (
    POSTED,
    SignedInRequest,
    browser_of,
    new_browser_token,
    remember_browser,
    signed_in,
    texts_of,
)
from .models import Draft

DRAFT_FORM = re.compile(r"[a-z]{1,30}:[\w-]{1,60}")


@require_POST
def keep_draft(request: Request) -> HttpResponse:
    """Keep what is being typed. The form says what it is; a browser without a token gets one."""
    form = request.POST.get("draft", "")
    if not DRAFT_FORM.fullmatch(form):
        return HttpResponseBadRequest()
    browser, token = browser_of(request), ""
    if not browser and not request.user.is_authenticated:
        token, browser = new_browser_token()
    drafts.keep(form, texts_of(request), person=request.user, browser=browser)
    response = HttpResponse(_("Bewaard"))
    if token:
        remember_browser(response, token, shared_device="shared_device" in request.POST)
    return response


@require_safe
@signed_in
def go_on(request: SignedInRequest, key: str) -> HttpResponse:
    """What was pressed just as a session ended: shown, and sent on with one press."""
    draft = get_object_or_404(
        Draft.objects.filter(person=request.user, form__startswith=POSTED), key=key
    )
    return render(
        request,
        "accounts/go_on.html",
        {
            "action": draft.form.removeprefix(POSTED),
            "fields": draft.fields,
            "shown": [(name, text) for name, text in draft.fields.items() if " " in text],
        },
        partial="main",
    )


@require_POST
def sign_out(request: Request) -> HttpResponse:
    logout(request)
    response = redirect("/")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_POST
def language(request: Request) -> HttpResponse:
    """Another language, chosen here and remembered in this browser."""
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()})
    response = redirect(back if here else "/")
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 86_400,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def me(request: SignedInRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Uw gegevens zijn bewaard."))
        return redirect("accounts:me")
    return render(
        request,
        "accounts/me.html",
        {"form": form, "kinds": privacy.registered()},
        partial="form",
        status=422 if form.is_bound else 200,
    )


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
    form = EraseForm(request.POST or None)
    if form.is_valid():
        people.erase(request.user, now=timezone.now())
        logout(cast(Request, request))
        messages.success(request, _("U bent gewist. Bedankt voor wat u voor de wijk deed."))
        response = redirect("/")
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response
    return render(
        request,
        "accounts/erase.html",
        {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )
