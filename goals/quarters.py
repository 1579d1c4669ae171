"""Years and quarters of the calendar in Europe/Amsterdam, and what is due when."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone


class Quarter(NamedTuple):
    """`number` is 1 to 4. Ordered as in time."""

    year: int
    number: int

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return (
            Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)
        )

    @property
    def before(self) -> "Quarter":
        return (
            Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)
        )

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first_day <= day <= self.last_day


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def quarters_of(year: int) -> Iterator[Quarter]:
    return (Quarter(year, number) for number in range(1, 5))


def over(year: int, *, since: date, now: datetime) -> list[Quarter]:
    """The quarters of this year that have ended, and did not end before `since`: of each there is
    something to look back on. Read from the calendar, so a scheduler that was down catches up."""
    today = timezone.localdate(now)
    return [one for one in quarters_of(year) if since <= one.last_day < today]
