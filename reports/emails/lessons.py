"""Who is asked to look back on a goal, and who hears what became of their method."""

from django.conf import settings
from django.urls import reverse

from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import coordinators
from goals.models import Goal, GoalParty
from goals.states import Part
from partners.models import Member

from ..models import Method


def asked(event: Event, goal: Goal) -> None:
    """Who coordinates, and the people of the parties that lead it."""
    leading = GoalParty.objects.filter(goal=goal, part=Part.LEADS).values("organisation")
    members = Member.objects.filter(organisation__in=leading, person__erased_at=None)
    people = [(one.person, Reason.MEMBER) for one in members.select_related("person")]
    notify(
        event,
        coordinators(goal.plan.neighbourhood) + people,
        "reports/email/goal_ended.txt",
        goal=goal,
        look_back_url=settings.SITE_URL + reverse("reports:look_back", args=[goal.pk]),
    )


def method_judged(event: Event, method: Method) -> None:
    """Who wrote it."""
    notify(
        event,
        [(method.person, Reason.AUTHOR)],
        "goals/email/judged.txt",
        asks=True,
        about=method,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["werkwijze", method.pk]),
    )
