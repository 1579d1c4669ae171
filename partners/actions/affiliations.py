"""Organisations that form a coalition: one side asks, the other says yes. Callers have checked who
may."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from activity.models import Event

from .. import emails, verbs
from ..models import Affiliation, Organisation
from ..states import NotPossible, RequestState
from .organisations import record


class ContainsItself(Exception):
    """A coalition would be a part of itself, through others or at once."""


@transaction.atomic
def ask(
    coalition: Organisation,
    organisation: Organisation,
    *,
    by_coalition: bool,
    by: User,
    now: datetime,
) -> Affiliation:
    """What was asked already, or is so, stays as it is; asked from both sides is agreed.

    Raises ContainsItself.
    """
    _lock(coalition, organisation)
    known = Affiliation.objects.filter(coalition=coalition, organisation=organisation)
    standing = known.filter(state__in=[RequestState.ASKED, RequestState.ACCEPTED]).first()
    if standing:
        crossed = standing.state == RequestState.ASKED and (
            standing.asked_by_coalition != by_coalition
        )
        return accept(standing, by=by, now=now) if crossed else standing
    _refuse_circle(coalition, organisation)
    asked = Affiliation.objects.create(
        coalition=coalition,
        organisation=organisation,
        asked_by_coalition=by_coalition,
        asked_by=by,
        asked_at=now,
    )
    event = record(verbs.COALITION_ASKED.name, asked.asked, by=by, public=False)
    emails.coalition_asked(event, asked)
    return asked


@transaction.atomic
def accept(asked: Affiliation, *, by: User, now: datetime) -> Affiliation:
    """Raises NotPossible, and ContainsItself: the others may have moved meanwhile."""
    asked = _locked(asked)
    if asked.state == RequestState.ACCEPTED:
        return asked
    _refuse_circle(asked.coalition, asked.organisation)
    event = _decide(asked, RequestState.ACCEPTED, by=by, now=now)
    emails.coalition_answered(event, asked)
    return asked


@transaction.atomic
def decline(asked: Affiliation, *, by: User, now: datetime) -> Affiliation:
    """Between the two: it stands on no page. Raises NotPossible."""
    asked = _locked(asked)
    if asked.state == RequestState.DECLINED:
        return asked
    event = _decide(asked, RequestState.DECLINED, by=by, now=now)
    emails.coalition_answered(event, asked)
    return asked


@transaction.atomic
def end(affiliation: Affiliation, *, by: User, now: datetime) -> Affiliation:
    """Either side stops it; what was not answered yet is taken back."""
    affiliation = _locked(affiliation)
    if affiliation.state == RequestState.ASKED:
        affiliation.state, affiliation.decided_by = RequestState.WITHDRAWN, by
        affiliation.decided_at = now
        affiliation.save(update_fields=["state", "decided_by", "decided_at"])
        record(verbs.COALITION_LEFT.name, affiliation.asker, by=by, public=False)
    elif affiliation.state == RequestState.ACCEPTED:
        event = _decide(affiliation, RequestState.ENDED, by=by, now=now)
        emails.coalition_answered(event, affiliation)
    return affiliation


# From what it becomes: from where, which line of history, and whether everybody reads it.
STEPS = {
    RequestState.ACCEPTED: (RequestState.ASKED, verbs.COALITION_JOINED, True),
    RequestState.DECLINED: (RequestState.ASKED, verbs.COALITION_DECLINED, False),
    RequestState.ENDED: (RequestState.ACCEPTED, verbs.COALITION_LEFT, True),
}


def _decide(affiliation: Affiliation, to: RequestState, *, by: User, now: datetime) -> Event:
    begins, verb, is_public = STEPS[to]
    if affiliation.state != begins:
        raise NotPossible(f"{affiliation.state} → {to}")
    affiliation.state, affiliation.decided_by, affiliation.decided_at = to, by, now
    affiliation.save(update_fields=["state", "decided_by", "decided_at"])
    words = affiliation.organisation.name if is_public else ""
    return record(verb.name, affiliation.coalition, by=by, public=is_public, words=words)


def _refuse_circle(coalition: Organisation, organisation: Organisation) -> None:
    """Goes down from the organisation: the coalition may not be among what it consists of."""
    below, new = {organisation.pk}, {organisation.pk}
    while new:
        parts = Affiliation.objects.standing().filter(coalition__in=new)
        new = set(parts.values_list("organisation", flat=True)) - below
        below |= new
    if coalition.pk in below:
        raise ContainsItself(f"{coalition} is a part of {organisation}")


def _lock(*organisations: Organisation) -> None:
    """All coalitions first, for a circle may close through any of them; always in one order."""
    keys = [one.pk for one in organisations]
    standing = Affiliation.objects.standing().values("coalition")
    locked = Organisation.objects.select_for_update(of=("self",)).order_by("pk")
    list(locked.filter(pk__in=keys) | locked.filter(pk__in=standing))


def _locked(affiliation: Affiliation) -> Affiliation:
    _lock(affiliation.coalition, affiliation.organisation)
    found = Affiliation.objects.select_for_update(of=("self",)).select_related(
        "coalition__neighbourhood",
        "coalition__municipality",
        "organisation__neighbourhood",
        "organisation__municipality",
    )
    return found.get(pk=affiliation.pk)
