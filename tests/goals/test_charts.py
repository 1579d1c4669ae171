"""A small chart as numbers for a drawing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.charts import BOTTOM, LEFT, MOST, RIGHT, TOP, Point, draw

VALUES = st.lists(
    st.none() | st.decimals(min_value=-(10**6), max_value=10**6, places=2), max_size=30
)


def points(*values):
    return [
        Point(str(2000 + nth), None if value is None else Decimal(value), str(value))
        for nth, value in enumerate(values)
    ]


def test_a_line_goes_up_where_the_figure_does():
    chart = draw(points(1, 2, 3), bars=False)

    heights = [int(mark.y) for mark in chart.marks]
    assert heights == sorted(heights, reverse=True)
    assert chart.line == " ".join(f"{mark.x},{mark.y}" for mark in chart.marks)


def test_bars_stand_on_zero():
    chart = draw(points(2, 4), bars=True)
    low, high = chart.marks

    assert int(high.height) == 2 * int(low.height)
    assert chart.line == ""
    assert int(low.top) + int(low.height) == int(chart.base_y)


def test_below_zero_a_bar_hangs_from_the_line():
    chart = draw(points(-2, 2), bars=True)
    below, above = chart.marks

    assert below.top == chart.base_y
    assert int(above.top) + int(above.height) == int(chart.base_y)


def test_an_aim_that_is_far_away_is_in_the_picture():
    chart = draw(points(1, 2), bars=False, target=Decimal(100), target_said="100")

    assert TOP <= int(chart.target_y) < min(int(mark.y) for mark in chart.marks)
    assert chart.target == "100"


def test_what_is_not_known_leaves_its_place_empty():
    chart = draw(points(1, None, 3), bars=False)

    assert [mark.period for mark in chart.marks] == ["2000", "2002"]


@pytest.mark.parametrize("values", [(), (None,), (None, None)])
def test_of_nothing_there_is_no_chart(values):
    assert draw(points(*values), bars=True) is None


def test_of_many_periods_the_last_are_drawn_and_the_outermost_named():
    chart = draw(points(*range(30)), bars=False)

    assert len(chart.marks) == MOST
    assert [mark.period for mark in chart.marks if mark.period] == ["2010", "2029"]


@given(values=VALUES, bars=st.booleans(), target=st.none() | st.decimals(-(10**6), 10**6))
def test_everything_stays_within_the_drawing(values, bars, target):
    chart = draw(points(*values), bars=bars, target=target)
    if chart is None:
        assert all(value is None for value in values[-MOST:])
        return
    for mark in chart.marks:
        assert LEFT <= int(mark.x) <= RIGHT
        assert TOP <= int(mark.y) <= BOTTOM
        if bars:
            assert int(mark.left) >= LEFT
            assert int(mark.width) > 0
            assert int(mark.left) + int(mark.width) <= RIGHT
            assert int(mark.top) >= TOP
            assert int(mark.height) > 0
    if chart.target_y:
        assert TOP <= int(chart.target_y) <= BOTTOM
