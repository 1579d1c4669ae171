"""Who asks: the request as it is after signing in, and the browser of somebody who has not."""

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from core.htmx import Request

from .actions import drafts
from .models import User

P = ParamSpec("P")
BROWSER_COOKIE = "browser"
POSTED = "posted:"  # drafts of what was pressed when nobody was signed in
NOT_KEPT = {"csrfmiddlewaretoken", "draft", "code", "next"}


class SignedInRequest(Request):
    user: User


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[Request, P], HttpResponse]:
    """Only for who is signed in; others sign in first and come back to the page, not the button.

    What they pressed with words in it is kept, and offered again after signing in.
    """

    @wraps(view)
    def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(cast(SignedInRequest, request), *args, **kwargs)
        if request.method == "POST" and any(texts_of(request).values()):
            return _keep_and_sign_in(request)
        return to_sign_in(request)

    return guarded


def to_sign_in(request: HttpRequest, back: str = "") -> HttpResponse:
    """Sign in, and then `back` (or the page that was left)."""
    query = urlencode({"next": back or page_left(request)})
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")


def _keep_and_sign_in(request: Request) -> HttpResponse:
    browser, token = browser_of(request), ""
    if not browser:
        token, browser = new_browser_token()
    draft = drafts.keep(
        f"{POSTED}{request.path}"[:100], texts_of(request), person=request.user, browser=browser
    )
    response = to_sign_in(request, reverse("accounts:go_on", args=[draft.key]))
    if token:
        remember_browser(response, token, shared_device=True)
    return response


def texts_of(request: HttpRequest) -> dict[str, str]:
    """The texts in a form, without what is secret or only ours."""
    return {
        name: text
        for name, text in request.POST.items()
        if name not in NOT_KEPT and isinstance(text, str)
    }


def page_left(request: HttpRequest) -> str:
    """The address, on this site, of the page on which somebody pressed."""
    if request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return "/"


def browser_of(request: HttpRequest) -> str:
    """The hash by which drafts of this browser are kept; empty when it has no token yet."""
    token = request.COOKIES.get(BROWSER_COOKIE, "")
    return hashlib.sha256(token.encode()).hexdigest() if token else ""


def new_browser_token() -> tuple[str, str]:
    """A token for the cookie, and the hash that the server keeps."""
    token = secrets.token_urlsafe(32)
    return token, hashlib.sha256(token.encode()).hexdigest()


def remember_browser(response: HttpResponse, token: str, *, shared_device: bool) -> None:
    """On a shared device the browser forgets at the end of the session."""
    response.set_cookie(
        BROWSER_COOKIE,
        token,
        max_age=None if shared_device else settings.DRAFT_DAYS * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
