"""Who does what for a goal: the parties that said something, and those that did not yet (O119)."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from activity.actions import Reason
from activity.selections import People, coordinators
from initiatives.models import Initiative
from initiatives.states import Visibility
from neighbourhoods.models import Neighbourhood
from partners.models import ActiveIn, Member, Organisation, Programme
from partners.models.organisation import OrganisationQuerySet
from partners.states import Kind

from ..models import Goal, GoalParty
from ..states import Part

MOST = 60  # parties of one goal on its page
MOST_SILENT = 12  # of those that said nothing; the others stand in the picture of the year
MOST_PROGRAMMES = 40  # of one party
MOST_OWN = 20  # of those for which who reads speaks
# As everybody sees them: a residents' team is hidden, and gone, with its initiative.
SEEN = (
    Q(hidden_reason="")
    & (Q(neighbourhood=None) | Q(neighbourhood__is_public=True))
    & (Q(initiative=None) | Q(initiative__visibility=Visibility.PUBLIC))
)
IN_ORDER = Case(When(part=Part.LEADS, then=0), When(part=Part.JOINS, then=1), default=2)


class Line(NamedTuple):
    """A party in one line; what is empty it did not say."""

    key: int
    name: str
    url: str
    icon: str
    kind: str
    part: str
    part_label: str
    sees: str
    aim: str
    brings: str

    @property
    def leads(self) -> bool:
        return self.part == Part.LEADS


class Silent(NamedTuple):
    """A party that said nothing yet: an empty place."""

    name: str
    url: str
    icon: str


class Own(NamedTuple):
    """A party for which who reads speaks."""

    key: int
    name: str
    has_said: bool


class Agenda(NamedTuple):
    """`more`: more parties said nothing than are shown. `own` is empty where nothing can be said
    any more."""

    lines: list[Line]
    silent: list[Silent]
    more: bool
    own: list[Own]

    @property
    def leaders(self) -> list[str]:
        return [line.name for line in self.lines if line.leads]


def is_open(goal: Goal) -> bool:
    """Parties can say what they do for it, and initiatives can add to it."""
    is_now = goal.is_proposed or (goal.is_chosen and not goal.plan.is_over)
    return is_now and goal.is_public and goal.plan.neighbourhood.is_public


def parties_in(place: Neighbourhood) -> OrganisationQuerySet:
    """Who can take part here, on an equal footing: who is active here, the municipality, and the
    team of each initiative, with a page of its own or not (O103)."""
    active = ActiveIn.objects.filter(neighbourhood=place)
    with_page = Q(is_listed=True, slug__isnull=False)
    return Organisation.objects.filter(
        SEEN,
        (with_page & Q(pk__in=active.values("organisation")))
        | Q(kind=Kind.MUNICIPALITY, municipality=place.municipality_id)
        | Q(kind=Kind.RESIDENTS_TEAM, initiative__neighbourhood=place),
    ).select_related("initiative")


def parties_of(goal: Goal) -> QuerySet[GoalParty]:
    """Those that everybody sees, who leads first; with all that a line of them shows."""
    shown = Organisation.objects.filter(SEEN).values("pk")
    found = GoalParty.objects.filter(goal=goal, organisation__in=shown)
    with_all = found.select_related("organisation__initiative")
    return with_all.order_by(IN_ORDER, Lower("organisation__name"), "pk")


def agenda(goal: Goal, own: list[Organisation]) -> Agenda:
    """The joint agenda of a goal; two queries, and one where nothing can be said any more."""
    lines = [line(one) for one in parties_of(goal)[:MOST]]
    if not is_open(goal):
        return Agenda(lines, [], False, [])
    said = {one.key for one in lines}
    silent = list(_silent(goal)[: MOST_SILENT + 1])
    return Agenda(
        lines,
        [Silent(one.name, address_of(one), one.icon) for one in silent[:MOST_SILENT]],
        len(silent) > MOST_SILENT,
        [Own(one.pk, one.name, one.pk in said) for one in own[:MOST_OWN]],
    )


def line(party: GoalParty) -> Line:
    organisation = party.organisation
    return Line(
        organisation.pk,
        organisation.name,
        address_of(organisation),
        organisation.icon,
        organisation.kind_label,
        party.part,
        party.get_part_display(),
        party.sees,
        party.aim,
        party.brings,
    )


def address_of(organisation: Organisation) -> str:
    """Of a team without a page that of its initiative."""
    if organisation.is_team and not organisation.is_listed:
        initiative: Initiative = organisation.initiative
        return initiative.get_absolute_url()
    return organisation.get_absolute_url()


def programmes_here(organisation: Organisation, place: Neighbourhood) -> list[Programme]:
    """What it runs here now, by name."""
    found = Programme.objects.public_in(place).filter(organisation=organisation)
    return list(found.order_by(Lower("title"), "pk").only("title")[:MOST_PROGRAMMES])


def who_hear(goal: Goal, *, leading: bool, but: Organisation | None = None) -> People:
    """The contacts of its parties, or of those that lead it; two queries at most."""
    parties = GoalParty.objects.filter(goal=goal).select_related("organisation")
    if leading:
        parties = parties.filter(part=Part.LEADS)
    heard = [one.organisation for one in parties.order_by("pk") if one.organisation != but]
    town = any(one.kind == Kind.MUNICIPALITY for one in heard)
    others = [one.pk for one in heard if one.kind != Kind.MUNICIPALITY]
    return _contacts(others) + (coordinators(goal.plan.neighbourhood) if town else [])


def _silent(goal: Goal) -> OrganisationQuerySet:
    """With a page, and without a word; the municipality first."""
    said = GoalParty.objects.filter(goal=goal).values("organisation")
    found = parties_in(goal.plan.neighbourhood).filter(is_listed=True, slug__isnull=False)
    municipality_first = Case(When(kind=Kind.MUNICIPALITY, then=Value(0)), default=Value(1))
    return found.exclude(pk__in=said).order_by(municipality_first, Lower("name"), "pk")


def _contacts(organisations: list[int]) -> People:
    """As `partners.selections.hearing.contacts`, of several in one query."""
    members = Member.objects.filter(organisation__in=organisations).select_related("person")
    here: dict[int, list[Member]] = defaultdict(list)
    for one in members.still_here().order_by("pk"):
        here[one.organisation_id].append(one)
    speaking = [[one for one in all_ if one.is_contact] or all_ for all_ in here.values()]
    return [(one.person, Reason.MEMBER) for some in speaking for one in some]
