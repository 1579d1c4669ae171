"""A party promises another one something for a goal: that is an agreement (rule R4)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from accounts.models import User
from partners.actions import agreements
from partners.models import Agreement, Organisation, Party
from partners.states import Kind

from ..models import Goal, GoalAgreement
from ..selections.pledges import for_goal
from ..states import Refused
from .parties import locked


@dataclass(frozen=True)
class Pledge:
    """One line: `maker` does it for `receiver`, by `due_on`."""

    text: str
    maker: Organisation
    receiver: Organisation
    due_on: date


@transaction.atomic
def pledge(goal: Goal, what: Pledge, *, key: UUID, by: User) -> Agreement:
    """Both hear of it. The same `key` is the same one, for each goal its own.

    Raises Refused("over") for a goal that was not chosen or no longer runs, and
    partners.states.NotPossible for a promise to oneself.
    """
    goal = locked(goal)
    if not goal.is_chosen:
        raise Refused("over")
    is_town = what.maker.kind == Kind.MUNICIPALITY
    agreement = agreements.agree(
        what.text,
        maker=Party(what.maker),
        receiver=Party(what.receiver),
        due_on=what.due_on,
        neighbourhood=goal.plan.neighbourhood,
        key=uuid5(key, f"goal/{goal.pk}"),
        by=by,
        officer=by if is_town else None,
        about_url=goal.get_absolute_url(),
    )
    GoalAgreement.objects.get_or_create(agreement=agreement, defaults={"goal": goal})
    return agreement


def show_those_of(goal: Goal, *, public: bool) -> None:
    """They are hidden and shown with their goal (house rules), also on a new date."""
    here = Agreement.objects.filter(neighbourhood=goal.plan.neighbourhood)
    here.filter(for_goal(goal.pk)).update(is_public=public)
