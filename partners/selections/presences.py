"""Who is in the neighbourhood when: by day and part of the day, evenings included."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from neighbourhoods.models import Membership, Neighbourhood

from ..models import Organisation, Presence
from ..states import DayPart, Weekday
from .posts import hours

DAY = 24 * 60  # minutes
# From and until, in minutes since the midnight with which the day began.
HOURS: dict[DayPart, list[tuple[int, int]]] = {
    DayPart.MORNING: [(6 * 60, 12 * 60)],
    DayPart.AFTERNOON: [(12 * 60, 18 * 60)],
    DayPart.EVENING: [(18 * 60, DAY)],
    DayPart.NIGHT: [(0, 6 * 60), (DAY, DAY + 6 * 60)],
}


class Present(NamedTuple):
    """One that is there: what the component `person` shows, and the organisation that it is `of`.

    Without a name it is not said who one meets.
    """

    pk: int
    name: str
    initials: str
    photo: str
    is_named: bool
    of: str
    url: str
    hours: str
    where: str
    days: str


class Cell(NamedTuple):
    """How many are there in a part of a day."""

    number: int
    label: str


class Line(NamedTuple):
    """A day in the picture of the week; `value` is its number in the address."""

    value: int
    label: str
    cells: list[Cell]


class Part(NamedTuple):
    """Who is there in a part of the chosen day; nobody is also said."""

    label: str
    people: list[Present]


def present_in(neighbourhood: Neighbourhood) -> list[Presence]:
    """All of a week in one query; the picture and the lists are made of them."""
    return list(Presence.objects.public_in(neighbourhood).for_list())


def present_of(organisation: Organisation) -> list[Presence]:
    found = Presence.objects.running().filter(organisation=organisation)
    return list(found.for_list())


def faces_in(neighbourhood: Neighbourhood) -> dict[int, str]:
    """The addresses of the portraits of who works here, by person; one query."""
    shown = Membership.objects.in_view().filter(neighbourhood=neighbourhood).exclude(portrait="")
    return {one.person_id: one.portrait_url for one in shown}


def people(presences: Iterable[Presence], photos: dict[int, str] | None = None) -> list[Present]:
    return [_present(one, photos or {}) for one in presences]


def now_there(presences: Iterable[Presence], now: datetime) -> list[Presence]:
    """Who is there at this moment; `now` is in the time of the neighbourhood."""
    today, minute = now.isoweekday(), now.hour * 60 + now.minute
    yesterday = today - 1 or 7
    found = []
    for one in presences:
        begins, ends = _minutes(one)
        is_today = str(today) in one.days and begins <= minute < ends
        is_still = str(yesterday) in one.days and begins <= minute + DAY < ends
        if is_today or is_still:
            found.append(one)
    return found


def on(presences: Iterable[Presence], day: Weekday) -> list[Presence]:
    return [one for one in presences if str(day.value) in one.days]


def week(presences: list[Presence]) -> list[Line]:
    """How many there are in each part of each day."""
    return [
        Line(
            day.value,
            str(day.label),
            [
                Cell(sum(part in parts_of(one) for one in on(presences, day)), str(part.label))
                for part in DayPart
            ],
        )
        for day in Weekday
    ]


def day_parts(presences: list[Presence], photos: dict[int, str]) -> list[Part]:
    """Of one day, in the parts of the picture of the week: each in every part in which they are."""
    return [
        Part(str(part.label), people((one for one in presences if part in parts_of(one)), photos))
        for part in DayPart
    ]


def evenings(presences: list[Presence]) -> str:
    """On which evenings nobody is there, in words (O21)."""
    evening = DayPart.EVENING
    empty = [
        day for day in Weekday if not any(evening in parts_of(one) for one in on(presences, day))
    ]
    if not empty:
        return _("Elke avond is er iemand.")
    if len(empty) == len(Weekday):
        return _("’s Avonds is er nooit iemand.")
    days = ", ".join(str(day.label) for day in empty)
    return _("’s Avonds is er niemand op: %(days)s.") % {"days": days}


def parts_of(presence: Presence) -> list[DayPart]:
    """In which parts of the day somebody is there, in the order in which they are."""
    begins, ends = _minutes(presence)
    found = [
        (start, part)
        for part, spans in HOURS.items()
        for start, stop in spans
        if begins < stop and start < ends
    ]
    return list(dict.fromkeys(part for _start, part in sorted(found)))


def _minutes(presence: Presence) -> tuple[int, int]:
    """Since midnight; past the next one when it ends on the day after."""
    begins, ends = (one.hour * 60 + one.minute for one in (presence.begins, presence.ends))
    return begins, ends if ends > begins else ends + DAY


def _present(one: Presence, photos: dict[int, str]) -> Present:
    """Nobody by name where nobody was named, or where who was named is of it no more."""
    who = one.person if getattr(one, "is_of", False) else None
    organisation = one.organisation
    return Present(
        pk=one.pk,
        name=who.public_name if who else _("Steeds iemand anders"),
        initials=who.initials if who else "",
        photo=photos.get(who.pk, "") if who else "",
        is_named=who is not None,
        of=organisation.name,
        url=organisation.get_absolute_url(),
        hours=hours(one.begins, one.ends),
        where=one.place,
        days=", ".join(str(day.label) for day in one.weekdays),
    )
