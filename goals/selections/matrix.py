"""How it fits together in a year: goals, parties and initiatives, and what is missing (O111)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.models import Initiative, InitiativeParty
from initiatives.states import PartyRole, Visibility
from partners.models import Agreement, Organisation
from partners.models.organisation import OrganisationQuerySet
from partners.states import PROFESSIONAL, AgreementState, Group

from ..models import Goal, GoalAgreement, GoalInitiative, GoalParty, YearPlan
from ..states import WAS_CHOSEN, Lead, Part
from .parties import address_of, parties_in, seen

MOST_PROGRAMMES = 20  # of one goal
MOST_INITIATIVES = 8  # of one goal; its own page has more


class Link(NamedTuple):
    title: str
    url: str


class Column(NamedTuple):
    """A goal: who leads it, what residents do for it, and how much was agreed."""

    key: int
    title: str
    url: str
    state: str
    lead: str
    leaders: list[str]
    initiatives: list[Link]
    more: int
    promised: int
    programmes: "list[Offered]"
    overlaps: list[str]


class Offered(NamedTuple):
    """A programme of a party, for this goal (O67)."""

    title: str
    who: str
    url: str
    group: str


class Cell(NamedTuple):
    """What a party does for the goal with this title; both empty is a gap."""

    title: str
    part: str
    brings: str


class Row(NamedTuple):
    """`cells` is empty for a party that said nothing of any goal."""

    name: str
    url: str
    icon: str
    cells: list[Cell]


class Share(NamedTuple):
    """How much of it residents lead (O104): of the goals by themselves or with partners, and of
    the initiatives by themselves, without a professional organisation that runs it with them."""

    goals: int
    by_residents: int
    together: int
    initiatives: int
    by_themselves: int


def goals_of(plan: YearPlan, user: User | AnonymousUser) -> list[Goal]:
    return list(Goal.objects.visible_to(user).of_year(plan).was_chosen())


def said_of(goals: Sequence[Goal]) -> list[GoalParty]:
    """What parties that everybody sees said of these; one query."""
    found = GoalParty.objects.filter(seen("organisation__"), goal__in=goals)
    return list(found.select_related("organisation").order_by(Lower("organisation__name"), "pk"))


def parties(plan: YearPlan, said: Sequence[GoalParty]) -> OrganisationQuerySet:
    """All that said something, and then the others with a page: the gaps."""
    place = plan.neighbourhood
    here = parties_in(place).filter(is_listed=True, slug__isnull=False).values("pk")
    speaking = [one.organisation_id for one in said]
    found = Organisation.objects.filter(Q(pk__in=speaking) | Q(pk__in=here))
    of_goals = GoalParty.objects.filter(goal__plan=plan, goal__state__in=WAS_CHOSEN)
    has_said = Exists(of_goals.filter(organisation=OuterRef("pk")))
    in_order = found.annotate(has_said=has_said).order_by("-has_said", Lower("name"), "pk")
    return in_order.select_related("initiative")


def columns(goals: Sequence[Goal], said: Sequence[GoalParty], links: "Links") -> list[Column]:
    """Two queries: for what was agreed, and for what partners run for it."""
    leaders: dict[int, list[str]] = defaultdict(list)
    for one in said:
        if one.part == Part.LEADS:
            leaders[one.goal_id].append(one.organisation.name)
    promised, offered = _promised(goals), _offered(said)
    return [
        Column(
            goal.pk,
            goal.title,
            goal.get_absolute_url(),
            "" if goal.is_chosen else goal.get_state_display(),
            goal.get_lead_display(),
            leaders[goal.pk],
            [
                Link(one.initiative.title, one.initiative.get_absolute_url())
                for one in links[goal.pk][:MOST_INITIATIVES]
            ],
            max(0, len(links[goal.pk]) - MOST_INITIATIVES),
            len(promised[goal.pk]),
            offered[goal.pk][:MOST_PROGRAMMES],
            _overlaps(offered[goal.pk]),
        )
        for goal in goals
    ]


def rows(
    shown: Sequence[Organisation], goals: Sequence[Goal], said: Sequence[GoalParty]
) -> list[Row]:
    """No query."""
    words = {(one.organisation_id, one.goal_id): one for one in said}
    speaking = {one.organisation_id for one in said}
    return [
        Row(
            one.name,
            address_of(one),
            one.icon,
            [_cell(goal, words.get((one.pk, goal.pk))) for goal in goals]
            if one.pk in speaking
            else [],
        )
        for one in shown
    ]


class Linked(NamedTuple):
    """An initiative for a goal, and whether a professional organisation runs it with its team."""

    initiative: Initiative
    is_helped: bool


Links = dict[int, list[Linked]]


def links_of(goals: Sequence[Goal]) -> Links:
    """For each goal the initiatives that everybody sees; where one went on in another, that one.
    One query."""
    helping = InitiativeParty.objects.standing().filter(
        role=PartyRole.RUNS, organisation__kind__in=PROFESSIONAL
    )
    found = (
        GoalInitiative.objects.filter(goal__in=goals)
        .select_related("initiative__merged_into")
        .annotate(
            is_helped=Exists(helping.filter(initiative=OuterRef("initiative"))),
            goes_on_helped=Exists(helping.filter(initiative=OuterRef("initiative__merged_into"))),
        )
    )
    links: dict[int, dict[int, Linked]] = defaultdict(dict)
    for row in found.order_by("-at", "-pk"):
        one, is_helped = row.initiative, getattr(row, "is_helped", False)
        if one.visibility == Visibility.MERGED and one.merged_into:
            one, is_helped = one.merged_into, getattr(row, "goes_on_helped", False)
        if one.is_public:
            links[row.goal_id][one.pk] = Linked(one, is_helped)
    return defaultdict(list, {key: list(some.values()) for key, some in links.items()})


def share(goals: Sequence[Goal], links: Links) -> Share:
    """No query."""
    helped = {one.initiative.pk: one.is_helped for some in links.values() for one in some}
    leads = [goal.lead for goal in goals]
    return Share(
        len(goals),
        leads.count(Lead.RESIDENTS),
        leads.count(Lead.TOGETHER),
        len(helped),
        list(helped.values()).count(False),
    )


def _cell(goal: Goal, party: GoalParty | None) -> Cell:
    if party is None:
        return Cell(goal.title, "", "")
    return Cell(goal.title, party.get_part_display(), party.brings or party.aim or party.sees)


def _promised(goals: Sequence[Goal]) -> dict[int, set[int]]:
    """The public agreements for each goal, as `pledges.agreements_of` finds them; of a new date
    only the last one. One query."""
    urls = {goal.get_absolute_url(): goal.pk for goal in goals}
    place = [goal.plan.neighbourhood_id for goal in goals[:1]]
    public = Agreement.objects.public().exclude(state=AgreementState.RENEWED)
    linked = GoalAgreement.objects.filter(goal__in=goals)
    found: dict[int, set[int]] = defaultdict(set)
    of_goal = Subquery(linked.filter(agreement=OuterRef("pk")).values("goal"))
    either = Q(pk__in=linked.values("agreement")) | Q(about_url__in=list(urls))
    rows = public.filter(either, neighbourhood__in=place).annotate(of_goal=of_goal)
    for agreement, goal, url in rows.values_list("pk", "of_goal", "about_url"):
        found[goal or urls[url]].add(agreement)
    return found


def _offered(said: Sequence[GoalParty]) -> dict[int, list[Offered]]:
    """What these parties run for each goal, by group. One query."""
    goals = {one.pk: one.goal_id for one in said}
    rows = GoalParty.programmes.through.objects.filter(
        goalparty__in=goals,
        programme__ended_at=None,
        programme__organisation__is_listed=True,
        programme__organisation__slug__isnull=False,
    ).order_by("programme__group", "programme__title", "programme")
    found: dict[int, list[Offered]] = defaultdict(list)
    for party, title, group, who, slug in rows.values_list(
        "goalparty",
        "programme__title",
        "programme__group",
        "programme__organisation__name",
        "programme__organisation__slug",
    ):
        url = reverse("partners:organisation", args=[slug])
        found[goals[party]].append(Offered(title, who, url, str(Group(group).label)))
    return found


def _overlaps(offered: Sequence[Offered]) -> list[str]:
    """For whom more than one party runs something: perhaps they can do it together."""
    parties: dict[str, set[str]] = defaultdict(set)
    for one in offered:
        parties[one.group].add(one.who)
    return [
        _("Voor %(group)s doen %(number)s partners iets. Kan dat samen?")
        % {"group": group, "number": len(names)}
        for group, names in parties.items()
        if len(names) > 1
    ]
