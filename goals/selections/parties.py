"""Who does what for a goal: the parties that said something, and those that did not yet (O119)."""

from collections import defaultdict

from django.db.models import Case, Q, QuerySet, When
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

MOST_PROGRAMMES = 40  # of one party
IN_ORDER = Case(When(part=Part.LEADS, then=0), When(part=Part.JOINS, then=1), default=2)


def is_open(goal: Goal) -> bool:
    """Parties can say what they do for it, and initiatives can add to it."""
    is_now = goal.is_proposed or (goal.is_chosen and not goal.plan.is_over)
    return is_now and goal.is_public and goal.plan.neighbourhood.is_public


def seen(way: str = "") -> Q:
    """As everybody sees organisations, to which `way` leads: a residents' team is hidden, and gone,
    with its initiative."""
    return (
        Q(**{f"{way}hidden_reason": ""})
        & (Q(**{f"{way}neighbourhood": None}) | Q(**{f"{way}neighbourhood__is_public": True}))
        & (
            Q(**{f"{way}initiative": None})
            | Q(**{f"{way}initiative__visibility": Visibility.PUBLIC})
        )
    )


def parties_in(place: Neighbourhood) -> OrganisationQuerySet:
    """Who can take part here, on an equal footing: who is active here, the municipality, and the
    team of each initiative, with a page of its own or not (O103)."""
    active = ActiveIn.objects.filter(neighbourhood=place)
    with_page = Q(is_listed=True, slug__isnull=False)
    return Organisation.objects.filter(
        seen(),
        (with_page & Q(pk__in=active.values("organisation")))
        | Q(kind=Kind.MUNICIPALITY, municipality=place.municipality_id)
        | Q(kind=Kind.RESIDENTS_TEAM, initiative__neighbourhood=place),
    ).select_related("initiative")


def parties_of(goal: Goal) -> QuerySet[GoalParty]:
    """Those that everybody sees, who leads first."""
    found = GoalParty.objects.filter(seen("organisation__"), goal=goal)
    return found.select_related("organisation").order_by(
        IN_ORDER, Lower("organisation__name"), "pk"
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


def _contacts(organisations: list[int]) -> People:
    """As `partners.selections.hearing.contacts`, of several in one query."""
    members = Member.objects.filter(organisation__in=organisations).select_related("person")
    here: dict[int, list[Member]] = defaultdict(list)
    for one in members.still_here().order_by("pk"):
        here[one.organisation_id].append(one)
    speaking = [[one for one in all_ if one.is_contact] or all_ for all_ in here.values()]
    return [(one.person, Reason.MEMBER) for some in speaking for one in some]
