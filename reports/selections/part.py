"""Whether residents had their part in what a report tells: what rule R5 looks at."""

from collections.abc import Iterable

from django.db.models import Q, Sum

from goals.models import ResidentInput

from ..content import Signed
from ..models import Report
from ..states.voices import Voice


def residents_in(report: Report, stories: Iterable[Signed]) -> int:
    """How many residents were heard in the reviews of this time, and of a year also in choosing;
    and how many tell their own story in it."""
    rows = ResidentInput.objects.filter(
        plan__neighbourhood=report.neighbourhood_id, plan__year=report.year
    )
    if report.quarter:
        rows = rows.filter(
            Q(review__quarter=report.quarter)
            | Q(review=None, day__range=(report.first_day, report.last_day))
        )
    heard: int = rows.aggregate(number=Sum("residents", default=0))["number"] or 0
    return heard + sum(one.voice == Voice.RESIDENT for one in stories)
