"""Signalen, in which a town keeps what is reported: its public API, version 1.

As its OpenAPI description has it: `POST /signals/v1/public/signals/` makes a signal and answers
201 with its `signal_id` and `id_display`; `GET /signals/v1/public/signals/<signal_id>` says whether
it is OPEN or CLOSED there.
"""

import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from django.conf import settings

from neighbourhoods.models import Area, Neighbourhood

from .models import Concern

PATH = "/signals/v1/public/signals/"
TIMEOUT = 10  # seconds
LARGEST = 200_000  # bytes of an answer
CLOSED = "CLOSED"


class NotReached(Exception):
    """No answer, or not the one that was agreed on; it is tried again later."""


class Signal(NamedTuple):
    """`says` is what Signalen itself calls the state."""

    signal_id: str
    number: str
    says: str
    is_closed: bool


def serves(neighbourhood: Neighbourhood) -> bool:
    """Whether this town runs Signalen (SIGNALEN_URL and SIGNALEN_MUNICIPALITY)."""
    return bool(settings.SIGNALEN_URL) and (
        neighbourhood.municipality.code == settings.SIGNALEN_MUNICIPALITY
    )


def message(concern: Concern, area: Area) -> dict[str, Any]:
    """What Signalen gets: what everybody may read, and nothing of who reported it.

    We know a place in words; the point is the middle of its buurt, and the text says so.
    """
    url = settings.SITE_URL + concern.get_absolute_url()
    return {
        "text": f"{concern.get_kind_display()}. {concern.text}\n\nPlek: {concern.where}. "
        "Het punt op de kaart is het midden van de buurt.",
        "text_extra": f"Ook te volgen op {url} ({concern.key})",
        "location": {
            "geometrie": {"type": "Point", "coordinates": [area.longitude, area.latitude]},
            "extra_properties": None,
        },
        "category": {"sub_category": settings.SIGNALEN_URL + _category()},
        "reporter": {"sharing_allowed": False},
        "incident_date_start": concern.reported_at.isoformat(),
    }


def create(body: dict[str, Any]) -> Signal:
    """Raises NotReached."""
    return _signal(_ask("POST", PATH, body, expected=201))


def state_of(signal_id: str) -> Signal:
    """Raises NotReached."""
    return _signal(_ask("GET", PATH + quote(signal_id, safe=""), None, expected=200))


def _category() -> str:
    main, _slash, sub = settings.SIGNALEN_CATEGORY.partition("/")
    return f"/signals/v1/public/terms/categories/{main}/sub_categories/{sub}"


def _ask(method: str, path: str, body: dict[str, Any] | None, *, expected: int) -> dict[str, Any]:
    parts = urlsplit(settings.SIGNALEN_URL)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.netloc, timeout=TIMEOUT)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    try:
        connection.request(
            method, parts.path + path, json.dumps(body) if body is not None else None, headers
        )
        response = connection.getresponse()
        content = response.read(LARGEST)
    except (OSError, HTTPException) as problem:
        raise NotReached(type(problem).__name__) from problem
    finally:
        connection.close()
    if response.status != expected:
        raise NotReached(f"status {response.status}")
    try:
        answer = json.loads(content)
    except ValueError as problem:
        raise NotReached("no JSON") from problem
    if not isinstance(answer, dict):
        raise NotReached("no object")
    return answer


def _signal(answer: dict[str, Any]) -> Signal:
    status = answer.get("status")
    state = status if isinstance(status, dict) else {}
    signal_id = str(answer.get("signal_id") or "")
    if not signal_id:
        raise NotReached("no signal_id")
    number = str(answer.get("id_display") or answer.get("_display") or "")
    return Signal(
        signal_id[:40],
        number[:20],
        str(state.get("state_display") or "")[:50],
        state.get("state") == CLOSED,
    )
