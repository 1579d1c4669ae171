from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People

from ..models import Goal, GoalSupport, YearPlan


def chosen(event: Event, plan: YearPlan) -> None:
    """Who proposed a goal or found one important: once, however many they were."""
    goals = Goal.objects.standing().filter(plan=plan)
    supports = GoalSupport.objects.filter(goal__in=goals.values("pk"))
    proposers: People = [
        (one.person, Reason.AUTHOR) for one in goals.select_related("person").order_by("pk")
    ]
    supporters: People = [
        (one.person, Reason.FOLLOWER) for one in supports.select_related("person").order_by("pk")
    ]
    listed = list(goals.shown().was_chosen().order_by("place", "pk"))
    notify(
        event,
        proposers + supporters,
        "goals/email/year_chosen.txt",
        plan=plan,
        year=plan.year,
        place=plan.neighbourhood.name,
        titles=[goal.title for goal in listed],
    )


def told(event: Event, goal: Goal) -> None:
    """What becomes of one goal: who proposed it, and who found it important."""
    supports = GoalSupport.objects.filter(goal=goal).select_related("person").order_by("pk")
    people: People = [(goal.person, Reason.AUTHOR)]
    people += [(one.person, Reason.FOLLOWER) for one in supports]
    notify(event, people, "goals/email/goal_told.txt", goal=goal)
