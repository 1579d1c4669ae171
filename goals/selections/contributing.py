"""What parties contributed, and who can write down what, as pages show it."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractQuarter
from django.utils import timezone
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import in_words
from initiatives.models import Initiative, SupportRequest
from neighbourhoods.models import Neighbourhood
from partners.models import Organisation
from partners.states import OF_RESIDENTS, Approach, Kind

from ..models import Contribution, Goal, GoalInitiative, QuarterlyReview, YearPlan
from ..models.contribution import ContributionQuerySet
from ..states import ReviewState, YearState

FEW = 6
MOST_ANSWERED = 50  # to choose from, of initiatives and of requests
RESIDENTS = (Kind.RESIDENTS_TEAM, *OF_RESIDENTS)


class Line(NamedTuple):
    """A contribution as a list shows it; `spent` is what was given to it in words, or nothing."""

    what: str
    url: str
    who: str
    who_url: str
    goal: str
    goal_url: str
    date: str
    day: str
    spent: str
    is_changed: bool


class QuarterTotal(NamedTuple):
    """Of one quarter; hours and euros in words, empty where nobody gave any."""

    number: int
    contributions: int
    hours: str
    euros: str


class Step(NamedTuple):
    """One of five from preventive to repressive: `height` of its bar, of 40, at `x` and `y`."""

    label: str
    number: int
    x: int
    y: int
    height: int


class Totals(NamedTuple):
    """Of all that one may see for a goal; `by_residents` of `number` came from residents' own
    groups, `without` was solved without the municipality or the police."""

    quarters: list[QuarterTotal]
    number: int
    by_residents: int
    without: int
    steps: list[Step]


def goals_to_log(neighbourhood: Neighbourhood) -> list[Goal]:
    """That are in force now, and that everybody may read; the year that began last comes first."""
    found = Goal.objects.shown().in_force().filter(plan__neighbourhood=neighbourhood)
    running = found.filter(plan__state=YearState.RUNNING)
    return list(running.select_related("plan").order_by("-plan__year", "place", "pk"))


def closed_quarters(plans: Iterable[int]) -> set[tuple[int, int]]:
    """Of these plans, by key: which quarters can no longer change."""
    closed = QuarterlyReview.objects.filter(plan__in=set(plans), state=ReviewState.CLOSED)
    return set(closed.values_list("plan", "quarter"))


def is_open(contribution: Contribution) -> bool:
    """Whether it can still change; `goal.plan` was fetched."""
    plan = contribution.goal.plan
    closed = QuarterlyReview.objects.filter(
        plan=plan, quarter=contribution.quarter.number, state=ReviewState.CLOSED
    )
    return plan.is_running and not closed.exists()


def answered(neighbourhood: Neighbourhood, goals: Collection[Goal]) -> list[tuple[str, list[Any]]]:
    """Public initiatives and open requests here that a contribution can answer, in groups: first
    the initiatives of these goals."""
    linked = GoalInitiative.objects.filter(goal__in=[goal.pk for goal in goals])
    here = Initiative.objects.public().in_neighbourhood(neighbourhood)
    first = here.filter(pk__in=linked.values("initiative")).order_by("title", "pk")
    others = here.under_way().exclude(pk__in=linked.values("initiative")).order_by("-pk")
    requests = SupportRequest.objects.open().filter(initiative__in=here.values("pk"))
    groups: list[tuple[str, list[Any]]] = [
        (_("Initiatieven bij dit doel"), list(first.only("title")[:MOST_ANSWERED])),
        (_("Andere initiatieven"), list(others.only("title")[:MOST_ANSWERED])),
        (_("Open vragen"), list(requests.order_by("-pk").only("text")[:MOST_ANSWERED])),
    ]
    return [group for group in groups if group[1]]


def newest_of(goal: Goal, user: User | AnonymousUser) -> list[Line]:
    """The newest few, and one more to know whether there is more."""
    return lines(of_goal(goal, user).for_lines()[: FEW + 1])


def of_goal(
    goal: Goal, user: User | AnonymousUser, *, party: int | None = None, quarter: int | None = None
) -> ContributionQuerySet:
    """The newest first."""
    found = Contribution.objects.seen_by(user).filter(goal=goal)
    if party:
        found = found.filter(organisation=party)
    if quarter:
        found = found.filter(day__quarter=quarter)
    return found.newest_first()


def parties_in(goal: Goal, user: User | AnonymousUser) -> list[tuple[str, str]]:
    """Keys and names of who contributed, by name."""
    seen = Contribution.objects.seen_by(user).filter(goal=goal)
    found = Organisation.objects.filter(pk__in=seen.values("organisation"))
    return [(str(pk), name) for pk, name in found.order_by("name", "pk").values_list("pk", "name")]


def of_organisation(organisation: Organisation, user: User | AnonymousUser) -> ContributionQuerySet:
    """The newest first."""
    return Contribution.objects.seen_by(user).filter(organisation=organisation).newest_first()


def of_year(plan: YearPlan, user: User | AnonymousUser) -> ContributionQuerySet:
    """The newest first."""
    return Contribution.objects.seen_by(user).filter(goal__plan=plan).newest_first()


def lines(contributions: Iterable[Contribution]) -> list[Line]:
    """Of rows that were fetched with `for_lines`; asks the database nothing."""
    return [
        Line(
            what=one.what,
            url=one.get_absolute_url(),
            who=one.organisation.name,
            who_url=page_of(one.organisation),
            goal=one.goal.title,
            goal_url=one.goal.get_absolute_url(),
            date=one.day.isoformat(),
            day=in_words(one.day),
            spent=spent(one),
            is_changed=one.changed_at is not None,
        )
        for one in contributions
    ]


def page_of(organisation: Organisation) -> str:
    """A residents' team that is not listed has no page of its own."""
    return organisation.get_absolute_url() if organisation.slug and organisation.is_listed else ""


