"""The years of a neighbourhood, and its goals as pages show them."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from neighbourhoods.models import Neighbourhood

from ..models import Goal, GoalAgreement, YearPlan
from ..models.goal import address_of
from ..states import MOST_GOALS, THEME_ICONS, WAS_CHOSEN, GoalState, Theme, YearState


class Year(NamedTuple):
    """A year to choose from."""

    year: int
    url: str
    is_shown: bool


class GoalCard(NamedTuple):
    """A goal as a list shows it: `state` is empty for one that simply runs."""

    pk: int
    title: str
    want: str
    url: str
    icon: str
    theme: str
    lead: str
    state: str
    tint: int


def year_to_show(
    neighbourhood: Neighbourhood, year: int | None, today_year: int
) -> YearPlan | None:
    """The one of `year`; without it the one that runs now, else the newest that was chosen, else
    the one that is prepared. One query."""
    plans = list(YearPlan.objects.in_neighbourhood(neighbourhood).newest_first())
    for plan in plans:
        plan.neighbourhood = neighbourhood
    if year is not None:
        return next((one for one in plans if one.year == year), None)
    running = [one for one in plans if one.state == YearState.RUNNING]
    now = [one for one in running if one.year == today_year] or running
    chosen = [one for one in plans if not one.is_preparing]
    return next(iter(now or chosen or plans), None)


class GoalLink(NamedTuple):
    title: str
    url: str
    icon: str


def goals_now(neighbourhood: Neighbourhood) -> list[GoalLink]:
    """Those in force of the newest year that runs; one query."""
    goals = (
        Goal.objects.shown()
        .in_force()
        .filter(plan__neighbourhood=neighbourhood, plan__state=YearState.RUNNING)
    )
    rows = goals.order_by("-plan__year", "place", "pk").values_list(
        "pk", "title", "theme", "plan__year"
    )
    found = list(rows[: 2 * MOST_GOALS])  # of two years when one is not closed yet
    return [
        GoalLink(title, address_of(pk), THEME_ICONS[Theme(theme)])
        for pk, title, theme, year in found
        if year == found[0][3]
    ]


def goal_cards(plan: YearPlan, user: User | AnonymousUser) -> list[GoalCard]:
    """The goals of a year that was chosen, or all that are proposed while it is prepared."""
    goals = Goal.objects.visible_to(user).of_year(plan)
    if plan.is_preparing:
        return [card(one) for one in goals.proposed()]
    return [card(one) for one in goals.filter(state__in=WAS_CHOSEN)]


def not_chosen(plan: YearPlan, user: User | AnonymousUser) -> list[Goal]:
    """With why: what was not chosen stands as openly as what was (rule R9)."""
    goals = Goal.objects.visible_to(user).of_year(plan)
    return list(goals.filter(state=GoalState.NOT_CHOSEN))


def card(goal: Goal) -> GoalCard:
    runs = goal.state in {GoalState.CHOSEN, GoalState.PROPOSED}
    return GoalCard(
        goal.pk,
        goal.title,
        goal.want,
        goal.get_absolute_url(),
        goal.icon,
        goal.get_theme_display(),
        goal.get_lead_display(),
        "" if runs else goal.get_state_display(),
        goal.pk % 3 + 1,
    )


def goals_with_agreements(neighbourhood: Neighbourhood) -> list[tuple[str, str]]:
    """Public ones for which something was agreed, by key and title, the newest year first."""
    agreed = GoalAgreement.objects.filter(agreement__is_public=True)
    goals = Goal.objects.shown().was_chosen().filter(plan__neighbourhood=neighbourhood)
    found = goals.filter(pk__in=agreed.values("goal")).order_by("-plan__year", "place", "pk")
    return [
        (str(pk), f"{title} ({year})")
        for pk, title, year in found.values_list("pk", "title", "plan__year")[:100]
    ]
