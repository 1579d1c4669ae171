"""Who can count for a goal, and which periods can still be filled in."""

from collections.abc import Sequence
from datetime import date

from neighbourhoods.models import Neighbourhood
from partners.models import Organisation

from ..models import Indicator, QuarterlyReview
from ..quarters import quarters_of
from ..states import ReviewState

YEARS_BACK = 2  # whole years before this one that an organisation may fill in, for the background


def counting_here(neighbourhood: Neighbourhood) -> list[Organisation]:
    """With a page and active here, by name."""
    found = Organisation.objects.public().active_in(neighbourhood)
    return list(found.order_by("name", "pk").only("name", "kind"))


def open_periods(indicator: Indicator, today: date) -> list[tuple[int, int | None]]:
    """The quarters of its year that began and were not closed, newest first, and whole years."""
    year = indicator.goal.plan.year
    closed = set(
        QuarterlyReview.objects.filter(
            plan=indicator.goal.plan_id, state=ReviewState.CLOSED
        ).values_list("quarter", flat=True)
    )
    begun = [one for one in quarters_of(year) if one.first_day <= today]
    quarters: Sequence[tuple[int, int | None]] = [
        (year, one.number) for one in begun[::-1] if one.number not in closed
    ]
    this_year = year <= today.year and 4 not in closed
    last = year if this_year else year - 1
    return [*quarters, *((one, None) for one in range(last, year - YEARS_BACK - 1, -1))]
