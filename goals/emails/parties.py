"""Who hears of what parties and teams say of a goal. What is promised, its two sides hear."""

from activity.actions import notify
from activity.models import Event
from activity.selections import coordinators
from initiatives.models import Initiative

from ..models import Goal, GoalParty
from ..selections.parties import who_hear


def said(event: Event, party: GoalParty) -> None:
    """Who leads the goal."""
    people = who_hear(party.goal, leading=True, but=party.organisation)
    notify(event, people, "goals/email/party.txt", goal=party.goal)


def stopped(event: Event, party: GoalParty) -> None:
    """The other parties, and who runs the neighbourhood: somebody else may lead it."""
    people = who_hear(party.goal, leading=False, but=party.organisation)
    people += coordinators(party.goal.plan.neighbourhood)
    notify(event, people, "goals/email/party.txt", goal=party.goal)


def linked(event: Event, goal: Goal, initiative: Initiative) -> None:
    """Who leads the goal, but for the team itself."""
    people = who_hear(goal, leading=True, but=initiative.team)
    notify(event, people, "goals/email/linked.txt", goal=goal, initiative=initiative)
