"""A small map of a few wijken among their neighbours, as SVG paths; pure arithmetic."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, radians
from typing import Any, NamedTuple

UNITS_PER_DEGREE = 100_000
WIDTH = 400  # pixels of the drawing's own grid; about a telephone's width, so names stay legible
HEIGHT = 300
# The drawn wijken take at most this part of the width and of the height.
FILLED = 0.66
TOLERANCE = 0.6  # pixels that a line may shift by leaving out vertices
OUTSIDE = 6  # pixels beyond the frame to which context is kept, so that its cut edge is not seen
LETTER = 0.56  # mean width of a letter, in font sizes
NAME_SIZE = 17  # font sizes in pixels, as in templates/components/area_map.html
CONTEXT_SIZE = 12
ROW_STEP = 5  # pixels between the heights at which a label is tried

# A vertex in 1/100,000 degree WGS84 (longitude, latitude); exact, so that it can be compared.
Vertex = tuple[int, int]
Line = list[Vertex]
Ring = list[Vertex]  # a line that ends where it begins
Edge = frozenset[Vertex]
Point = tuple[float, float]  # in pixels, y downwards


class Boundary(NamedTuple):
    name: str
    rings: list[Ring]  # holes are rings too: the even-odd rule tells them apart


class Window(NamedTuple):
    west: float  # degrees WGS84
    south: float
    east: float
    north: float


class Label(NamedTuple):
    x: int
    y: int
    text: str


class Drawing(NamedTuple):
    """All of it JSON; paths use whole pixels and fill with the even-odd rule."""

    width: int
    height: int
    area: str
    context: str  # the land around it
    borders: str  # lines between the wijken of the context
    names: tuple[Label, ...]
    context_names: tuple[Label, ...]


class _Frame(NamedTuple):
    left: float  # longitude and latitude of the left top corner, in vertex units
    top: float
    squeeze: float  # cosine of the latitude
    scale: float  # pixels per vertex unit of latitude
    width: int
    height: int

    def point(self, vertex: Vertex) -> Point:
        x, y = vertex
        return (x - self.left) * self.squeeze * self.scale, (self.top - y) * self.scale


def boundary(name: str, text: str) -> Boundary:
    """From `Area.boundary`: JSON rings of steps, [[x, y, dx, dy, ...], ...]; "" has no rings."""
    rings = []
    for steps in json.loads(text or "[]"):
        x = y = 0
        ring = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append([*ring, ring[0]])
    return Boundary(name, rings)


def outline(
    boundaries: Sequence[Boundary],
    context: Sequence[Boundary] = (),
    *,
    name: str = "",
    width: int = WIDTH,
    height: int = HEIGHT,
) -> Drawing:
    """The boundaries as one area with its name in it, and what of the context is in the frame.

    Inner borders vanish because wijken share their vertices exactly. An area without vertices
    gives an empty drawing.
    """
    if not any(one.rings for one in boundaries):
        return Drawing(width, height, "", "", "", (), ())
    frame = _frame(boundaries, width, height)
    corners = _corners([*boundaries, *context])
    own_edges = _edges(boundaries)
    own = [_project(ring, corners, frame) for ring in _rings(_once(own_edges))]
    around_edges = _edges(context)
    around = _in_frame(_rings(_once(around_edges)), corners, frame)
    borders = [
        _project(line, corners, frame)
        for line in _lines(_twice(around_edges), corners)
        if _touches(line, frame)
    ]
    names = _labels([(name, own)], NAME_SIZE, frame, must=True)
    context_names = _labels(
        [(one.name, _in_frame(one.rings, corners, frame)) for one in context],
        CONTEXT_SIZE,
        frame,
        taken=names,
    )
    return Drawing(
        width,
        height,
        _path(own, closed=True),
        _path(around, closed=True),
        _path(borders, closed=False),
        names,
        context_names,
    )


def window(boundaries: Sequence[Boundary], width: int = WIDTH, height: int = HEIGHT) -> Window:
    """What `outline` shows of the world, in degrees: whatever lies in it can be its context."""
    if not any(one.rings for one in boundaries):
        return Window(0, 0, 0, 0)
    frame = _frame(boundaries, width, height)
    east = frame.left + width / (frame.scale * frame.squeeze)
    south = frame.top - height / frame.scale
    return Window(*(value / UNITS_PER_DEGREE for value in (frame.left, south, east, frame.top)))


def as_json(drawing: Drawing) -> dict[str, Any]:
    """The drawing as a JSONField keeps it; the template reads either."""
    return {
        **drawing._asdict(),
        "names": [label._asdict() for label in drawing.names],
        "context_names": [label._asdict() for label in drawing.context_names],
    }


def from_json(kept: dict[str, Any]) -> Drawing:
    """Raises KeyError or TypeError for a drawing of another version."""
    return Drawing(
        **{
            **kept,
            "names": tuple(Label(**label) for label in kept["names"]),
            "context_names": tuple(Label(**label) for label in kept["context_names"]),
        }
    )


# --- The frame: local equirectangular, one scale for the whole picture


def _frame(boundaries: Iterable[Boundary], width: int, height: int) -> _Frame:
    vertices = [vertex for one in boundaries for ring in one.rings for vertex in ring]
    xs, ys = [x for x, _y in vertices], [y for _x, y in vertices]
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    squeeze = cos(radians((south + north) / 2 / UNITS_PER_DEGREE))
    scale = min(
        width * FILLED / max((east - west) * squeeze, 1), height * FILLED / max(north - south, 1)
    )
    left = (west + east) / 2 - width / scale / squeeze / 2
    top = (south + north) / 2 + height / scale / 2
    return _Frame(left, top, squeeze, scale, width, height)


def _project(line: Line, corners: set[Vertex], frame: _Frame) -> list[Point]:
    return [frame.point(vertex) for vertex in _simplify(line, corners, frame)]


# --- Edges, and the rings and lines they make


def _edges(boundaries: Iterable[Boundary]) -> Counter[Edge]:
    """How often each edge occurs: once on the outside, twice between two wijken."""
    return Counter(
        frozenset(pair)
        for one in boundaries
        for ring in one.rings
        for pair in pairwise(ring)
        if pair[0] != pair[1]
    )


def _once(edges: Counter[Edge]) -> list[Edge]:
    return [edge for edge, times in edges.items() if times % 2]


def _twice(edges: Counter[Edge]) -> list[Edge]:
    return [edge for edge, times in edges.items() if times % 2 == 0]


def _corners(boundaries: Iterable[Boundary]) -> set[Vertex]:
    """Where three or more borders meet: kept by simplifying, so that neighbours keep fitting."""
    meeting = Counter(vertex for edge in _edges(boundaries) for vertex in edge)
    return {vertex for vertex, times in meeting.items() if times > 2}


def _rings(edges: Iterable[Edge]) -> list[Ring]:
    """Closed walks over all edges; where rings touch any walk will do, by the even-odd rule."""
    neighbours = _neighbours(edges)
    rings = []
    for start in neighbours:
        while neighbours[start]:
            rings.append(_walk(start, neighbours))
    return rings


def _lines(edges: Iterable[Edge], corners: set[Vertex]) -> list[Line]:
    """Walks over all edges from corner to corner; a border without corners comes out whole."""
    neighbours = _neighbours(edges)
    lines = []
    for start in [*(vertex for vertex in neighbours if vertex in corners), *neighbours]:
        while neighbours[start]:
            lines.append(_walk(start, neighbours, corners))
    return lines


def _neighbours(edges: Iterable[Edge]) -> dict[Vertex, dict[Vertex, None]]:
    """Per vertex the others, in the order of the edges: a set would differ from run to run."""
    neighbours: dict[Vertex, dict[Vertex, None]] = defaultdict(dict)
    for edge in edges:
        one, other = sorted(edge)
        neighbours[one][other] = None
        neighbours[other][one] = None
    return dict(neighbours)


def _walk(
    start: Vertex,
    neighbours: dict[Vertex, dict[Vertex, None]],
    stops: set[Vertex] | frozenset[Vertex] = frozenset(),
) -> Line:
    """From `start` until it is reached again, or a stop or dead end is; uses up its edges."""
    walk = [start]
    while neighbours[walk[-1]]:
        before, here = walk[-1], next(iter(neighbours[walk[-1]]))
        del neighbours[before][here]
        del neighbours[here][before]
        walk.append(here)
        if here == start or here in stops:
            break
    return walk


# --- Fewer vertices


def _simplify(line: Line, corners: set[Vertex], frame: _Frame) -> Line:
    """Douglas-Peucker between corners, the same from both sides, so that borders stay shared."""
    if line[0] == line[-1]:
        first = next(
            (n for n, vertex in enumerate(line) if vertex in corners), line.index(min(line))
        )
        line = line[first:-1] + line[: first + 1]
    last = len(line) - 1
    cuts = {0, last, *(number for number, vertex in enumerate(line) if vertex in corners)}
    kept = []
    for begin, end in pairwise(sorted(cuts)):
        kept += _thin(line[begin : end + 1], frame)[:-1]
    return [*kept, line[last]]


def _thin(line: Line, frame: _Frame) -> Line:
    if line > line[::-1]:
        return _thin(line[::-1], frame)[::-1]
    points = [frame.point(vertex) for vertex in line]
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        begin, end = spans.pop()
        distance, number = max(
            (
                (_from_segment(points[number], points[begin], points[end]), number)
                for number in range(begin + 1, end)
            ),
            default=(0.0, begin),
        )
        if distance > TOLERANCE:
            keep.add(number)
            spans += [(begin, number), (number, end)]
    return [line[number] for number in sorted(keep)]


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _from_segment(point: Point, begin: Point, end: Point) -> float:
    along_x, along_y = end[0] - begin[0], end[1] - begin[1]
    length = along_x**2 + along_y**2
    if not length:
        return _distance(point, begin)
    part = ((point[0] - begin[0]) * along_x + (point[1] - begin[1]) * along_y) / length
    part = min(max(part, 0), 1)
    return _distance(point, (begin[0] + part * along_x, begin[1] + part * along_y))


# --- What lies in the frame


def _touches(line: Line, frame: _Frame) -> bool:
    points = [frame.point(vertex) for vertex in line]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs) < frame.width and max(xs) > 0 and min(ys) < frame.height and max(ys) > 0


def _in_frame(rings: Iterable[Ring], corners: set[Vertex], frame: _Frame) -> list[list[Point]]:
    clipped = (
        _clip(_project(ring, corners, frame), frame) for ring in rings if _touches(ring, frame)
    )
    return [ring for ring in clipped if len(ring) > 2]


def _clip(ring: list[Point], frame: _Frame) -> list[Point]:
    """Sutherland-Hodgman against the frame and a little around it; pieces may be joined along the
    cut edge, where nobody sees them."""
    for axis, limit, sign in (
        (0, -OUTSIDE, 1),
        (0, frame.width + OUTSIDE, -1),
        (1, -OUTSIDE, 1),
        (1, frame.height + OUTSIDE, -1),
    ):
        clipped: list[Point] = []
        for before, here in pairwise([*ring[-1:], *ring]):
            if ((before[axis] - limit) * sign >= 0) != ((here[axis] - limit) * sign >= 0):
                part = (limit - before[axis]) / (here[axis] - before[axis])
                clipped.append(
                    (
                        before[0] + part * (here[0] - before[0]),
                        before[1] + part * (here[1] - before[1]),
                    )
                )
            if (here[axis] - limit) * sign >= 0:
                clipped.append(here)
        ring = clipped
    return ring


# --- Names, where they fit


def _labels(
    shapes: Iterable[tuple[str, list[list[Point]]]],
    size: int,
    frame: _Frame,
    *,
    taken: Sequence[Label] = (),
    must: bool = False,
) -> tuple[Label, ...]:
    """One per shape, inside it and inside the frame; what does not fit is left out, or with `must`
    stands in the roomiest place all the same."""
    labels = []
    for text, rings in shapes:
        needed = (len(text) + 1) * size * LETTER
        spot = _best_spot(rings, size, needed * 1.5, frame) if text and rings else None
        if spot and (must or spot[2] >= needed):
            labels.append(Label(round(spot[0]), round(spot[1]), text))
    return tuple(label for label in labels if not any(_near(label, other) for other in taken))


def _near(one: Label, other: Label) -> bool:
    reach = (len(one.text) * CONTEXT_SIZE + len(other.text) * NAME_SIZE) * LETTER / 2
    return abs(one.x - other.x) < reach and abs(one.y - other.y) < NAME_SIZE


def _best_spot(
    rings: list[list[Point]], size: int, enough: float, frame: _Frame
) -> tuple[float, float, float] | None:
    """(middle x, middle y, free width) of the row, a good text high, with the most room up to
    `enough`; among those with enough the most central."""
    ys = [y for ring in rings for _x, y in ring]
    top, bottom = max(min(ys), 0), min(max(ys), frame.height)
    best: tuple[float, tuple[float, float, float]] | None = None
    for row in range(int(top + size), int(bottom - size) + 1, ROW_STEP):
        free = list(_inside(rings, row, frame.width))
        for edge in (row - size * 0.85, row + size * 0.85):
            free = list(_overlap(free, list(_inside(rings, edge, frame.width))))
        for begin, end in free:
            score = min(end - begin, enough) - abs(row - (top + bottom) / 2) / 2
            if best is None or score > best[0]:
                best = score, ((begin + end) / 2, row, end - begin)
    return best[1] if best else None


def _inside(rings: list[list[Point]], y: float, width: int) -> Iterator[tuple[float, float]]:
    """The stretches of the row at `y` that lie inside the rings and the frame."""
    crossings = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
        if (y1 <= y) != (y2 <= y)
    )
    for begin, end in zip(crossings[::2], crossings[1::2], strict=True):
        if min(end, width - 4) > max(begin, 4):
            yield max(begin, 4), min(end, width - 4)


def _overlap(
    some: list[tuple[float, float]], others: list[tuple[float, float]]
) -> Iterator[tuple[float, float]]:
    for begin, end in some:
        for other_begin, other_end in others:
            if min(end, other_end) > max(begin, other_begin):
                yield max(begin, other_begin), min(end, other_end)


# --- Writing


def _path(lines: Iterable[list[Point]], *, closed: bool) -> str:
    """Relative steps in whole pixels: "M120 34l5-2 3 8z"; what shrinks to a dot is left out."""
    return "".join(_one_path(line, closed=closed) for line in lines)


def _one_path(line: list[Point], *, closed: bool) -> str:
    rounded = [(round(x), round(y)) for x, y in line]
    if closed and rounded[0] == rounded[-1]:
        rounded.pop()
    steps = [
        (here[0] - before[0], here[1] - before[1])
        for before, here in pairwise(rounded)
        if here != before
    ]
    if len(steps) < (2 if closed else 1):
        return ""
    text = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
    return f"M{rounded[0][0]} {rounded[0][1]}l{text}{'z' if closed else ''}"
