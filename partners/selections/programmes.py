"""What runs in a neighbourhood, in one picture: for whom, when, and in which way."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from neighbourhoods.models import Neighbourhood

from ..models import Organisation, Programme
from ..states import Approach, DayPart, Group


class Cell(NamedTuple):
    """How many programmes there are for a group in a part of the day, or in a way of working."""

    number: int
    query: str
    label: str


class Line(NamedTuple):
    """One group in the picture."""

    group: str
    query: str
    cells: list[Cell]


class Picture(NamedTuple):
    """Two tables with a line per group: by part of the day, and from preventive to repressive.

    `gaps` and `overlaps` say in words what stands out.
    """

    parts: list[str]
    by_part: list[Line]
    steps: list[tuple[int, str]]
    by_step: list[Line]
    gaps: list[str]
    overlaps: list[str]


class Shown(NamedTuple):
    """A programme in a list; `approach` runs from 1 to 5."""

    pk: int
    title: str
    about: str
    group: str
    parts: str
    approach: int
    approach_label: str
    organisation: str
    url: str


def running_in(neighbourhood: Neighbourhood) -> list[Programme]:
    """All of it in one query; the picture and the list are both made of them."""
    found = Programme.objects.public_in(neighbourhood)
    return list(
        found.select_related("organisation")
        .only(
            "title", "about", "group", *Programme.PARTS, "approach",
            "organisation__name", "organisation__slug", "organisation__is_listed",
        )
        .order_by("title", "pk")
    )  # fmt: skip


def running_of(organisation: Organisation) -> list[Programme]:
    found = Programme.objects.running().filter(organisation=organisation)
    return list(
        found.select_related("neighbourhood")
        .defer("neighbourhood__drawing", "neighbourhood__introduction")
        .order_by("title", "pk")
    )


def choose(
    programmes: Iterable[Programme], *, group: str, part: str, step: int | None
) -> list[Programme]:
    """Those of one cell; an empty choice leaves all in."""
    return [
        one
        for one in programmes
        if group in {"", one.group}
        and (not part or part in one.parts)
        and step in {None, one.approach}
    ]


def shown(programmes: Iterable[Programme], organisation: Organisation | None = None) -> list[Shown]:
    """`organisation` is whose they all are, when that is known already."""
    return [_shown(one, organisation or one.organisation) for one in programmes]


def picture(programmes: list[Programme]) -> Picture:
    by_part = Counter((one.group, part) for one in programmes for part in one.parts)
    by_step = Counter((one.group, one.approach) for one in programmes)
    day = list(DayPart)
    return Picture(
        parts=[str(part.label) for part in day],
        by_part=[
            Line(
                str(group.label),
                f"groep={group.value}",
                [
                    _cell(group, by_part[group, part], f"deel={part.value}", part.label)
                    for part in day
                ],
            )
            for group in Group
        ],
        steps=[(step.value, str(step.label)) for step in Approach],
        by_step=[
            Line(
                str(group.label),
                f"groep={group.value}",
                [
                    _cell(group, by_step[group, step], f"stap={step.value}", step.label)
                    for step in Approach
                ],
            )
            for group in Group
        ],
        gaps=_gaps(by_part) if programmes else [],
        overlaps=_overlaps(by_part),
    )


def _cell(group: Group, number: int, query: str, label: object) -> Cell:
    return Cell(number, f"groep={group.value}&{query}", f"{group.label}, {label}")


def _gaps(found: Counter[tuple[str, DayPart]]) -> list[str]:
    """For whom there is nothing at all, and for whom nothing in the evening.

    What is for everybody is for each of them as well, and leaves no evening empty.
    """
    groups = [group for group in Group if group != Group.EVERYBODY]
    nothing = [one for one in groups if not any(found[one, part] for part in DayPart)]
    in_evening = DayPart.EVENING
    day_only = [one for one in groups if one not in nothing and not found[one, in_evening]]
    gaps = []
    if nothing:
        gaps.append(_("Nog niets voor: %(groups)s.") % {"groups": _joined(nothing)})
    if day_only and not found[Group.EVERYBODY, in_evening]:
        gaps.append(_("’s Avonds niets voor: %(groups)s.") % {"groups": _joined(day_only)})
    return gaps


def _joined(groups: Iterable[Group]) -> str:
    return ", ".join(str(group.label) for group in groups)


def _overlaps(found: Counter[tuple[str, DayPart]]) -> list[str]:
    """Where more than one is at work for the same people at the same time."""
    return [
        _("%(group)s, %(part)s: %(number)d tegelijk")
        % {"group": Group(group).label, "part": part.label, "number": number}
        for (group, part), number in sorted(found.items(), key=lambda one: -one[1])
        if number > 1
    ]


def _shown(one: Programme, organisation: Organisation) -> Shown:
    return Shown(
        one.pk,
        one.title,
        one.about,
        str(one.get_group_display()),
        ", ".join(str(part.label) for part in one.parts),
        one.approach,
        str(one.get_approach_display()),
        organisation.name,
        organisation.get_absolute_url(),
    )
