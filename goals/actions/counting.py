"""What the platform counts is kept per quarter: when its review opens, and again when it closes."""

from decimal import Decimal

from django.db import transaction

from ..models import Goal, Indicator, Measurement, YearPlan
from ..quarters import Quarter
from ..selections.counting import counted
from ..states import Source


@transaction.atomic
def measure(plan: YearPlan, quarter: Quarter) -> int:
    """Of all goals of this year; what was counted before is counted again. Gives how many figures
    are new or changed."""
    goals = Goal.objects.was_chosen().of_year(plan).select_related("plan__neighbourhood")
    return sum(measure_goal(goal, quarter) for goal in goals)


def measure_goal(goal: Goal, quarter: Quarter) -> int:
    """Of one goal, in the caller's transaction."""
    following = list(Indicator.objects.of(goal).filter(source=Source.PLATFORM))
    numbers = counted(goal, quarter, {one.count for one in following})
    return sum(_keep(one, quarter, numbers[one.count]) for one in following)


def measure_one(indicator: Indicator, quarter: Quarter) -> bool:
    """One figure, when it is followed from halfway a year on; what others count is not ours."""
    if indicator.source != Source.PLATFORM:
        return False
    numbers = counted(indicator.goal, quarter, {indicator.count})
    return _keep(indicator, quarter, numbers[indicator.count])


def _keep(indicator: Indicator, quarter: Quarter, value: Decimal) -> bool:
    kept, is_new = Measurement.objects.get_or_create(
        indicator=indicator,
        year=quarter.year,
        quarter=quarter.number,
        defaults={"value": value},
    )
    if is_new or kept.value == value:
        return is_new
    kept.value = value
    kept.save(update_fields=["value"])
    return True
