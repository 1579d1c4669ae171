"""Who is asked to write down what was done, and the link with which they can without signing in."""

from datetime import date, timedelta
from typing import NamedTuple

from django.core import signing
from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import User
from initiatives.models import Initiative
from partners.models import Member, Organisation
from partners.states import Kind

from ..models import Contribution, Goal, GoalParty, QuarterlyReview, YearPlan
from ..quarters import Quarter
from ..states import Part, ReviewState, YearState

SALT = "goals.log-a-contribution"
LINK_STAYS = timedelta(days=120)
ASK_BEFORE = timedelta(days=14)  # the end of a quarter


class Linked(NamedTuple):
    """For whom a link was made, and until the review of which quarter it works."""

    person: User
    organisation: Organisation
    plan: YearPlan
    quarter: Quarter


class Waiting(NamedTuple):
    """A party that takes part in goals of a year, and wrote nothing down in a quarter."""

    plan: YearPlan
    organisation: Organisation


def link_to_log(person: User, organisation: Organisation, plan: YearPlan, quarter: Quarter) -> str:
    """Says keys and no names; only this site can have made it."""
    keys = [person.pk, organisation.pk, plan.pk, quarter.number]
    return reverse("goals:log_by_link", args=[signing.dumps(keys, salt=SALT)])


def linked(token: str) -> Linked | None:
    """None for what this site did not make, what is over, and who is no longer of that party."""
    try:
        person, organisation, plan, quarter = signing.loads(token, salt=SALT, max_age=LINK_STAYS)
    except (signing.BadSignature, ValueError):
        return None
    member = (
        Member.objects.filter(person=person, organisation=organisation, person__is_active=True)
        .exclude(organisation__kind=Kind.MUNICIPALITY)
        .filter(organisation__hidden_reason="")
        .select_related("person", "organisation")
        .first()
    )
    plans = YearPlan.objects.public().running().select_related("neighbourhood__municipality")
    year = plans.filter(pk=plan).first()
    if member is None or year is None or _is_closed(year, quarter):
        return None
    if member.organisation.is_team and not _is_shown_team(member.organisation):
        return None
    return Linked(member.person, member.organisation, year, Quarter(year.year, quarter))


def _is_closed(plan: YearPlan, quarter: int) -> bool:
    reviews = QuarterlyReview.objects.filter(plan=plan, quarter=quarter)
    return reviews.filter(state=ReviewState.CLOSED).exists()


def _is_shown_team(team: Organisation) -> bool:
    return Initiative.objects.public().filter(team=team).exists()


def goals_of(linked: Linked) -> list[Goal]:
    """The goals in which that party has a part, and that everybody may read."""
    parts = GoalParty.objects.filter(organisation=linked.organisation, part__in=Part.values)
    found = Goal.objects.shown().in_force().of_year(linked.plan)
    return list(found.filter(pk__in=parts.values("goal")).select_related("plan"))


def due_quarter(quarter: Quarter, today: date) -> bool:
    """Whether its end is near: what was not asked by then is not asked any more."""
    return quarter.last_day - ASK_BEFORE <= today <= quarter.last_day


def waiting(quarter: Quarter) -> list[Waiting]:
    """Parties with a part in a goal in force, that wrote nothing down in this quarter."""
    done = Contribution.objects.standing().in_quarter(quarter)
    rows = (
        GoalParty.objects.filter(
            part__in=Part.values,
            organisation__hidden_reason="",
            goal__in=Goal.objects.shown().in_force().values("pk"),
            goal__plan__state=YearState.RUNNING,
            goal__plan__year=quarter.year,
        )
        .exclude(
            Exists(
                done.filter(
                    organisation=OuterRef("organisation"), goal__plan=OuterRef("goal__plan")
                )
            )
        )
        .select_related("goal__plan__neighbourhood", "organisation")
        .order_by("goal__plan", "organisation", "pk")
    )
    found = {(row.goal.plan_id, row.organisation_id): row for row in rows}
    return [Waiting(row.goal.plan, row.organisation) for row in found.values()]
