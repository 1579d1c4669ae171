"""Two initiatives that look like each other find each other (rule R1: neither is closed by it)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.permissions import works_in

from .. import emails, verbs
from ..models import Initiative, Resemblance
from ..states import NotPossible


@transaction.atomic
def mark(initiative: Initiative, other: Initiative, *, by: User) -> None:
    """It stands on both pages from now on, and both teams hear so the first time.

    Raises NotPossible for one of which not everybody may know, and for an initiative itself.
    """
    one, two = _both(initiative, other)
    if not (one.is_public and two.is_public):
        raise NotPossible("hidden")
    rows = Resemblance.objects.filter(initiative__in=[one, two], other__in=[one, two])
    known = list(rows)
    if known and all(row.ended_at is None for row in known):
        return
    if known:
        rows.update(ended_at=None)
    else:
        pairs = ((one, two), (two, one))
        Resemblance.objects.bulk_create(
            Resemblance(initiative=first, other=second, by=by) for first, second in pairs
        )
    for this, that in ((one, two), (two, one)):
        event = _record(verbs.RESEMBLES.name, this, by)
        if not known:
            emails.resembles(event, this, that)


@transaction.atomic
def unmark(initiative: Initiative, other: Initiative, *, by: User, now: datetime) -> None:
    one, two = _both(initiative, other)
    rows = Resemblance.objects.filter(initiative__in=[one, two], other__in=[one, two])
    if rows.filter(ended_at=None).update(ended_at=now):
        for this in (one, two):
            _record(verbs.RESEMBLES_NOT.name, this, by)


def _both(initiative: Initiative, other: Initiative) -> tuple[Initiative, Initiative]:
    both = Initiative.objects.locked_pair(initiative, other)
    if len(both) != 2:
        raise NotPossible("the same")
    return both[0], both[1]


def _record(verb: str, initiative: Initiative, by: User) -> Event:
    works = works_in(by, initiative.neighbourhood)
    return activity.record(
        verb,
        initiative,
        by=by,
        side=Side.MUNICIPALITY if works else Side.TEAM,
        neighbourhood=initiative.neighbourhood,
        public=True,
        anchor="#lijkt-op",
    )