def spent(one: Contribution) -> str:
    parts = []
    if one.hours_spent is not None:
        parts.append(hours_words(one.hours_spent))
    if one.euros is not None:
        parts.append(euros_words(one.euros))
    if one.materials:
        parts.append(one.materials)
    return ", ".join(parts)


def hours_words(hours: Decimal) -> str:
    plain = hours.normalize() if hours % 1 else hours.to_integral_value()
    return _("%(number)s uur") % {"number": localize(plain)}


def euros_words(euros: int) -> str:
    return f"€ {localize(euros)}"


def totals(goal: Goal, user: User | AnonymousUser) -> Totals:
    """Two queries, however much there is."""
    seen = Contribution.objects.seen_by(user).filter(goal=goal).order_by()
    rows = list(
        seen.annotate(quarter_number=ExtractQuarter("day"))
        .values("quarter_number")
        .annotate(
            number=Count("pk"),
            hours=Sum("hours_spent"),
            money=Sum("euros"),
            residents=Count("pk", filter=Q(organisation__kind__in=RESIDENTS)),
            solved=Count("pk", filter=Q(without=True)),
        )
        .order_by("quarter_number")
    )
    told = seen.filter(approach__isnull=False).values("approach").annotate(number=Count("pk"))
    by_step = {step or 0: number for step, number in told.values_list("approach", "number")}
    return Totals(
        quarters=[
            QuarterTotal(
                number=row["quarter_number"],
                contributions=row["number"],
                hours=hours_words(Decimal(row["hours"])) if row["hours"] is not None else "",
                euros=euros_words(row["money"]) if row["money"] is not None else "",
            )
            for row in rows
        ],
        number=sum(row["number"] for row in rows),
        by_residents=sum(row["residents"] for row in rows),
        without=sum(row["solved"] for row in rows),
        steps=_steps(by_step),
    )


def _steps(numbers: dict[int, int]) -> list[Step]:
    """Nothing where nobody said anything; the highest bar is 40 high, and what there is shows."""
    most = max(numbers.values(), default=0)
    if not most:
        return []
    steps = []
    for place, step in enumerate(Approach):
        number = numbers.get(step.value, 0)
        height = max(2, 40 * number // most) if number else 0
        steps.append(Step(capfirst(str(step.label)), number, 20 * place + 2, 40 - height, height))
    return steps


class Change(NamedTuple):
    """A correction: on which day, and per field what stood there before."""

    date: str
    day: str
    before: list[tuple[str, str]]


def trace(contribution: Contribution) -> list[Change]:
    """The newest first. One query."""
    return [
        Change(
            date=timezone.localdate(one.at).isoformat(),
            day=in_words(timezone.localdate(one.at)),
            before=[(_name(name), _words(name, value)) for name, value in one.before.items()],
        )
        for one in contribution.changes.order_by("-at", "-pk")
    ]


def _name(field: str) -> str:
    return {
        "what": _("Wat er is gedaan"),
        "day": _("Wanneer"),
        "hours_spent": _("Uren"),
        "euros": _("Geld"),
        "materials": _("Materiaal"),
        "approach": _("Voorkomen of ingrijpen"),
        "without": _("Zonder gemeente of politie"),
        "initiative": _("Bij welk initiatief"),
        "request": _("Bij welke vraag"),
        "photo": _("Foto"),
    }[field]


def _words(field: str, value: Any) -> str:
    """How it was; of what it was an answer to only whether it was, for that may be hidden now."""
    if value is None or value == "":
        return _("niets")
    match field:
        case "day":
            return in_words(date.fromisoformat(value))
        case "hours_spent":
            return hours_words(Decimal(value))
        case "euros":
            return euros_words(value)
        case "approach":
            return capfirst(str(Approach(value).label))
        case "without" | "photo":
            return _("ja") if value else _("nee")
        case "initiative" | "request":
            return _("iets anders")
    return str(value)
