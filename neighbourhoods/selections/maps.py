"""The picture of a neighbourhood: its own wijken, and the wijken around them."""

import re
from collections.abc import Iterable
from typing import Any

from ..drawing import Boundary, Drawing, as_json, boundary, outline, window
from ..models import Area, Neighbourhood

# "Wijk 00" is what CBS says where there is no name; it tells nobody anything.
NAMELESS = re.compile(r"(Wijk|Buurt) ?[0-9]*")


def neighbourhood_map(neighbourhood: Neighbourhood) -> Drawing:
    """Drawn afresh, in two queries; pages show what `draw` made when the neighbourhood opened."""
    return _drawing(neighbourhood.areas.all(), neighbourhood.name)


def draw(areas: Iterable[Area], name: str = "") -> dict[str, Any]:
    """For `Neighbourhood.drawing`; one query besides `areas`. Without a name that of the first."""
    return as_json(_drawing(areas, name))


def _drawing(areas: Iterable[Area], name: str) -> Drawing:
    own = list(areas)
    shapes = [_boundary(area) for area in own]
    view = window(shapes)
    around = (
        Area.objects.current()
        .overlapping(*view)
        .exclude(pk__in=[area.pk for area in own])
        .order_by("pk")
        .only("short_name", "boundary")
    )
    return outline(
        shapes,
        [_boundary(area) for area in around],
        name=name or next((area.short_name for area in own), ""),
    )


def _boundary(area: Area) -> Boundary:
    name = "" if NAMELESS.fullmatch(area.short_name) else area.short_name
    return boundary(name, area.boundary)
