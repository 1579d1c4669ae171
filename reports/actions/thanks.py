"""Somebody in the light, after their own yes (O38). Callers have checked who may.

Nothing is counted and nobody is ranked.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood

from .. import emails, verbs
from ..models import Spotlight
from ..states.thanks import NEXT_OF_LIGHT, Light, NoLight

FORGOTTEN = timedelta(days=30)
FOR_THEM = [verbs.thanks.LIGHT_ASKED.name]


@transaction.atomic
def propose(
    of: User | Initiative,
    words: str,
    *,
    until: date,
    neighbourhood: Neighbourhood,
    key: UUID,
    by: User,
    now: datetime,
) -> Spotlight:
    """They are asked, and until they say yes nobody else reads it. A `key` that was sent before
    gives what it made."""
    light, is_new = Spotlight.objects.get_or_create(
        key=key,
        defaults={
            "neighbourhood": neighbourhood,
            "person": of if isinstance(of, User) else None,
            "initiative": of if isinstance(of, Initiative) else None,
            "words": words,
            "until": until,
            "proposed_by": by,
            "at": now,
        },
    )
    if is_new:
        event = _record(verbs.thanks.LIGHT_ASKED.name, light, by=by, side=Side.RESIDENT)
        emails.thanks.asked(event, light)
    return light


def agree(light: Spotlight, *, by: User, now: datetime) -> Spotlight:
    """From now on it stands on the page of the neighbourhood. Raises NoLight when it is over, or
    was taken away meanwhile."""
    return _answer(light, Light.SHOWN, verbs.thanks.LIGHT_SHOWN.name, by=by, now=now)


def decline(light: Spotlight, *, by: User, now: datetime) -> Spotlight:
    """Rather not: without a reason, and nobody else reads it. Raises NoLight."""
    return _answer(light, Light.DECLINED, verbs.thanks.LIGHT_DECLINED.name, by=by, now=now)


@transaction.atomic
def withdraw(light: Spotlight, *, by: User, now: datetime) -> Spotlight:
    """By whom it is about, whenever they want; by who proposed it, or runs the neighbourhood."""
    light = _locked(light)
    if Light.WITHDRAWN not in NEXT_OF_LIGHT[Light(light.state)]:
        return light
    light.state = Light.WITHDRAWN
    light.save(update_fields=["state"])
    _record(verbs.thanks.LIGHT_WITHDRAWN.name, light, by=by, side=Side.RESIDENT)
    activity.read_about(light, FOR_THEM, by=by, now=now)
    return light


@transaction.atomic
def forget(now: datetime) -> int:
    """What is over, or was said no to, a month ago; with what history says of it."""
    before = now - FORGOTTEN
    lights = Spotlight.objects.filter(
        Q(until__lt=timezone.localdate(before))
        | Q(state__in=[Light.DECLINED, Light.WITHDRAWN], at__lt=before)
    )
    keys = list(lights.values_list("pk", flat=True))
    activity.forget_all(Spotlight._meta.model_name or "", keys)
    Spotlight.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def _answer(light: Spotlight, to: Light, verb: str, *, by: User, now: datetime) -> Spotlight:
    light = _locked(light)
    if light.state == to:
        return light
    is_over = light.until < timezone.localdate(now)
    if is_over or to not in NEXT_OF_LIGHT[Light(light.state)]:
        raise NoLight
    light.state, light.answered_by, light.answered_at = to, by, now
    light.save(update_fields=["state", "answered_by", "answered_at"])
    event = _record(verb, light, by=by, side=Side.RESIDENT)
    activity.read_about(light, FOR_THEM, by=by, now=now)
    emails.thanks.answered(event, light)
    return light


def _locked(light: Spotlight) -> Spotlight:
    rows = Spotlight.objects.select_for_update(of=("self",))
    return rows.select_related("neighbourhood", "person", "initiative", "proposed_by").get(
        pk=light.pk
    )


def _record(verb: str, light: Spotlight, *, by: User, side: Side) -> Event:
    """Never in the history of the neighbourhood: it goes when they want it gone."""
    return activity.record(
        verb, light, by=by, side=side, neighbourhood=light.neighbourhood, public=False
    )
