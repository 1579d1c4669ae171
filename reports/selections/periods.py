"""Of which quarters and years a neighbourhood can still begin a report."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.quarters import Quarter, quarter_of
from neighbourhoods.models import Neighbourhood

from ..models import Report

QUARTERS_BACK = 4


class Choice(NamedTuple):
    """`code` is `2026-3` or `2026`."""

    code: str
    label: str
    year: int
    quarter: int | None


def to_begin(place: Neighbourhood, today: date, *, also_begun: bool = False) -> list[Choice]:
    """The newest first; also the time that still runs, of which it tells what there is so far.
    With `also_begun` those too that have a report: who presses twice is led to it."""
    quarters = [quarter_of(today)]
    for _number in range(QUARTERS_BACK):
        quarters.append(quarters[-1].before)
    known = set(
        Report.objects.in_neighbourhood(place)
        .filter(year__gte=quarters[-1].year - 1)
        .values_list("year", "quarter")
    )
    found = [_of_year(year, today) for year in (today.year, today.year - 1)]
    found += [_of_quarter(one, today) for one in quarters]
    return [one for one in found if also_begun or (one.year, one.quarter) not in known]


def _of_year(year: int, today: date) -> Choice:
    words = _("Het jaar %(year)s, tot nu toe") if year == today.year else _("Het jaar %(year)s")
    return Choice(str(year), words % {"year": year}, year, None)


def _of_quarter(quarter: Quarter, today: date) -> Choice:
    words = _("Kwartaal %(quarter)s van %(year)s")
    if today in quarter:
        words = _("Kwartaal %(quarter)s van %(year)s, tot nu toe")
    told = {"quarter": quarter.number, "year": quarter.year}
    return Choice(f"{quarter.year}-{quarter.number}", words % told, quarter.year, quarter.number)
