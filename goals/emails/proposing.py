from activity.actions import notify
from activity.models import Event
from activity.selections import coordinators

from ..models import Goal


def proposed(event: Event, goal: Goal) -> None:
    """Who coordinates there."""
    people = coordinators(goal.plan.neighbourhood)
    notify(event, people, "goals/email/proposed.txt", goal=goal, year=goal.plan.year)
