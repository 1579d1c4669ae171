"""What stands between the web server and the views; the order is that of settings.MIDDLEWARE."""

import logging
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from io import IOBase
from typing import IO, Any, BinaryIO, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from core import errors, text
from core.access import Elsewhere
from core.csp import CSP, LazyNonce, build_policy
from core.htmx import VARY, Request, wants_fragment
from core.storage import StorageUnavailable

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)

# Five photos of 15 MB and their text fit; Django itself sets no limit to the size of files.
MAX_BODY_BYTES = 80 * 1024 * 1024
FIXED_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}


class SecurityHeadersMiddleware:
    """Stands first, so that static files, redirects and error pages have the headers too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        nonce = LazyNonce()
        request._csp_nonce = nonce  # type: ignore[attr-defined]  # Django 6's own name
        response = self.get_response(request)
        for name, value in FIXED_HEADERS.items():
            response.headers.setdefault(name, value)
        # Django's own pages for debugging have their styles and scripts inside.
        if not (settings.DEBUG and response.status_code in {404, 500}):
            policy = build_policy(settings.SECURE_CSP, nonce)
            response.headers.setdefault(CSP.HEADER_ENFORCE.value, policy)
        if _is_signed_in(request):
            # The back button would otherwise show the page after signing out. A view that sets
            # its own, for a photo say, knows better.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _is_signed_in(request: HttpRequest) -> bool:
    """Whether the answer was made for a person; asks nothing of the database."""
    loaded = getattr(getattr(request, "session", None), "_session_cache", None) or {}
    return SESSION_KEY in loaded


class WholeBodyMiddleware:
    """Refuse a body that ends early: the server takes half an upload for all of it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isdecimal():
            if int(length) > MAX_BODY_BYTES:
                return errors.bad_request(request, errors.TooMuch())
            # The only place where a body passes that Django has for us.
            request._stream = cast(BinaryIO, _WholeStream(request._stream, int(length)))
        return self.get_response(request)


class _WholeStream(IOBase):
    """Reads as the stream inside does, and raises `HalfBody` where that ends too soon."""

    def __init__(self, stream: IO[bytes], length: int) -> None:
        self._inner = stream
        self._left = length

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        return self._counted(self._inner.read(wanted), wanted)

    def readline(self, size: int | None = -1, /) -> bytes:
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        line = self._inner.readline(wanted)
        return self._counted(line, len(line) if line.endswith(b"\n") else wanted)

    def _counted(self, data: bytes, wanted: int) -> bytes:
        self._left -= len(data)
        if len(data) < wanted:
            raise errors.HalfBody
        return data


class CleanInputMiddleware:
    """One cleaning for all: nothing that people send makes a database stumble.

    A path with control characters leads nowhere (404). Query, cookies and form lose theirs; a form
    that cannot be read is refused (400) here, before anything else looks at it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not text.is_clean(request.path_info):
            raise Http404
        try:
            request.GET = _cleaned(request.GET)
            # A quoted cookie can spell NUL as \000, and the session key is looked up with it.
            request.COOKIES = {
                text.clean(name): text.clean(value) for name, value in request.COOKIES.items()
            }
            if request.method == "POST":
                request.POST = _cleaned(request.POST)
        except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError) as why:
            return errors.bad_request(request, why)
        return self.get_response(request)


def _cleaned(fields: QueryDict) -> Any:
    if all(text.is_clean(word) for name, values in fields.lists() for word in (name, *values)):
        return fields
    cleaned = QueryDict(mutable=True, encoding=fields.encoding)
    for name, values in fields.lists():
        for value in values:
            cleaned.appendlist(text.clean(name), text.clean(value))
    cleaned._mutable = False
    return cleaned


class DeadEndMiddleware:
    """An address that only takes a form leads, when it is opened, to the page of that form.

    After a form with errors such an address stands in the address bar: whoever reloads it, comes
    back to it, or chooses another language there asks for it with GET.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        if request.method in {"GET", "HEAD"}:
            return HttpResponseRedirect(page_above(request.path))
        page = errors.not_allowed(request)
        page["Allow"] = response["Allow"]
        return page


def page_above(path: str) -> str:
    """The nearest address above this one: a form stands on the page to which it belongs."""
    while path := path.rstrip("/"):
        path = path[: path.rindex("/") + 1]
        with suppress(Resolver404):
            resolve(path)
            return path
    return "/"


class ElsewhereMiddleware:
    """An old link to what goes on elsewhere leads to the page that says so."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return HttpResponseRedirect(exception.url) if isinstance(exception, Elsewhere) else None


class StorageMiddleware:
    """A file that finds no place costs nobody their words."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, StorageUnavailable):
            return None
        log.warning("storage: %s", exception)
        return errors.no_storage(request)


class RedirectMiddleware:
    """Turn a redirect into HX-Redirect, so a partial never swallows a page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Location") or not wants_fragment(cast(Request, request)):
            return response
        redirect = HttpResponseClientRedirect(response["Location"])
        # Signing in and out say with headers and cookies what the browser should keep.
        for name, value in response.items():
            if name not in {"Location", "Content-Type", "Content-Length"}:
                redirect[name] = value
        redirect.cookies = response.cookies
        patch_vary_headers(redirect, VARY)
        return redirect
