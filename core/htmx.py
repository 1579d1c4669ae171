"""The one place that knows how a view answers htmx."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

VARY = ("HX-Request", "HX-Target", "HX-History-Restore-Request")


class Request(HttpRequest):
    htmx: HtmxDetails


def wants_fragment(request: Request) -> bool:
    """Whether htmx asked, and not for the whole page that the back button brings back."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def render(
    request: Request,
    template: str,
    context: dict[str, Any],
    *,
    partial: str | tuple[str, ...] = "",
    status: int = 200,
) -> TemplateResponse:
    """Render `template`, or only its `partial`, one of them, when htmx asked for that element."""
    partials = (partial,) if isinstance(partial, str) else partial
    if wants_fragment(request) and request.htmx.target and request.htmx.target in partials:
        template = f"{template}#{request.htmx.target}"
    response = TemplateResponse(request, template, context, status=status)
    patch_vary_headers(response, VARY)
    return response
