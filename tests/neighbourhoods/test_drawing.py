import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from neighbourhoods.drawing import (
    CONTEXT_SIZE,
    NAME_SIZE,
    Boundary,
    Drawing,
    as_json,
    boundary,
    from_json,
    outline,
    window,
)

TEMPLATE = Path(__file__).parents[2] / "templates" / "components" / "area_map.html"
X, Y = 485_000, 5_243_000  # somewhere in Zaandam

# A busy machine is no failure.
CALM = settings(deadline=None)


def block(column: int, row: int, name: str = "", size: int = 400) -> Boundary:
    """A square wijk in a grid of equal ones; rows go north."""
    west, south = X + column * size, Y + row * size
    east, north = west + size, south + size
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return Boundary(name, [ring])


def points(path: str) -> list[list[tuple[int, int]]]:
    """The absolute vertices of each piece of a path."""
    pieces = []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([^Mz]*)z?", path):
        x, y = map(int, start.split())
        piece = [(x, y)]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            piece.append((x, y))
        pieces.append(piece)
    return pieces


def surface(path: str) -> float:
    """In pixels; pieces that are holes count as surface too."""
    return sum(
        abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*piece, piece[0]]))) / 2
        for piece in points(path)
    )


def test_a_boundary_is_read_from_its_steps() -> None:
    read = boundary("Poelenburg", "[[485000,5243000,400,0,0,400]]")

    assert read.name == "Poelenburg"
    assert read.rings == [
        [(485000, 5243000), (485400, 5243000), (485400, 5243400), (485000, 5243000)]
    ]


def test_an_area_without_boundary_has_no_picture() -> None:
    drawing = outline([boundary("Buurt", "")])

    assert drawing.area == ""
    assert window([boundary("Buurt", "")]) == (0, 0, 0, 0)
    assert "<svg" not in render_to_string("components/area_map.html", {"drawing": drawing})


def test_wijken_side_by_side_become_one_outline_without_the_border_between_them() -> None:
    one = outline([block(0, 0), block(1, 0)])

    assert one.area.count("M") == 1
    assert len(points(one.area)[0]) <= 6


def test_a_wijk_inside_another_leaves_no_hole_when_both_are_drawn() -> None:
    ring = [
        block(column, row) for column in range(3) for row in range(3) if (column, row) != (1, 1)
    ]

    assert len(points(outline(ring).area)) == 2
    assert len(points(outline([*ring, block(1, 1)]).area)) == 1


def test_wijken_that_touch_in_one_point_keep_their_surface() -> None:
    drawing = outline([block(0, 0), block(1, 1)])
    whole = outline([block(0, 0), block(1, 1), block(0, 1), block(1, 0)])

    assert surface(drawing.area) == pytest.approx(surface(whole.area) / 2, rel=0.03)


def test_islands_are_all_drawn() -> None:
    assert len(points(outline([block(0, 0), block(5, 0), block(0, 3)]).area)) == 3


@CALM
@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1))
def test_the_area_lies_within_the_frame(cells: set[tuple[int, int]]) -> None:
    drawing = outline([block(*cell) for cell in sorted(cells)])

    for piece in points(drawing.area):
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in piece)


@CALM
@given(st.permutations([(0, 0), (0, 1), (1, 0), (2, 0), (2, 2)]))
def test_the_order_of_the_wijken_does_not_matter_for_what_is_covered(
    cells: list[tuple[int, int]],
) -> None:
    first = outline([block(0, 0), block(0, 1), block(1, 0), block(2, 0), block(2, 2)])

    assert surface(outline([block(*cell) for cell in cells]).area) == surface(first.area)


def test_a_square_on_the_ground_is_a_square_on_the_map() -> None:
    """One degree of longitude is shorter than one of latitude by the cosine, 0.61 in Zaandam."""
    east, north = 1000, 610
    ring = [(X, Y), (X + east, Y), (X + east, Y + north), (X, Y + north), (X, Y)]
    piece = points(outline([Boundary("", [ring])]).area)[0]
    xs, ys = [x for x, _y in piece], [y for _x, y in piece]

    assert max(xs) - min(xs) == pytest.approx(max(ys) - min(ys), abs=2)


def test_north_is_up() -> None:
    drawing = outline([block(0, 0)], [block(0, 1, "Noord", 400), block(0, -1, "Zuid", 400)])
    rows = {label.text: label.y for label in drawing.context_names}

    assert rows["Noord"] < rows["Zuid"]


