"""Concerns that the town's Signalen gets as well. No call is made within a transaction."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import F

from activity import actions as activity
from neighbourhoods.models import Area

from .. import emails, signalen, verbs
from ..models import Concern, Forward

AT_WORK = timedelta(minutes=5)  # a worker that takes longer has died
LOOK_AGAIN = timedelta(hours=1)
LONGEST = timedelta(days=1)

log = structlog.get_logger()


def forward(concern: Concern) -> None:
    """Within the caller's transaction: what the municipality answers goes where it keeps that."""
    if concern.organisation_id is None and signalen.serves(concern.neighbourhood):
        Forward.objects.get_or_create(concern=concern)


def work(now: datetime) -> None:
    """Send what waits and look how the rest stands; safe to run twice, or twice at once."""
    for row in Forward.objects.to_send(now).select_related("concern__neighbourhood"):
        _do(row, _send, now)
    for row in Forward.objects.to_follow(now).select_related("concern__neighbourhood"):
        _do(row, _look, now)


def _do(row: Forward, step: Callable[[Forward], signalen.Signal], now: datetime) -> None:
    """Claim, call, record; who claimed it first has it."""
    claimed = Forward.objects.filter(pk=row.pk, free_after=row.free_after)
    if not claimed.update(free_after=now + AT_WORK, tries=F("tries") + 1):
        return
    try:
        signal = step(row)
    except signalen.NotReached as problem:
        wait = min(timedelta(minutes=2 ** min(row.tries, 11)), LONGEST)
        Forward.objects.filter(pk=row.pk).update(free_after=now + wait)
        log.warning("signalen_not_reached", forward=row.pk, why=str(problem))
        return
    _record(row, signal, now)


def _send(row: Forward) -> signalen.Signal:
    return signalen.create(signalen.message(row.concern, _area_of(row.concern)))


def _look(row: Forward) -> signalen.Signal:
    return signalen.state_of(row.signal_id)


def _area_of(concern: Concern) -> Area:
    area = concern.buurt or concern.neighbourhood.areas.order_by("pk").first()
    assert area, "a neighbourhood has areas"
    return area


@transaction.atomic
def _record(row: Forward, signal: signalen.Signal, now: datetime) -> None:
    """When it is closed there, whoever answers here is asked to say what was done (R3)."""
    row = Forward.objects.select_for_update().get(pk=row.pk)
    row.signal_id, row.number = signal.signal_id, signal.number or row.number
    row.says, row.is_closed = signal.says, signal.is_closed
    row.tries, row.free_after = 0, now + LOOK_AGAIN
    row.save()
    concern = row.concern
    if not signal.is_closed or not concern.is_open:
        return
    event = activity.record_once(
        f"signal_closed:{row.pk}",
        verbs.SIGNAL_CLOSED.name,
        concern,
        neighbourhood=concern.neighbourhood,
        now=now,
    )
    if event:
        emails.signal_closed(event, concern)
