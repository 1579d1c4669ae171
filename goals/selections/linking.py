"""Initiatives that add to a goal, and the goals to which an initiative adds (O28)."""

from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse

from accounts.models import User
from core.statements import Asked, listed
from initiatives.models import Initiative
from initiatives.models.initiative import InitiativeQuerySet
from initiatives.selections.cards import Card, cards
from initiatives.states import HELP_OPEN, AskedOf, Help, Visibility
from neighbourhoods.models import Neighbourhood

from ..models import Goal, GoalInitiative
from ..states import YearState

MOST = 12  # on the page of a goal
MOST_HANDS = 6
MOST_OWN = 50


# Open requests for hands of the initiatives that `linked` finds.
HANDS = """
    SELECT asked.id, asked.text, initiative.id, initiative.title
    FROM initiatives_supportrequest AS asked
    JOIN initiatives_initiative AS initiative ON initiative.id = asked.initiative_id
    JOIN neighbourhoods_neighbourhood AS place ON place.id = initiative.neighbourhood_id
    WHERE asked.initiative_id IN (
            SELECT COALESCE(linked.merged_into_id, linked.id)
            FROM goals_goalinitiative AS adds
            JOIN initiatives_initiative AS linked ON linked.id = adds.initiative_id
            WHERE adds.goal_id = %(goal)s
        )
        AND asked.kind = %(hands)s AND asked.asked_of = %(neighbours)s AND asked.state IN ({open})
        AND initiative.visibility = %(public)s AND initiative.merged_into_id IS NULL
        AND place.is_public
    ORDER BY asked.at DESC, asked.id DESC
    LIMIT %(most)s
"""


class Hands(NamedTuple):
    """A team that asks its neighbours for a hand (O15)."""

    text: str
    url: str
    title: str


class Adding(NamedTuple):
    """What adds to a goal; `more`: more than its page shows."""

    cards: list[Card]
    more: bool
    hands: list[Hands]


class AddsTo(NamedTuple):
    """A goal to which an initiative adds, or could."""

    title: str
    url: str
    link_url: str
    icon: str
    year: int
    state: str


class Choice(NamedTuple):
    """An initiative of who asks, and whether it adds to the goal already."""

    key: int
    title: str
    url: str
    is_linked: bool


def linked(goal: Goal) -> InitiativeQuerySet:
    """Those that everybody sees. Where one goes on in another, that one adds to the goal."""
    return Initiative.objects.public().filter(pk__in=_adds(goal))


def _adds(goal: Goal) -> QuerySet[Any, Any]:
    """Their keys; in one piece, so that the database begins with these few."""
    either = Coalesce("initiative__merged_into", "initiative")
    return GoalInitiative.objects.filter(goal=goal).annotate(adds=either).values("adds")


def adding(goal: Goal) -> Adding:
    """The newest few as cards, and the hands that they ask; three queries."""
    found = list(linked(goal).for_cards().newest_first()[: MOST + 1])
    return Adding(cards(found[:MOST]), len(found) > MOST, _hands(goal) if found else [])


def choices(goal: Goal, user: User) -> list[Choice]:
    """The public initiatives here in whose team somebody is; two queries."""
    mine = list(own_initiatives(user, goal.plan.neighbourhood)[:MOST_OWN])
    if not mine:
        return []
    there = set(linked(goal).filter(pk__in=[one.pk for one in mine]).values_list("pk", flat=True))
    return [Choice(one.pk, one.title, one.get_absolute_url(), one.pk in there) for one in mine]


def own_initiatives(user: User, place: Neighbourhood) -> InitiativeQuerySet:
    found = Initiative.objects.public().in_neighbourhood(place).of_team_member(user)
    return found.order_by(Lower("title"), "pk")


def goals_of(initiative: Initiative, user: User | AnonymousUser) -> list[AddsTo]:
    """The newest year first; one query."""
    linked_to = GoalInitiative.objects.filter(_of(initiative)).values("goal")
    found = Goal.objects.visible_to(user).standing().filter(pk__in=linked_to)
    rows = found.select_related("plan").order_by("-plan__year", "place", "pk")
    return [_adds_to(one) for one in rows[:MOST]]


def goals_to_join(initiative: Initiative) -> list[AddsTo]:
    """Those of a year that runs or comes, to which it does not add yet; one query."""
    linked_to = GoalInitiative.objects.filter(_of(initiative)).values("goal")
    found = Goal.objects.shown().in_force().exclude(pk__in=linked_to)
    here = found.filter(plan__neighbourhood=initiative.neighbourhood).exclude(
        plan__state=YearState.CLOSED
    )
    rows = here.select_related("plan").order_by("-plan__year", "place", "pk")
    return [_adds_to(one) for one in rows[:MOST]]


def _of(initiative: Initiative) -> Q:
    """What went on in it was linked before."""
    return Q(initiative=initiative) | Q(initiative__merged_into=initiative)


def _adds_to(goal: Goal) -> AddsTo:
    state = "" if goal.is_chosen else goal.get_state_display()
    link_url = reverse("goals:link", args=[goal.pk])
    return AddsTo(goal.title, goal.get_absolute_url(), link_url, goal.icon, goal.plan.year, state)


def _hands(goal: Goal) -> list[Hands]:
    """In one statement; written out, for it stands on a page that many read."""
    asked: dict[str, Asked] = {
        "goal": goal.pk,
        "public": Visibility.PUBLIC.value,
        "hands": Help.HANDS.value,
        "neighbours": AskedOf.NEIGHBOURS.value,
        "most": MOST_HANDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(HANDS.format(open=listed(HELP_OPEN)), asked)
        return [
            Hands(text, reverse("initiatives:request", args=[initiative, key]), title)
            for key, text, initiative, title in cursor.fetchall()
        ]
