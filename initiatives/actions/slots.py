"""When hands are needed, and who comes. Callers have checked who may."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.working_days import DAY

from .. import emails, verbs
from ..models import SignUp, Slot, SupportRequest
from ..states import (
    MOST_SLOTS,
    Full,
    Help,
    NotPossible,
    Over,
    Overtaken,
    TooFewPlaces,
    TooManySlots,
    Visibility,
)


class When(NamedTuple):
    """What a team says of a moment: the form has checked that it ends after it starts."""

    starts_at: datetime
    ends_at: datetime
    place: str
    places: int


@transaction.atomic
def add(request: SupportRequest, when: When, *, key: UUID, by: User, now: datetime) -> Slot:
    """The same `key` is the same moment.

    Raises NotPossible for what is no open request for hands, Over for a moment that has passed,
    TooManySlots.
    """
    request = SupportRequest.objects.select_for_update().get(pk=request.pk)
    known = Slot.objects.filter(key=key, request=request).first()
    if known:
        return known
    if request.kind != Help.HANDS or not request.is_open:
        raise NotPossible("no open request for hands")
    if when.starts_at <= now:
        raise Over
    if request.slots.standing().count() >= MOST_SLOTS:
        raise TooManySlots
    slot = Slot.objects.create(request=request, **when._asdict(), key=key, by=by, at=now)
    _record(verbs.SLOT_ADDED.name, slot, by, Side.TEAM)
    return slot


@transaction.atomic
def change(slot: Slot, when: When, *, seen: int, by: User, now: datetime) -> Slot:
    """Who signed up hears when it is at another time or place.

    Raises Over, Overtaken when a teammate was first, TooFewPlaces for fewer than signed up.
    """
    slot = _locked(slot)
    before = When(slot.starts_at, slot.ends_at, slot.place, slot.places)
    if when == before:
        return slot
    if slot.is_over(now) or when.starts_at <= now:
        raise Over
    if slot.version != seen:
        raise Overtaken
    taken = slot.signups.count()
    if when.places < taken:
        raise TooFewPlaces(taken)
    slot.starts_at, slot.ends_at, slot.place, slot.places = when
    slot.version += 1
    slot.save()
    event = _record(verbs.SLOT_CHANGED.name, slot, by, Side.TEAM)
    if when._replace(places=before.places) != before:
        emails.slot_changed(event, slot)
    return slot


@transaction.atomic
def call_off(slot: Slot, words: str, *, by: User, now: datetime) -> Slot:
    """All who signed up hear why. Calling off twice is once; raises Over when it has begun."""
    slot = _locked(slot)
    if slot.called_off_at:
        return slot
    if slot.is_over(now):
        raise Over
    _call_off(slot, words, by, now)
    return slot


def call_off_coming(request: SupportRequest, words: str, *, by: User, now: datetime) -> None:
    """All that is still to come, in the transaction of who has locked the request."""
    for slot in request.slots.to_come(now).order_by("pk"):
        slot = _locked(slot)
        if not slot.called_off_at:
            _call_off(slot, words, by, now)


@transaction.atomic
def sign_up(slot: Slot, *, by: User, now: datetime) -> SignUp:
    """One place for one person, who gets it to keep; the team hears who comes.

    Who is on it already stays on it, once. Raises Over and Full.
    """
    slot = _locked(slot)
    known = SignUp.objects.filter(slot=slot, person=by).first()
    if known:
        return known
    if slot.is_over(now):
        raise Over
    if slot.signups.count() >= slot.places:
        raise Full
    signup = SignUp.objects.create(slot=slot, person=by, at=now)
    event = _record(verbs.SIGNED_UP.name, slot, by, Side.RESIDENT)
    emails.signed_up(event, slot, by)
    return signup


@transaction.atomic
def withdraw(slot: Slot, *, by: User, now: datetime) -> None:
    """The place is free again, and the team hears of it. Raises Over."""
    slot = _locked(slot)
    mine = SignUp.objects.filter(slot=slot, person=by)
    if not mine.exists():
        return
    if slot.is_over(now):
        raise Over
    mine.delete()
    event = _record(verbs.SIGNED_OFF.name, slot, by, Side.RESIDENT)
    emails.signed_off(event, slot)


def to_remind(now: datetime) -> list[Slot]:
    """Those of today and tomorrow that are still to come."""
    tomorrow = timezone.localdate(now) + DAY
    soon = Slot.objects.to_come(now).filter(starts_at__date__lte=tomorrow)
    return list(soon.exclude(signups=None).order_by("starts_at", "pk"))


@transaction.atomic
def remind(slot: Slot, *, now: datetime) -> Event | None:
    """The day before, once, who signed up on an earlier day; nobody while it is hidden."""
    slot = _locked(slot)
    initiative = slot.request.initiative
    if slot.is_over(now) or not initiative.is_public:
        return None
    event = activity.record_once(
        f"{verbs.SLOT_SOON.name}:{slot.pk}:{timezone.localdate(slot.starts_at):%Y-%m-%d}",
        verbs.SLOT_SOON.name,
        initiative,
        neighbourhood=initiative.neighbourhood,
        now=now,
        url=slot.get_absolute_url(),
    )
    if event:
        emails.slot_soon(event, slot)
    return event


def to_close(now: datetime) -> list[SupportRequest]:
    """Open requests of which all moments are past."""
    standing = Slot.objects.standing()
    asked = SupportRequest.objects.open().filter(pk__in=standing.values("request"))
    later = standing.filter(ends_at__gt=now).values("request")
    return list(asked.exclude(pk__in=later).order_by("pk"))


@transaction.atomic
def ask_to_close(request: SupportRequest, *, now: datetime) -> Event | None:
    """The team, once after the last moment: did it work out?"""
    rows = SupportRequest.objects.select_for_update(of=("self",))
    request = rows.select_related("initiative__neighbourhood").get(pk=request.pk)
    last: datetime | None = request.slots.standing().aggregate(last=Max("ends_at"))["last"]
    if not request.is_open or last is None or last > now:
        return None
    event = activity.record_once(
        f"{verbs.SLOTS_PAST.name}:{request.pk}:{timezone.localdate(last):%Y-%m-%d}",
        verbs.SLOTS_PAST.name,
        request.initiative,
        neighbourhood=request.initiative.neighbourhood,
        now=now,
        url=request.get_absolute_url(),
    )
    if event:
        emails.slots_past(event, request)
    return event


def _locked(slot: Slot) -> Slot:
    rows = Slot.objects.select_for_update(of=("self",))
    return rows.select_related("request__initiative__neighbourhood").get(pk=slot.pk)


def _call_off(slot: Slot, words: str, by: User, now: datetime) -> None:
    slot.called_off, slot.called_off_at = words, now
    slot.version += 1
    slot.save()
    event = _record(verbs.SLOT_CALLED_OFF.name, slot, by, Side.TEAM)
    emails.slot_called_off(event, slot)


def _record(verb: str, slot: Slot, by: User, side: Side) -> Event:
    """Not in the story: the neighbourhood read that hands are asked, and who comes is the team's.

    Where the initiative was taken away it leads to the neighbourhood.
    """
    initiative = slot.request.initiative
    gone = initiative.visibility == Visibility.GONE
    page = initiative.neighbourhood if gone else slot
    return activity.record(
        verb,
        initiative,
        by=by,
        side=side,
        neighbourhood=initiative.neighbourhood,
        public=False,
        url=page.get_absolute_url(),
    )
