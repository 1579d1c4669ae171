"""Parties are asked, shortly before a quarter ends, to write down what they did in it."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.selections import coordinators
from partners.selections.hearing import contacts
from partners.states import Kind

from .. import emails, verbs
from ..quarters import Quarter, quarter_of
from ..selections.logging import Waiting, due_quarter, waiting


def remind_all(now: datetime) -> int:
    """Once a person, party and quarter; returns how many. What is due is read from the calendar:
    a clock that was down catches up, and one that ran twice asks once. A quarter that has ended is
    not asked about any more."""
    today = timezone.localdate(now)
    quarter = quarter_of(today)
    if not due_quarter(quarter, today):
        return 0
    return sum(_remind(one, quarter, now) for one in waiting(quarter))


def _remind(one: Waiting, quarter: Quarter, now: datetime) -> int:
    """Of the municipality its coordinators here hear; of a party that has no people nobody."""
    is_town = one.organisation.kind == Kind.MUNICIPALITY
    people = coordinators(one.plan.neighbourhood) if is_town else contacts(one.organisation)
    return sum(_ask(one, quarter, person, now) for person, _why in people)


@transaction.atomic
def _ask(one: Waiting, quarter: Quarter, person: User, now: datetime) -> bool:
    event = activity.record_once(
        f"contribution_asked:{one.plan.pk}:{quarter.number}:{one.organisation.pk}:{person.pk}",
        verbs.contributions.CONTRIBUTION_ASKED.name,
        one.plan,
        neighbourhood=one.plan.neighbourhood,
        now=now,
        url=reverse("goals:contribute_here", args=[one.plan.neighbourhood.slug]),
    )
    if event is None:
        return False
    emails.logging.asked(event, person, one, quarter)
    return True
