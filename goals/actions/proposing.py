"""Goals that are proposed and weighed. Callers have checked who may.

Each step locks the year first: how many residents had their part is right with it.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event, Flag
from activity.verbs import Verb
from partners.actions.organisations import side_of
from partners.models import Organisation
from partners.states import TooMany

from .. import emails
from ..models import Goal, GoalSupport, YearPlan
from ..states import NEXT_OF_GOAL, GoalState, Refused
from ..verbs import plans as verbs
from .years import count_online, weighing

MOST, WITHIN = 5, timedelta(hours=1)  # of one person
KIND = Goal._meta.model_name or ""
SUPPORT = GoalSupport._meta.model_name or ""


@dataclass(frozen=True)
class Proposal:
    """Texts that the form has checked; `organisation` is for whom it is proposed."""

    title: str
    want: str
    goes_well: str
    theme: str
    lead: str
    say: str
    say_words: str
    is_ongoing: bool = False
    mandate: str = ""
    mandate_euros: int | None = None
    mandate_until: date | None = None
    mandate_by: str = ""
    organisation: Organisation | None = None


def as_it_stands(goal: Goal) -> dict[str, object]:
    """What one begins to change, and what goes along to another year."""
    return {one.name: getattr(goal, one.name) for one in fields(Proposal)}


@transaction.atomic
def propose(plan: YearPlan, proposal: Proposal, *, key: UUID, by: User, now: datetime) -> Goal:
    """It is public at once. A `key` that was sent before gives what it made.

    Raises TooMany, and Refused: `closed`.
    """
    plan = weighing(plan, now)
    if known := Goal.objects.filter(key=key, plan=plan).first():
        return known
    if Goal.objects.filter(person=by, at__gt=now - WITHIN).count() >= MOST:
        raise TooMany
    goal = Goal.objects.create(plan=plan, person=by, at=now, key=key, **vars(proposal))
    event = record(verbs.GOAL_PROPOSED, goal, by=by)
    emails.proposing.proposed(event, goal)
    count_online(plan, now=now)
    return goal


@transaction.atomic
def change(goal: Goal, proposal: Proposal, *, by: User, now: datetime) -> Goal:
    """What is as it was is no event. Raises Refused: `closed`."""
    plan = weighing(goal.plan, now)
    goal = _proposed(goal)
    changed = [name for name, value in vars(proposal).items() if getattr(goal, name) != value]
    if changed:
        for name in changed:
            setattr(goal, name, getattr(proposal, name))
        goal.save(update_fields=changed)
        record(verbs.GOAL_CHANGED, goal, by=by, public=goal.is_public)
        count_online(plan, now=now)
    return goal


@transaction.atomic
def withdraw(goal: Goal, *, by: User, now: datetime) -> Goal:
    """It is gone for everybody, from history too; flags of it are decided. A second press finds it
    withdrawn. Raises Refused: `closed`."""
    activity.close_flags(KIND, goal.pk, decision=Flag.Decision.GONE, by=by)
    plan = weighing(goal.plan, now)
    goal = locked_goal(goal)
    if goal.state == GoalState.WITHDRAWN:
        return goal
    move(goal, GoalState.WITHDRAWN)
    goal.save(update_fields=["state"])
    Event.objects.about(goal).update(is_public=False)
    record(verbs.GOAL_WITHDRAWN, goal, by=by, public=False)
    count_online(plan, now=now)
    return goal


@transaction.atomic
def support(goal: Goal, words: str, *, by: User, now: datetime) -> GoalSupport:
    """Once per person; pressing again changes the words. Raises Refused: `closed`."""
    plan = weighing(goal.plan, now)
    goal = _proposed(goal)
    given, is_new = GoalSupport.objects.get_or_create(
        goal=goal, person=by, defaults={"words": words, "at": now}
    )
    if is_new:
        record(verbs.GOAL_SUPPORTED, goal, by=by, side=Side.RESIDENT, public=False)
        count_online(plan, now=now)
    elif given.words != words:
        given.words = words
        given.save(update_fields=["words"])
    return given


@transaction.atomic
def take_back(goal: Goal, *, by: User, now: datetime) -> None:
    """With its words. What was weighed when goals were chosen stays. Raises Refused: `closed`."""
    plan = weighing(goal.plan, now)
    mine = GoalSupport.objects.filter(goal=goal, person=by).first()
    if mine is None:
        return
    activity.close_flags(SUPPORT, mine.pk, decision=Flag.Decision.GONE, by=by)
    mine.delete()
    record(verbs.GOAL_NOT_SUPPORTED, goal, by=by, side=Side.RESIDENT, public=False)
    count_online(plan, now=now)


def forget_words(support: GoalSupport, *, by: User) -> None:
    """One's own words can always be taken away, also when the weighing is over."""
    with transaction.atomic():
        activity.close_flags(SUPPORT, support.pk, decision=Flag.Decision.GONE, by=by)
        GoalSupport.objects.filter(pk=support.pk).update(words="")


def move(goal: Goal, to: GoalState) -> None:
    """Of a locked goal, which the caller saves. Raises Refused: `state`."""
    if to not in NEXT_OF_GOAL[GoalState(goal.state)]:
        raise Refused("state")
    goal.state = to


def locked_goal(goal: Goal) -> Goal:
    rows = Goal.objects.select_for_update(of=("self",))
    return rows.select_related("plan__neighbourhood__municipality", "organisation", "person").get(
        pk=goal.pk
    )


def record(
    verb: Verb,
    goal: Goal,
    *,
    by: User | None,
    side: Side | None = None,
    public: bool = True,
    words: str = "",
) -> Event:
    return activity.record(
        verb.name,
        goal,
        by=by,
        side=side or (side_of(goal.organisation) if goal.organisation else Side.RESIDENT),
        neighbourhood=goal.plan.neighbourhood,
        public=public,
        words=words,
    )


def _proposed(goal: Goal) -> Goal:
    goal = locked_goal(goal)
    if not goal.is_proposed:
        raise Refused("closed")
    return goal
