"""What the platform counts by itself in a quarter: one query for all that a goal follows.

Contributions are of the goal; all else is of the whole neighbourhood, and is said so. What not
everybody can see is not counted.
"""

from collections.abc import Collection
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models import Count as Number
from django.db.models.functions import Coalesce

from activity.models import Event
from initiatives.models import Initiative
from initiatives.states import ENDED
from initiatives.verbs import STAGE
from neighbourhoods.models import Neighbourhood
from neighbourhoods.working_days import AMSTERDAM
from partners.models import Agreement, Concern, Member
from partners.states import OF_PEOPLE, AgreementState, ConcernState

from ..models import Contribution, Goal
from ..quarters import Quarter
from ..states import FEWEST_VOICES, Count

OF_RESIDENTS = (Event.Side.RESIDENT, Event.Side.TEAM)
# Fewer people than may be shown count as this: how many exactly is kept nowhere (rule R12).
FEWER = Decimal(FEWEST_VOICES - 1)


def counted(
    goal: Goal, quarter: Quarter, counts: Collection[str] = Count.values
) -> dict[str, Decimal]:
    """Of this goal and its neighbourhood, in (or at the end of) this quarter; `goal` comes with its
    plan and neighbourhood."""
    wanted = [one for one in Count if one in counts]
    if not wanted:
        return {}
    place, (begin, end) = goal.plan.neighbourhood, moments(quarter)
    rows: dict[str, QuerySet[Any]] = {
        Count.KEPT: kept(place, begin, end),
        Count.ACTIVE: active(place, begin, end),
        Count.LED: led(place, end),
        Count.WITHOUT: without(goal, quarter),
        Count.SOLVED: solved(place, begin, end),
    }
    asked = [
        Coalesce(Subquery(_number(rows[one], "actor" if one == Count.ACTIVE else "pk")), 0)
        for one in wanted
    ]
    found = Neighbourhood.objects.filter(pk=place.pk).values_list(*asked).get()
    numbers = {one.value: Decimal(number) for one, number in zip(wanted, found, strict=True)}
    if Count.ACTIVE in numbers:
        numbers[Count.ACTIVE] = max(numbers[Count.ACTIVE], FEWER)
    return numbers


def moments(quarter: Quarter) -> tuple[datetime, datetime]:
    """Its first moment, and that of the next one, in Amsterdam."""
    return (
        datetime.combine(quarter.first_day, time(), tzinfo=AMSTERDAM),
        datetime.combine(quarter.next.first_day, time(), tzinfo=AMSTERDAM),
    )


def kept(place: Neighbourhood, begin: datetime, end: datetime) -> QuerySet[Agreement]:
    """Agreements that their receiver confirmed."""
    public = Agreement.objects.public().filter(neighbourhood=place, state=AgreementState.KEPT)
    return public.filter(ended_at__gte=begin, ended_at__lt=end)


def active(place: Neighbourhood, begin: datetime, end: datetime) -> QuerySet[Event]:
    """What residents did in public; of it their number is counted, never who."""
    public = Event.objects.public().filter(neighbourhood=place, side__in=OF_RESIDENTS)
    return public.filter(at__gte=begin, at__lt=end)


def led(place: Neighbourhood, end: datetime) -> QuerySet[Initiative]:
    """Initiatives with a team of residents that were under way then. One that has ended now was
    under way then if its team said so afterwards."""
    ended_later = Event.objects.filter(
        verb=STAGE.name, subject_kind="initiative", subject_id=OuterRef("pk"), at__gte=end
    )
    runs = Exists(Member.objects.still_here().filter(organisation=OuterRef("team")))
    public = Initiative.objects.public().in_neighbourhood(place).filter(runs, sent_at__lt=end)
    return public.filter(team__kind__in=OF_PEOPLE).filter(
        ~Q(stage__in=ENDED) | Q(Exists(ended_later))
    )


def without(goal: Goal, quarter: Quarter) -> QuerySet[Contribution]:
    """Solved for this goal without calling on the municipality or the police (O83)."""
    shown = Contribution.objects.of_shown_parties().filter(goal=goal)
    return shown.in_quarter(quarter).filter(without=True)


def solved(place: Neighbourhood, begin: datetime, end: datetime) -> QuerySet[Concern]:
    """Concerns that were last answered in this quarter, and are solved."""
    public = Concern.objects.public().in_neighbourhood(place).filter(state=ConcernState.ARRANGED)
    return public.annotate(last=Max("answers__at")).filter(last__gte=begin, last__lt=end)


def _number(rows: QuerySet[Any], counted: str) -> QuerySet[Any]:
    """How many different ones, as one row and one column."""
    model = rows.model
    found = model._default_manager.filter(pk__in=rows.order_by().values("pk"))
    grouped = found.annotate(all=Value("", output_field=CharField())).order_by().values("all")
    numbers: QuerySet[Any] = grouped.annotate(number=Number(counted, distinct=True))
    return numbers.values("number")
