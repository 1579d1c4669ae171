"""Numbers as people write them, and as they read them."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import decimal_sign, read_number, say_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("0.123", "0.123"),
        ("-0,5", "-0.5"),
        ("−3", "-3"),
        ("12 %", "12"),
        ("€ 40.000,00", "40000"),
        ("1 234,5", "1234.5"),
        ("0,00005", "0.0001"),
    ],
)
def test_a_number_is_read_as_people_here_write_it(written, number):
    assert read_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written",
    ["", "abc", "1e3", "NaN", "1.2.3", "12,3,4", "٣", "½", "--1", "9" * 13, "9" * 5000, "\0", "x1"],
)
def test_what_is_no_number_is_none(written):
    assert read_number(written) is None


def test_with_a_point_for_decimals_the_same_signs_are_another_number():
    assert read_number("1.234", ".") == Decimal("1.234")
    assert read_number("1,234", ".") == 1234
    assert read_number("1.234", "") is None, "it can be read in two ways"


@pytest.mark.parametrize(
    ("column", "sign"),
    [
        (["53.6", "1.234", "12"], "."),
        (["53,6", "1.234"], ","),
        (["1.234.567", "1.234"], ","),
        (["1,234,567"], "."),
        (["1.234", "2.345"], ""),
        (["1,5", "1.5"], ""),
        (["12", ""], ""),
    ],
)
def test_a_column_tells_with_which_sign_it_writes_decimals(column, sign):
    assert decimal_sign(column) == sign


@given(st.text(max_size=40))
def test_nothing_that_people_type_breaks_it(written):
    number = read_number(written)
    assert number is None or abs(number) <= 10**12


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=4))
def test_what_is_said_is_read_back(number):
    with translation.override("nl"):
        assert read_number(say_number(number)) == number


def test_a_number_is_said_in_the_language_of_who_reads():
    with translation.override("nl"):
        assert say_number(Decimal("10907.5000")) == "10.907,5"
        assert say_number(Decimal(100)) == "100"
        assert say_number(Decimal(0)) == "0"
    with translation.override("en"):
        assert say_number(Decimal("10907.5000")) == "10,907.5"
