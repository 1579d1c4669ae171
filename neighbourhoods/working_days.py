"""Working days as rule R2 counts them: Algemene termijnenwet, article 3, with Good Friday."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SATURDAY = 5
DAY = timedelta(days=1)


@cache
def _days_off(year: int) -> frozenset[date]:
    """The library's Good Friday, Easter, King's Day, Ascension Day, Whitsun, Christmas and New
    Year, and 5 May every year, which it counts as public only once in five."""
    return frozenset(country_holidays("NL", years=year)) | {date(year, 5, 5)}


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _days_off(day.year)


def add_working_days(start: date, days: int) -> date:
    """The last day of the term; day one is the first working day after `start`. With 0 days it is
    `start` itself. Raises ValueError for fewer."""
    if days < 0:
        raise ValueError(days)
    day = start
    while days:
        day += DAY
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days come after `start`, up to and including `end`; negative when `end`
    comes first, so that between(start, add(start, n)) is n."""
    if end < start:
        return -working_days_between(end, start)
    days = (start + DAY * number for number in range(1, (end - start).days + 1))
    return sum(map(is_working_day, days))


def due_at(sent: datetime, days: int) -> datetime:
    """23:59 in Amsterdam on the last day of the term; `sent` is aware. Raises ValueError if not."""
    if sent.tzinfo is None:
        raise ValueError(sent)
    return end_of(add_working_days(sent.astimezone(AMSTERDAM).date(), days))


def end_of(day: date) -> datetime:
    """When something that is promised for a day is due."""
    return datetime.combine(day, time(23, 59), tzinfo=AMSTERDAM)
