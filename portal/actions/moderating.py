"""Flags, and what who moderates decides of them by the house rules. Callers have checked who may.

What is hidden, and how, is of the app that registered it (activity.flags).
"""

from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.flags import Flaggable
from activity.models import Event, Flag
from neighbourhoods.models import Neighbourhood

from .. import emails, verbs

Decision = Flag.Decision


class AlreadyDecided(Exception):
    """A colleague was first, or there is nothing to decide any more; `flag` is what they said."""

    def __init__(self, flag: Flag | None) -> None:
        self.flag = flag


@transaction.atomic
def report(kind: Flaggable, thing: Any, reason: Flag.Reason, *, words: str, by: User) -> Flag:
    """Somebody flags it: once per person; nobody but who moderates learns of it."""
    place = _locked(kind.tell(thing).neighbourhood)
    flag, is_new = activity.flag(thing, reason, by=by, neighbourhood=place, words=words)
    if is_new:
        _record(verbs.FLAGGED.name, kind, thing, by=by, side=Side.RESIDENT)
        _tell_who_moderates(flag, place)
    return flag


@transaction.atomic
def appeal(kind: Flaggable, thing: Any, words: str, *, by: User) -> Flag:
    """An author objects, once, to what was hidden: it comes back in the queue."""
    place = _locked(kind.tell(thing).neighbourhood)
    flag, is_new = activity.flag(thing, Flag.Reason.APPEAL, by=by, neighbourhood=place, words=words)
    if is_new:
        _record(verbs.APPEALED.name, kind, thing, by=by, side=Side.RESIDENT)
        _tell_who_moderates(flag, place)
    return flag


@transaction.atomic
def decide(kind: Flaggable, key: int, decision: Flag.Decision, *, reason: str, by: User) -> None:
    """It stays (or is shown again), or it is hidden with a reason: all its open flags are closed.

    Raises AlreadyDecided: the first decision stands.
    """
    flags = Flag.objects.of(kind.kind, key)
    waiting = list(flags.select_for_update().open().order_by("pk"))
    thing = kind.standing().filter(pk=key).first()
    if not waiting or thing is None:
        last = flags.exclude(decided_at=None).select_related("decided_by")
        raise AlreadyDecided(last.order_by("-decided_at", "-pk").first())
    state = kind.tell(thing).state
    if decision == Decision.HIDDEN and state != "hidden":
        kind.hide(thing, reason, by)
    elif decision == Decision.STAYS and state != "public":
        kind.show(thing, by)
    else:
        activity.close_flags(kind.kind, key, decision=decision, by=by)
        _leave_as_it_is(kind, thing, decision, reason, by=by)


@transaction.atomic
def show_again(kind: Flaggable, key: int, *, by: User) -> None:
    """Undo: what was hidden can be read again, and an objection to it is answered."""
    thing = kind.standing().filter(pk=key).first()
    if thing is not None and kind.tell(thing).state == "hidden":
        kind.show(thing, by)


def _locked(place: Neighbourhood) -> Neighbourhood:
    """Two flags at the same moment are not both the first."""
    return Neighbourhood.objects.select_for_update().get(pk=place.pk)


def _tell_who_moderates(flag: Flag, place: Neighbourhood) -> None:
    """Once for all flags that wait of one thing: not who flagged, and none of its words."""
    waiting = Flag.objects.open().of(flag.subject_kind, flag.subject_id)
    if waiting.exclude(pk=flag.pk).exists():
        return
    event = activity.record(
        verbs.FLAG_WAITS.name,
        place,
        by=None,
        side=Side.PLATFORM,
        neighbourhood=place,
        public=False,
        url=reverse("portal:moderation", args=[place.slug]),
    )
    emails.flag_waits(event, place, reporter=flag.reporter)


def _leave_as_it_is(
    kind: Flaggable, thing: Any, decision: Flag.Decision, reason: str, *, by: User
) -> None:
    if decision == Decision.STAYS:
        _record(verbs.FLAG_DISMISSED.name, kind, thing, by=by, side=Side.MUNICIPALITY)
        return
    event = _record(
        verbs.APPEAL_DENIED.name, kind, thing, by=by, side=Side.MUNICIPALITY, words=reason
    )
    emails.appeal_denied(event, kind.authors(thing))


def _record(
    verb: str, kind: Flaggable, thing: Any, *, by: User, side: Side, words: str = ""
) -> Event:
    told = kind.tell(thing)
    return activity.record(
        verb,
        told.subject,
        by=by,
        side=side,
        neighbourhood=told.neighbourhood,
        public=False,
        words=words,
        anchor=told.anchor,
    )
