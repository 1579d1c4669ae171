"""A team says that its initiative adds to a goal, or no longer (O28). It is theirs (rule R1)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from activity.verbs import Verb
from initiatives.models import Initiative

from .. import emails, verbs
from ..models import Goal, GoalInitiative
from ..states import Refused
from .parties import locked


@transaction.atomic
def link(goal: Goal, initiative: Initiative, *, by: User, now: datetime) -> GoalInitiative:
    """Raises Refused("over") for a goal that no longer runs, and Refused("elsewhere") for an
    initiative that is not public, or of another neighbourhood."""
    goal = locked(goal)
    is_here = initiative.neighbourhood_id == goal.plan.neighbourhood_id
    if not (is_here and initiative.is_public):
        raise Refused("elsewhere")
    linked, is_new = GoalInitiative.objects.get_or_create(
        goal=goal, initiative=initiative, defaults={"by": by, "at": now}
    )
    if is_new:
        event = _record(verbs.parties.INITIATIVE_LINKED, goal, initiative, by=by, public=True)
        emails.parties.linked(event, goal, initiative)
    return linked


@transaction.atomic
def unlink(goal: Goal, initiative: Initiative, *, by: User) -> None:
    """Also what went on in it. Raises Refused("over")."""
    goal = locked(goal)
    of_it = Q(initiative=initiative) | Q(initiative__merged_into=initiative)
    deleted, _of_each = GoalInitiative.objects.filter(of_it, goal=goal).delete()
    if deleted:
        _record(verbs.parties.INITIATIVE_UNLINKED, goal, initiative, by=by, public=False)


def _record(verb: Verb, goal: Goal, initiative: Initiative, *, by: User, public: bool) -> Event:
    """In the story of the initiative, and hidden with it; it does not name the goal, which may be
    hidden too."""
    return activity.record(
        verb.name,
        initiative,
        by=by,
        side=Side.TEAM,
        neighbourhood=goal.plan.neighbourhood,
        public=public,
    )
