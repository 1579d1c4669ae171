"""A round of the residents' budget that was held, taken from a file and counted."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from participation.actions import round_imports, tallying
from participation.models import BudgetRound, RoundImport
from participation.pabulib import Plan, Round
from participation.states.budgets import Rule

# 100 euros; six people for 1 and 2, of whom one had nothing else, and four for 3.
PLANS = (("1", 50_00, "Bankjes"), ("2", 50_00, "Een feest"), ("3", 40_50, "Een café"))
BALLOTS = (*["12"] * 6, *["3"] * 4)
DAY = date(2025, 5, 20)


def brought(
    place: Neighbourhood,
    by: User,
    *,
    plans=PLANS,
    ballots=BALLOTS,
    budget=100_00,
    rule=Rule.EQUAL_SHARES,
) -> RoundImport:
    found = Round(budget, [Plan(*plan) for plan in plans], [frozenset(one) for one in ballots])
    return round_imports.bring(
        place,
        found,
        title="Buurtbudget 2025",
        source="de stembussen van 2025",
        rule=rule,
        ended_on=DAY,
        key=uuid4(),
        by=by,
        now=timezone.now(),
    )


def counted(place: Neighbourhood, by: User, **more) -> BudgetRound:
    round_ = round_imports.confirm(brought(place, by, **more), by=by)
    tallying.work()
    round_.refresh_from_db()
    return round_
