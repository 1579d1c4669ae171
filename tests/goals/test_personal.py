"""What is written of a contribution says nothing of who it was done for."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from core.forms import CleanCharField
from core.personal import (
    WEIGHTS,
    WithoutPeople,
    has_service_number,
    is_service_number,
    names_somebody_at_home,
)

DIGITS = st.lists(st.integers(0, 9), min_size=9, max_size=9)
BETWEEN = st.sampled_from(["", " ", ".", "\u00a0"])


def remainder(digits):
    return sum(weight * one for weight, one in zip(WEIGHTS, digits, strict=True)) % 11


class SomeForm(WithoutPeople):
    GUARDED = ("what",)
    what = CleanCharField()
    other = forms.CharField(required=False)


@given(DIGITS)
def test_nine_digits_are_a_number_when_the_test_of_eleven_says_so(digits):
    text = "".join(map(str, digits))

    assert is_service_number(text) is (any(digits) and remainder(digits) == 0)
    assert has_service_number(f"Spelen met kinderen {text}.") is is_service_number(text)


@given(DIGITS, st.lists(BETWEEN, min_size=8, max_size=8))
def test_dots_and_spaces_between_hide_no_number(digits, between):
    text = "".join(
        f"{one}{more}" for one, more in zip(map(str, digits), [*between, ""], strict=True)
    )

    if is_service_number("".join(map(str, digits))):
        assert has_service_number(text)


@given(DIGITS)
def test_one_wrong_digit_is_no_number(digits):
    """What the test of eleven is for: a slip of one digit is always found."""
    if remainder(digits) == 0:
        wrong = [(digits[0] + 1) % 10, *digits[1:]]
        assert not is_service_number("".join(map(str, wrong)))


@given(st.integers(0, 99_999_999))
def test_eight_digits_are_nine_that_begin_with_a_zero(number):
    assert is_service_number(f"{number:08}") is is_service_number(f"0{number:08}")


@pytest.mark.parametrize(
    "text",
    ["111222333", "123456782", "123 456 782", "1234.56.782", "BSN:123456782!", "nr. 3 123456782"],
)
def test_a_number_of_a_citizen_is_found(text):
    assert has_service_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "000000000",
        "123456789",
        "1234567820",
        "Op 30.11.2026 met 25 kinderen",
        "Bel 06 12345678",
        "€ 12.500",
        "van 14 tot 16 uur in 2026",
    ],
)
def test_other_numbers_are_no_number_of_a_citizen(text):
    assert not has_service_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gesprek met mevrouw De Vries, Rietstraat 12",
        "mevr. Jansen van 1234 AB geholpen",
        "Familie van der Berg aan de Grote Weg 3 en Lindelaan 44",
        "dhr. A. Bakker, Havenkade 8",
    ],
)
def test_a_name_with_an_address_is_seen(text):
    assert names_somebody_at_home(text)


@pytest.mark.parametrize(
    "text",
    [
        "Stoep geveegd in de Rietstraat 12 tot 40",
        "Koffie met mevrouw De Vries",
        "Feest voor families op het Marktplein 3",
        "2000 Euro voor de speeltuin",
        "Een middag spelen",
    ],
)
def test_a_name_or_an_address_alone_is_nothing(text):
    assert not names_somebody_at_home(text)


def test_a_number_stops_the_form_and_no_tick_helps():
    for more in ({}, {"about_nobody": "on"}):
        form = SomeForm({"what": "Hulp aan 123456782"} | more)
        assert not form.is_valid()
        assert "burgerservicenummer" in form.errors["what"][0]
        assert "123456782" not in form.errors["what"][0]


def test_a_name_with_an_address_asks_for_a_tick_and_keeps_what_was_typed():
    words = {"what": "Hulp aan mevrouw De Vries, Rietstraat 12", "other": "ja"}
    form = SomeForm(words)

    assert not form.is_valid()
    assert "about_nobody" in form.fields
    assert form["what"].value() == words["what"]
    assert SomeForm(words | {"about_nobody": "on"}).is_valid()


def test_the_tick_is_not_there_for_who_needs_none():
    form = SomeForm({"what": "Een middag spelen"})

    assert form.is_valid()
    assert "about_nobody" not in form.fields
