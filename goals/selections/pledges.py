"""What parties promised each other for a goal (rule R4)."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from partners.models import Agreement, Organisation
from partners.models.agreement import AgreementQuerySet
from partners.selections.agreements import Line, lines

from ..models import Goal, GoalAgreement
from ..models.goal import address_of
from .parties import parties_of

SHOWN = 20  # on the page of a goal; its own page has all


class Promised(NamedTuple):
    """`more`: there are more than the page of a goal shows."""

    lines: list[Line]
    more: bool


def for_goal(pk: int) -> Q:
    """Which agreements are for it. One that was renewed goes on in another row, which leads to the
    goal by the same address."""
    linked = GoalAgreement.objects.filter(goal=pk).values("agreement")
    return Q(pk__in=linked) | Q(about_url=address_of(pk))


def agreements_of(goal: Goal) -> AgreementQuerySet:
    """Those that everybody reads, due last first."""
    here = Agreement.objects.public().filter(neighbourhood=goal.plan.neighbourhood_id)
    return here.filter(for_goal(goal.pk)).for_list().order_by("-due_on", "-pk")


def promised(goal: Goal, *, now: datetime) -> Promised:
    """The first of them; one query."""
    found = lines(list(agreements_of(goal)[: SHOWN + 1]), now=now)
    return Promised(found[:SHOWN], len(found) > SHOWN)


def receivers_of(goal: Goal) -> list[Organisation]:
    """To whom something can be promised: its parties, who leads first."""
    return [one.organisation for one in parties_of(goal)]
