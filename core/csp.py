"""Content-Security-Policy with the names of Django 6, which replaces this module on 6.2."""

import secrets
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, empty

Values = str | bool | Iterable[str] | None


class CSP(StrEnum):
    HEADER_ENFORCE = "Content-Security-Policy"
    NONE = "'none'"
    SELF = "'self'"
    STRICT_DYNAMIC = "'strict-dynamic'"
    UNSAFE_INLINE = "'unsafe-inline'"
    # Stands for the nonce of this request, when its page used one.
    NONCE = "<CSP_NONCE_SENTINEL>"


class LazyNonce(SimpleLazyObject):  # type: ignore[type-arg]  # generic in its stubs only
    """True once a page has used it, so that other pages carry none and can be cached."""

    def __init__(self) -> None:
        super().__init__(lambda: secrets.token_urlsafe(16))

    def __bool__(self) -> bool:
        return self._wrapped is not empty


def csp(request: HttpRequest) -> dict[str, object]:
    """Context processor: `csp_nonce`, as `django.template.context_processors.csp` will give it."""
    return {"csp_nonce": getattr(request, "_csp_nonce", None)}


def build_policy(config: Mapping[str, Any], nonce: str | LazyNonce = "") -> str:
    rendered = ((directive, _render(values, nonce)) for directive, values in config.items())
    return "; ".join(
        f"{directive} {text}".rstrip() for directive, text in rendered if text is not None
    )


def _render(values: Values, nonce: str | LazyNonce) -> str | None:
    """The directive's values as text; None leaves the directive out."""
    if values is None or isinstance(values, bool):
        return "" if values else None
    listed = [values] if isinstance(values, str) else list(values)
    if not nonce:
        return " ".join(value for value in listed if value != CSP.NONCE) or None
    return " ".join(f"'nonce-{nonce}'" if value == CSP.NONCE else value for value in listed)
