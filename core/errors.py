"""The pages for when something goes wrong, and what they keep of what somebody wrote."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

# A postcode may come back on the screen; a code from a mail may not.
_SECRET = re.compile(r"passw|wachtwoord|(?<!post)code|token|csrf|secret|otp|\bpin\b", re.IGNORECASE)
# What a form sends along for itself: keys, choices, numbers and ticks.
_NO_WORDS = re.compile(r"[\W\d_]*|[0-9a-f-]{32,36}|on|true|false|[a-z_]+:[\w-]+", re.IGNORECASE)
_CHOICES = frozenset({"role", "stage", "status", "theme"})


class HalfBody(BadRequest):
    """The connection ended before all had arrived."""


class TooMuch(BadRequest):
    """More was sent than any form of ours can need."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "400.html", 400, lambda: {"explanation": _explanation(exception)})


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404.html", 404)


def not_allowed(request: HttpRequest) -> HttpResponse:
    return _page(request, "405.html", 405, lambda: {"path": request.path})


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs no database, session or context: any of these may be what is broken."""
    return _static_page(500)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _static_page(503)
    response["Retry-After"] = "60"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show what somebody wrote, and send it again with one press.

    Only when the browser says that our own page sent it: a form on another site would otherwise
    get the press that it needs from us.
    """
    ours = reason.startswith("CSRF ")
    return _sent_again(request, "403_csrf.html", 403, _kept(request) if ours else [], ours=ours)


def no_storage(request: HttpRequest) -> HttpResponse:
    """No place for a file now: show what somebody wrote, to send once more without it."""
    if request.method != "POST":
        return unavailable(request)
    response = _sent_again(request, "503_storage.html", 503, _kept(request))
    response["Retry-After"] = "60"
    return response


def _sent_again(
    request: HttpRequest,
    template: str,
    status: int,
    kept: list[tuple[str, str]],
    **more: object,
) -> HttpResponse:
    # htmx shows a 422, and nothing of a 403 or 503: the press would seem to do nothing.
    from_htmx = request.headers.get("HX-Request") == "true"
    response = _page(
        request,
        template,
        422 if from_htmx else status,
        lambda: {
            "kept": kept,
            "written": [
                value
                for name, value in kept
                if name not in _CHOICES and not _NO_WORDS.fullmatch(value)
            ],
            "lost_files": bool(request.FILES),
            "lost_secrets": _lost_secrets(request),
            # Two slashes would make the address one of another site.
            "action": escape_leading_slashes(request.get_full_path()),
            "back": _page_left(request),
            **more,
        },
    )
    if from_htmx:
        response["HX-Retarget"] = "body"
        response["HX-Reswap"] = "innerHTML"
    response["Cache-Control"] = "private, no-store"
    return response


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not _SECRET.search(name)
        for value in values
    ]


def _lost_secrets(request: HttpRequest) -> bool:
    return any(_SECRET.search(name) for name in request.POST if name != "csrfmiddlewaretoken")


def _page_left(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
    return came_from if safe else "/"


def _explanation(exception: Exception | None) -> str:
    match exception:
        case HalfBody():
            return _(
                "Wat u stuurde kwam maar voor een deel aan, misschien door een slechte verbinding. "
                "Er is niets bewaard. Ga terug en verstuur het nog een keer."
            )
        case TooMuch() | RequestDataTooBig() | TooManyFieldsSent() | TooManyFilesSent():
            return _(
                "U stuurde te veel in één keer. Er is niets bewaard. "
                "Ga terug, maak de tekst korter of kies minder foto's, en verstuur het opnieuw."
            )
    return _(
        "Wij begrepen niet wat uw browser stuurde. Er is niets bewaard. "
        "Ga terug en probeer het nog een keer."
    )


def _page(
    request: HttpRequest,
    template: str,
    status: int,
    context: Callable[[], dict[str, Any]] = dict,
) -> HttpResponse:
    if hasattr(request, "user"):
        return HttpResponse(render_to_string(template, context(), request), status=status)
    # Refused before anybody looked who asks, and in which language.
    with translation.override(settings.LANGUAGE_CODE):
        return HttpResponse(render_to_string(template, context()), status=status)


def _static_page(status: int) -> HttpResponse:
    response = HttpResponse(render_to_string("500.html"), status=status)
    response["Cache-Control"] = "no-store"
    return response