def test_a_long_winding_border_becomes_a_short_path() -> None:
    winding = [(X + number, Y + number % 2) for number in range(5000)]
    ring = [*winding, (X + 5000, Y + 3000), (X, Y + 3000), (X, Y)]

    assert len(outline([Boundary("", [ring])]).area) < 100


@CALM
@given(
    st.lists(st.integers(0, 60), min_size=20, max_size=40), st.integers(0, 30), st.integers(0, 30)
)
def test_neighbours_keep_fitting_after_simplifying(
    bends: list[int], start: int, other_start: int
) -> None:
    """A winding border gives the same line from both sides, wherever the rings begin."""
    border = [(X + bend, Y + number * 20) for number, bend in enumerate(bends)]
    top, bottom = border[-1][1], border[0][1]
    west = [*border, (X - 900, top), (X - 900, bottom)]
    east = [*border[::-1], (X + 2000, bottom), (X + 2000, top)]
    drawing = outline([begun_at(start, west)], [begun_at(other_start, east)])
    (own,), (around,) = points(drawing.area), points(drawing.context)
    west_side = min(x for x, _y in own)

    assert {point for point in own if point[0] > west_side} == {
        point for point in around if point[0] < drawing.width
    }


def begun_at(number: int, vertices: list[tuple[int, int]]) -> Boundary:
    number %= len(vertices)
    turned = vertices[number:] + vertices[:number]
    return Boundary("", [[*turned, turned[0]]])


def test_the_land_around_is_cut_off_outside_the_frame() -> None:
    around = [
        block(column, row) for column in range(-9, 10) for row in range(-9, 10) if column or row
    ]
    drawing = outline([block(0, 0)], around)

    for piece in points(drawing.context):
        assert all(-9 <= x <= drawing.width + 9 and -9 <= y <= drawing.height + 9 for x, y in piece)
    assert len(drawing.borders) < 500


def test_a_name_stands_inside_its_own_wijk() -> None:
    drawing = outline([block(0, 0)], [block(1, 0, "Oost")], name="Wijk")
    (name,), (east,) = drawing.names, drawing.context_names
    xs = [x for x, _y in points(drawing.area)[0]]

    assert min(xs) < name.x < max(xs) < east.x < drawing.width


def test_a_name_around_that_does_not_fit_is_left_out_and_the_own_name_never() -> None:
    long = "Een wijk met een heel erg lange naam en omgeving"
    drawing = outline([block(0, 0)], [block(1, 0, long)], name=long)

    assert [label.text for label in drawing.names] == [long]
    assert drawing.context_names == ()


def test_a_kept_drawing_is_the_same_drawing() -> None:
    drawing = outline([block(0, 0)], [block(1, 0, "Oost")], name="Wijk")

    assert from_json(json.loads(json.dumps(as_json(drawing)))) == drawing


def rendered(drawing: object, **more: str) -> str:
    return render_to_string("components/area_map.html", {"drawing": drawing, **more})


def test_the_picture_has_a_title_for_who_cannot_see_it() -> None:
    html = rendered(outline([block(0, 0)]), name="Poelenburg", id="kaart")

    assert 'role="img" aria-labelledby="kaart-title"' in html
    assert '<title id="kaart-title">Kaart van Poelenburg en de wijken eromheen</title>' in html


def test_names_are_escaped_and_nothing_is_styled_inline() -> None:
    html = rendered(outline([block(0, 0)], name="<b>Zuid & Co"), name="<b>Zuid & Co")

    assert "&lt;b&gt;Zuid &amp; Co</text>" in html
    assert "<b>" not in html
    assert "style=" not in html


def test_the_page_shows_a_kept_drawing_as_it_shows_a_new_one() -> None:
    drawing = outline([block(0, 0)], [block(1, 0, "Oost")], name="Wijk")

    assert rendered(as_json(drawing), name="Wijk") == rendered(drawing, name="Wijk")


@override_settings(USE_THOUSAND_SEPARATOR=True)
def test_numbers_in_a_picture_are_not_written_in_dutch() -> None:
    wide = Drawing(4000, 3000, "M0 0l1 1 2 0z", "", "", (), ())

    assert 'viewBox="0 0 4000 3000"' in rendered(wide, name="Wijk")


def test_letters_are_as_large_as_the_drawing_reckons_with() -> None:
    sizes = {int(size) for size in re.findall(r'font-size="(\d+)"', TEMPLATE.read_text())}

    assert sizes == {NAME_SIZE, CONTEXT_SIZE}
