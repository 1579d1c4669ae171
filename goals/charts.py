"""A small chart as numbers for a drawing: no texts but those that stand in it, and no styles."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

WIDTH, HEIGHT = 320, 150
LEFT, RIGHT, TOP, BOTTOM = 10, 310, 24, 122
MOST = 20  # points; of more the last ones are drawn
MOST_NAMED = 6  # periods that fit under the chart; of more only the first and the last are named
HALF_BAR = 14


class Point(NamedTuple):
    """`value` is nothing where it is not known, or may not be shown; `said` is how it is read."""

    period: str
    value: Decimal | None
    said: str


class Mark(NamedTuple):
    """Where a value stands, in whole units of the drawing. `height` is that of its bar, whose top
    left corner is at `left`, `top`; `said` is written above it, `period` below. `anchor` keeps the
    outermost words inside."""

    x: str
    y: str
    left: str
    top: str
    width: str
    height: str
    said: str
    period: str
    anchor: str


class Chart(NamedTuple):
    marks: list[Mark]
    line: str  # of a polyline; empty for bars
    target_y: str  # empty without a target
    target: str
    base_y: str


def draw(
    points: Sequence[Point], *, bars: bool, target: Decimal | None = None, target_said: str = ""
) -> Chart | None:
    """None when there is nothing to draw."""
    shown = points[-MOST:]
    known = [point.value for point in shown if point.value is not None]
    if not known:
        return None
    low, high = _range([*known, *([] if target is None else [target])], from_zero=bars)
    xs = _across(len(shown), bars=bars)
    base = _down(max(low, Decimal(0)), low, high) if bars else BOTTOM
    half = min(HALF_BAR, (RIGHT - LEFT) // (2 * len(shown)) - 1)
    named = _named(shown)
    marks = [
        _mark(point, x, _down(point.value, low, high), base, half, number in named)._replace(
            anchor=_anchor(number, len(shown), bars=bars)
        )
        for number, (point, x) in enumerate(zip(shown, xs, strict=True))
        if point.value is not None
    ]
    line = "" if bars else " ".join(f"{mark.x},{mark.y}" for mark in marks)
    target_y = "" if target is None else str(_down(target, low, high))
    return Chart(marks, line, target_y, target_said if target_y else "", str(base))


def _range(values: Sequence[Decimal], *, from_zero: bool) -> tuple[Decimal, Decimal]:
    """A little more than the values take; what stays the same is drawn in the middle."""
    low, high = min(values), max(values)
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
        return low, high if high > low else low + 1
    room = (high - low) / 8 or max(abs(high) / 8, Decimal(1))
    return low - room, high + room


def _across(number: int, *, bars: bool) -> list[int]:
    if number == 1:
        return [(LEFT + RIGHT) // 2]
    if bars:
        step = (RIGHT - LEFT) / number
        return [round(LEFT + step * (nth + 0.5)) for nth in range(number)]
    first, last = LEFT + 8, RIGHT - 8
    return [round(first + (last - first) * nth / (number - 1)) for nth in range(number)]


def _down(value: Decimal, low: Decimal, high: Decimal) -> int:
    return round(BOTTOM - (BOTTOM - TOP) * float((value - low) / (high - low)))


def _named(shown: Sequence[Point]) -> frozenset[int]:
    last = len(shown) - 1
    return frozenset(range(len(shown)) if len(shown) <= MOST_NAMED else {0, last})


def _anchor(number: int, of: int, *, bars: bool) -> str:
    """In the middle of what it belongs to, except where it would stick out."""
    if of == 1 or (bars and of <= MOST_NAMED):
        return "middle"
    return {0: "start", of - 1: "end"}.get(number, "middle")


def _mark(point: Point, x: int, y: int, base: int, half: int, is_named: bool) -> Mark:
    return Mark(
        x=str(x),
        y=str(y),
        left=str(x - half),
        top=str(min(y, base)),
        width=str(2 * half),
        height=str(max(abs(base - y), 1)),
        said=point.said if is_named else "",
        period=point.period if is_named else "",
        anchor="middle",
    )
