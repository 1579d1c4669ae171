"""The registry of why somebody is asked to sign in: per page one sentence, without a name in it.

An app registers its pages in `registrations.py`; where nothing stands, there is nothing to explain.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django_stubs_ext import StrOrPromise

_registry: dict[str, StrOrPromise] = {}


def register(reasons: Mapping[str, StrOrPromise]) -> None:
    """By the name of the view: `{"initiatives:reply": _("Log in om ...")}`."""
    _registry.update(reasons)


def registered() -> dict[str, StrOrPromise]:
    return dict(_registry)


def reason_for(address: str) -> StrOrPromise:
    """Why one signs in before coming to this address; empty where that needs no words."""
    try:
        page = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    return _registry.get(page.view_name, "")
