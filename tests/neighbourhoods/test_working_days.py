from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neighbourhoods.working_days import (
    add_working_days,
    due_at,
    is_working_day,
    working_days_between,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
TERMS = st.integers(0, 60)
# A busy machine is no failure.
CALM = settings(deadline=None)

# New Year, Good Friday, Easter Monday, King's Day, 5 May, Ascension Day, Whit Monday, Christmas:
# written out from the calendar, not computed.
DAYS_OFF = {
    2024: "01-01 03-29 04-01 04-27 05-05 05-09 05-20 12-25 12-26",
    2025: "01-01 04-18 04-21 04-26 05-05 05-29 06-09 12-25 12-26",
    2026: "01-01 04-03 04-06 04-27 05-05 05-14 05-25 12-25 12-26",
    2027: "01-01 03-26 03-29 04-27 05-05 05-06 05-17 12-25 12-26",
    2028: "01-01 04-14 04-17 04-27 05-05 05-25 06-05 12-25 12-26",
    2029: "01-01 03-30 04-02 04-27 05-05 05-10 05-21 12-25 12-26",
    2030: "01-01 04-19 04-22 04-27 05-05 05-30 06-10 12-25 12-26",
}


@pytest.mark.parametrize("year", DAYS_OFF)
def test_the_days_off_of_a_year_are_those_of_the_law_and_no_others(year: int) -> None:
    off = {date.fromisoformat(f"{year}-{day}") for day in DAYS_OFF[year].split()}
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]

    weekdays = {day for day in days if day.year == year and day.weekday() < 5}

    assert {day for day in weekdays if not is_working_day(day)} == off & weekdays


@pytest.mark.parametrize("year", range(2024, 2036))
def test_liberation_day_is_off_every_year(year: int) -> None:
    assert not is_working_day(date(year, 5, 5))


def test_kings_day_moves_to_saturday_when_the_27th_is_a_sunday() -> None:
    assert date(2031, 4, 27).weekday() == 6
    assert is_working_day(date(2031, 4, 28))
    assert not is_working_day(date(2026, 4, 27))


@CALM
@given(DAYS)
def test_nobody_works_at_the_weekend(day: date) -> None:
    assert not (is_working_day(day) and day.weekday() >= 5)


def test_day_one_is_the_day_after_sending() -> None:
    monday = date(2026, 6, 1)

    assert add_working_days(monday, 1) == date(2026, 6, 2)
    assert add_working_days(monday, 5) == date(2026, 6, 8)


def test_a_question_sent_before_easter_is_due_after_it() -> None:
    assert add_working_days(date(2026, 4, 2), 1) == date(2026, 4, 7)


def test_a_question_sent_at_the_weekend_counts_from_monday() -> None:
    assert add_working_days(date(2026, 6, 6), 1) == date(2026, 6, 8)


def test_a_term_across_the_may_holidays() -> None:
    # 27 April, 5 May and Ascension Day (14 May) are no working days.
    assert add_working_days(date(2026, 4, 24), 15) == date(2026, 5, 20)


def test_a_term_across_new_year() -> None:
    assert add_working_days(date(2026, 12, 24), 2) == date(2026, 12, 29)
    assert add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)


def test_a_negative_term_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_working_days(date(2026, 6, 1), -1)


@CALM
@given(DAYS, st.integers(1, 60))
def test_a_term_ends_on_a_working_day(start: date, days: int) -> None:
    assert is_working_day(add_working_days(start, days))


@CALM
@given(DAYS, TERMS)
def test_counting_back_gives_the_term(start: date, days: int) -> None:
    end = add_working_days(start, days)

    assert working_days_between(start, end) == days
    assert working_days_between(end, start) == -days


@CALM
@given(DAYS, TERMS)
def test_a_longer_term_ends_later(start: date, days: int) -> None:
    assert add_working_days(start, days) < add_working_days(start, days + 1)


def test_an_answer_is_due_at_the_end_of_the_day_in_amsterdam() -> None:
    due = due_at(datetime(2026, 6, 1, 9, 30, tzinfo=AMSTERDAM), 5)

    assert due == datetime(2026, 6, 8, 23, 59, tzinfo=AMSTERDAM)
    assert due.astimezone(UTC) == datetime(2026, 6, 8, 21, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (datetime(2026, 3, 27, 12, tzinfo=AMSTERDAM), datetime(2026, 3, 30, 21, 59, tzinfo=UTC)),
        (datetime(2026, 10, 23, 12, tzinfo=AMSTERDAM), datetime(2026, 10, 26, 22, 59, tzinfo=UTC)),
    ],
    ids=["to summer time", "to winter time"],
)
def test_a_change_of_the_clock_does_not_move_the_hour(sent: datetime, due: datetime) -> None:
    assert due_at(sent, 1).astimezone(UTC) == due


def test_the_day_of_sending_is_the_day_in_amsterdam() -> None:
    just_after_midnight = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)

    assert due_at(just_after_midnight, 1).date() == date(2026, 6, 3)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="12:00"):
        due_at(datetime(2026, 6, 1, 12), 1)  # noqa: DTZ001 this is what is refused
