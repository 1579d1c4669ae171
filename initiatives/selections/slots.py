"""When hands are needed, how many places are left, and what a calendar must know of it."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core import lazily

from ..models import SignUp, Slot, SupportRequest

icalendar = lazily.module("icalendar")

SOON = timedelta(days=14)
FIELDS = (
    "request", "request__initiative", "pk", "starts_at", "ends_at", "place", "places", "called_off",
)  # fmt: skip
MOST_SOON = 3  # of one request in a list; its own page has the others


class Moment(NamedTuple):
    """One slot as a page shows it; `left` is in words, `called_off` why it does not go on."""

    pk: int
    url: str
    day: date
    hours: str
    place: str
    left: str
    is_full: bool
    is_over: bool
    is_past: bool
    is_mine: bool
    called_off: str

    @property
    def is_open(self) -> bool:
        return not (self.is_full or self.is_over)

    @property
    def counts_on_me(self) -> bool:
        return self.is_mine and not self.called_off


def moments_of(
    request: SupportRequest, user: User | AnonymousUser, *, now: datetime
) -> list[Moment]:
    """What is still to come first, then what has been, the last first; one query."""
    told = [moment for _request, moment in _moments(request.slots.all(), user, now)]
    coming = [one for one in told if not one.is_past]
    return coming + [one for one in reversed(told) if one.is_past]


def open_moments(request: SupportRequest, user: User, *, now: datetime) -> list[Moment]:
    """Where this person is not yet, and can come."""
    return [one for one in moments_of(request, user, now=now) if one.is_open and not one.is_mine]


def can_finish(moments: list[Moment]) -> bool:
    """There were some, and none is still to come."""
    standing = [one for one in moments if not one.called_off]
    return bool(standing) and all(one.is_past for one in standing)


def moment_of(slot: Slot, user: User, *, now: datetime) -> Moment:
    [(_request, moment)] = _moments(Slot.objects.filter(pk=slot.pk), user, now)
    return moment


def others_at_that_time(slot: Slot, user: User) -> list[Slot]:
    """For what else this person signed up at the same time; that is said, not forbidden."""
    mine = Slot.objects.standing().filter(signups__person=user).exclude(pk=slot.pk)
    meanwhile = mine.filter(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)
    return list(meanwhile.order_by("starts_at", "pk"))


def who_come(slot: Slot) -> QuerySet[SignUp]:
    """For the team only."""
    return slot.signups.select_related("person").order_by("at", "pk")


def how_many_come(request: SupportRequest, *, now: datetime) -> int:
    """People who signed up for what is still to come, each once."""
    coming = SignUp.objects.filter(slot__in=request.slots.to_come(now))
    return coming.values("person").distinct().count()


def free_soon(requests: Collection[int], *, now: datetime) -> dict[int, list[Moment]]:
    """By the key of a request its first moments within two weeks with places left; one query."""
    soon = Slot.objects.to_come(now).filter(request__in=requests, starts_at__lt=now + SOON)
    by_request: dict[int, list[Moment]] = {}
    for request, moment in _moments(soon, AnonymousUser(), now):
        first = by_request.setdefault(request, [])
        if not moment.is_full and len(first) < MOST_SOON:
            first.append(moment)
    return by_request


def calendar(slot: Slot, *, now: datetime) -> bytes:
    """One event (RFC 5545), in universal time and without a word about anybody.

    Its number goes up with each change, so that a calendar that knows it already follows.
    """
    request = slot.request
    url = settings.SITE_URL + slot.get_absolute_url()
    uid = f"{slot.key}@{urlsplit(settings.SITE_URL).hostname}"
    event = icalendar.Event.new(
        uid=uid,
        sequence=slot.version,
        stamp=now,
        start=slot.starts_at,
        end=slot.ends_at,
        summary=_("Helpen: %(title)s") % {"title": request.initiative.title},
        location=slot.place,
        description=f"{request.text}\n{url}",
        url=url,
    )
    event.add("status", "CANCELLED" if slot.called_off_at else "CONFIRMED")
    found = icalendar.Calendar.new(
        prodid="-//wijkaanpak//NL", method="PUBLISH", uid=uid, subcomponents=[event]
    )
    return bytes(found.to_ical())


def _moments(
    slots: QuerySet[Slot], user: User | AnonymousUser, now: datetime
) -> list[tuple[int, Moment]]:
    """Each with the key of its request, in the order of the days; one query."""
    mine = Count("signups", filter=Q(signups__person=user.pk))
    counted = slots.annotate(taken=Count("signups"), mine=mine).order_by("starts_at", "pk")
    rows = counted.values_list(*FIELDS, "taken", "mine")
    return [(row[0], _moment(*row, now=now)) for row in rows]


def _moment(
    request: int,
    initiative: int,
    pk: int,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    places: int,
    called_off: str,
    taken: int,
    mine: int,
    *,
    now: datetime,
) -> Moment:
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    free = places - taken
    left = ngettext("nog %(number)s plek", "nog %(number)s plekken", free) % {"number": free}
    return Moment(
        pk=pk,
        url=reverse("initiatives:slot", args=[initiative, request, pk]),
        day=starts.date(),
        hours=f"{starts:%H:%M}–{ends:%H:%M}",
        place=place,
        left=left if free > 0 else _("vol"),
        is_full=free <= 0,
        is_over=bool(called_off) or starts_at <= now,
        is_past=ends_at <= now,
        is_mine=bool(mine),
        called_off=called_off,
    )
