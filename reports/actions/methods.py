"""How somebody did it, so that others can (O52). Callers have checked who may."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.models import Neighbourhood
from partners.actions.judging import judge
from partners.actions.organisations import side_of
from partners.models import Organisation
from partners.states import Visibility

from .. import emails, verbs
from ..models import Method
from .lessons import index


@dataclass(frozen=True)
class Described:
    """Texts that the form has checked."""

    title: str
    theme: str
    what: str
    for_whom: str
    takes: str
    steps: str
    look_out: str
    costs: str


@transaction.atomic
def write(
    described: Described,
    *,
    neighbourhood: Neighbourhood,
    organisation: Organisation | None,
    key: UUID,
    by: User,
    now: datetime,
) -> Method:
    """A `key` that was sent before gives what it made."""
    method, is_new = Method.objects.get_or_create(
        key=key,
        defaults=vars(described)
        | {
            "neighbourhood": neighbourhood,
            "organisation": organisation,
            "person": by,
            "at": now,
        },
    )
    if is_new:
        index([method])
        _record(verbs.lessons.METHOD_WRITTEN.name, method, by=by, public=True)
    return method


@transaction.atomic
def change(
    method: Method,
    described: Described,
    *,
    organisation: Organisation | None,
    by: User,
    now: datetime,
) -> Method:
    """What is as it was is no event."""
    method = _locked(method)
    wanted = vars(described) | {"organisation": organisation}
    changes = {name: value for name, value in wanted.items() if getattr(method, name) != value}
    if changes:
        for name, value in changes.items():
            setattr(method, name, value)
        method.changed_at = now
        method.save(update_fields=[*changes, "changed_at"])
        index([method])
        _record(verbs.lessons.METHOD_CHANGED.name, method, by=by)
    return method


def hide(method: Method, reason: str, *, by: User) -> Method:
    """By the house rules, with a reason for who wrote it; with that its flags are decided."""
    return _judge(method, Visibility.HIDDEN, reason, by=by)


def show(method: Method, *, by: User) -> Method:
    return _judge(method, Visibility.PUBLIC, "", by=by)


def _judge(method: Method, to: Visibility, reason: str, *, by: User) -> Method:
    def tell(judged: Method) -> None:
        """Its line in the history of the neighbourhood is public as long as it is."""
        written = verbs.lessons.METHOD_WRITTEN.name
        activity.set_public(judged, written, "", public=judged.is_public)
        verb = verbs.lessons.METHOD_SHOWN if judged.is_public else verbs.lessons.METHOD_HIDDEN
        event = _record(verb.name, judged, by=by, words=reason, side=Side.MUNICIPALITY)
        emails.lessons.method_judged(event, judged)

    return judge(method, to, reason, by=by, locked=_locked, tell=tell)


def _locked(method: Method) -> Method:
    rows = Method.objects.select_for_update(of=("self",))
    return rows.select_related("neighbourhood", "organisation", "person").get(pk=method.pk)


def _record(
    verb: str,
    method: Method,
    *,
    by: User,
    public: bool = False,
    words: str = "",
    side: Side | None = None,
) -> Event:
    of = method.organisation
    return activity.record(
        verb,
        method,
        by=by,
        side=side or (side_of(of) if of else Side.RESIDENT),
        neighbourhood=method.neighbourhood,
        public=public,
        words=words,
    )
