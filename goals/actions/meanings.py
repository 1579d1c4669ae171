"""What people say that a figure means (O13). Callers have checked who may."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event, Flag
from partners.models import Organisation

from .. import verbs
from ..models import Indicator, Meaning
from ..states import Refused

MOST, WITHIN = 20, timedelta(hours=1)  # of one person
TOO_MANY = "too_many"
KIND = Meaning._meta.model_name or ""


@transaction.atomic
def give(
    indicator: Indicator,
    words: str,
    *,
    organisation: Organisation | None,
    key: UUID,
    by: User,
    side: Side,
    now: datetime,
) -> Meaning:
    """A `key` that was sent before gives what it made. Raises Refused for too many in an hour."""
    if Meaning.objects.filter(person=by, at__gt=now - WITHIN).exclude(key=key).count() >= MOST:
        raise Refused(TOO_MANY)
    meaning, is_new = Meaning.objects.get_or_create(
        key=key,
        defaults={
            "indicator": indicator,
            "words": words,
            "organisation": organisation,
            "person": by,
            "at": now,
        },
    )
    if is_new:
        goal = indicator.goal
        activity.record(
            verbs.figures.MEANING_GIVEN.name,
            goal,
            by=by,
            side=side,
            neighbourhood=goal.plan.neighbourhood,
            public=goal.is_public,
            words=indicator.title,
            url=meaning.get_absolute_url(),
        )
    return meaning


@transaction.atomic
def take_back(meaning: Meaning, *, by: User) -> None:
    """One's own, for good, also from history; flags of it are decided. Pressed twice it is gone as
    well."""
    activity.close_flags(KIND, meaning.pk, decision=Flag.Decision.GONE, by=by)
    _told_of(meaning).delete()
    Meaning.objects.filter(pk=meaning.pk).delete()


def _told_of(meaning: Meaning) -> QuerySet[Event]:
    return Event.objects.filter(
        verb=verbs.figures.MEANING_GIVEN.name, subject_url=meaning.get_absolute_url()
    )
