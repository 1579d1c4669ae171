"""The time of which a report tells, and the goals to which its lines are tied (O28)."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from goals.models import Goal, GoalAgreement, GoalInitiative, YearPlan
from goals.quarters import Quarter, quarters_of
from neighbourhoods.models import Neighbourhood
from neighbourhoods.working_days import AMSTERDAM


class Span(NamedTuple):
    """A quarter, or without `quarter` a year, of one neighbourhood; `now` is when it is told."""

    place: Neighbourhood
    year: int
    quarter: int | None
    now: datetime

    @property
    def quarters(self) -> list[Quarter]:
        return [Quarter(self.year, self.quarter)] if self.quarter else list(quarters_of(self.year))

    @property
    def first_day(self) -> date:
        return self.quarters[0].first_day

    @property
    def last_day(self) -> date:
        return self.quarters[-1].last_day

    @property
    def days(self) -> tuple[date, date]:
        return self.first_day, self.last_day

    @property
    def begin(self) -> datetime:
        return datetime.combine(self.first_day, time(), tzinfo=AMSTERDAM)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last_day + timedelta(days=1), time(), tzinfo=AMSTERDAM)

    @property
    def closes(self) -> datetime:
        """The moment as of which it tells how things stand."""
        return min(self.now, self.end)

    @property
    def before(self) -> "Span":
        if self.quarter is None:
            return self._replace(year=self.year - 1)
        earlier = self.quarters[0].before
        return self._replace(year=earlier.year, quarter=earlier.number)


class Ties(NamedTuple):
    """The goals of the year that everybody may read, and the title of the goal by the key of what
    is tied to it."""

    plan: YearPlan | None
    goals: list[Goal]
    by_initiative: dict[int, str]
    by_agreement: dict[int, str]

    def of_initiative(self, key: int | None) -> str:
        return self.by_initiative.get(key or 0, "")

    def of_agreement(self, key: int | None) -> str:
        return self.by_agreement.get(key or 0, "")


def ties_of(span: Span) -> Ties:
    plan = YearPlan.objects.filter(neighbourhood=span.place, year=span.year).first()
    if plan is None:
        return Ties(None, [], {}, {})
    goals = list(Goal.objects.shown().was_chosen().of_year(plan))
    keys = [goal.pk for goal in goals]
    linked = GoalInitiative.objects.filter(goal__in=keys).order_by("-pk")
    agreed = GoalAgreement.objects.filter(goal__in=keys)
    return Ties(
        plan,
        goals,
        dict(linked.values_list("initiative", "goal__title")),
        dict(agreed.values_list("agreement", "goal__title")),
    )
