"""Who can count for a goal, who speaks here, and which periods can still be filled in."""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from partners.models import Member, Organisation
from partners.states import Kind

from ..models import Indicator, QuarterlyReview
from ..quarters import quarters_of
from ..states import ReviewState

YEARS_BACK = 2  # whole years before this one that an organisation may fill in, for the background


def counting_here(neighbourhood: Neighbourhood) -> list[Organisation]:
    """With a page and active here, by name."""
    found = Organisation.objects.public().active_in(neighbourhood)
    return list(found.order_by("name", "pk").only("name", "kind"))


def spoken_for_here(
    user: User | AnonymousUser, neighbourhood: Neighbourhood, *, works_here: bool
) -> list[Organisation]:
    """For whom somebody may write here: the organisations that they belong to, and the municipality
    for who works here."""
    mine = Member.objects.filter(person=user.pk).values("organisation")
    here = Organisation.objects.public().active_in(neighbourhood)
    found = here.filter(pk__in=mine).exclude(kind=Kind.MUNICIPALITY)
    if works_here:
        found = found | here.filter(kind=Kind.MUNICIPALITY)
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
