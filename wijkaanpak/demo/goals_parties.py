"""Who does what for the goals of the demo: parties, promises and initiatives, by the same actions.

Takes the goals that there are. What a neighbourhood lacks (an organisation, an initiative of that
theme) is left out.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from accounts.models import User
from goals.actions import linking, parties, pledges
from goals.models import Goal
from goals.selections.parties import is_open, parties_in
from goals.states import Part, Theme
from initiatives.models import Initiative
from initiatives.states import Theme as Of
from neighbourhoods.models import Membership
from partners.models import Member, Organisation
from partners.states import Kind

from .history import Past

LINKED, SAID, PLEDGED = timedelta(days=46), timedelta(days=38), timedelta(days=24)
INITIATIVES = 3  # of each goal
# Whose theme it is fits the goal.
FITTING: dict[Theme, tuple[Of, ...]] = {
    Theme.MEETING: (Of.MEETING, Of.CULTURE),
    Theme.SAFE: (Of.TRAFFIC, Of.PLAY),
    Theme.GREEN: (Of.GREEN, Of.CLEAN),
    Theme.YOUTH: (Of.PLAY, Of.LEARNING),
    Theme.CARE: (Of.CARE, Of.MEETING),
    Theme.WORK: (Of.LEARNING, Of.OTHER),
    Theme.LIVING: (Of.CLEAN, Of.GREEN),
    Theme.STRENGTH: (Of.MEETING, Of.CARE),
}


class Says(NamedTuple):
    kind: Kind
    part: Part
    sees: str
    aim: str
    brings: str


class Promises(NamedTuple):
    kind: Kind
    text: str
    due_in: int


SAYS = (
    Says(
        Kind.WELFARE,
        Part.JOINS,
        "Mensen willen wel, maar weten elkaar niet te vinden.",
        "Dat bewoners ons minder nodig hebben.",
        "Een opbouwwerker op dinsdag en donderdag, en de zaal zonder huur.",
    ),
    Says(
        Kind.HOUSING,
        Part.JOINS,
        "Wie zijn buren kent, belt ons later met een klacht, of niet.",
        "Minder verhuizingen en minder klachten over geluid.",
        "De wijkbeheerder doet elke week een uur mee.",
    ),
    Says(Kind.POLICE, Part.JOINS, "Het is rustiger waar mensen buiten zijn.", "", ""),
    Says(
        Kind.MUNICIPALITY,
        Part.JOINS,
        "",
        "Dat de wijk zelf kiest wat eerst moet.",
        "4.000 euro, en binnen een week een antwoord op vragen over vergunningen.",
    ),
)
OF_A_TEAM = Says(
    Kind.RESIDENTS_TEAM,
    Part.LEADS,
    "Er gebeurt al veel, maar niet iedereen weet ervan.",
    "Dat het volgend jaar ook zonder ons doorgaat.",
    "Onze zaterdagen, en wie wij kennen in de flats.",
)
PROMISES = (
    Promises(Kind.WELFARE, "De grote zaal op de laatste vrijdag van de maand", 26),
    Promises(Kind.MUNICIPALITY, "Een vaste persoon voor vergunningen, met naam en nummer", 9),
)


def tell_parties(goals: Sequence[Goal], past: Past) -> None:
    """Less is said of each next one, so that empty places are seen; of one that is proposed how
    parties see it."""
    chosen = [one for one in goals if is_open(one) and one.is_chosen]
    for nth, goal in enumerate(chosen):
        with past.at(past.now - LINKED):
            teams = _link(goal, past)
        with past.at(past.now - SAID):
            leader = _say(goal, SAYS[nth : len(SAYS) - nth], teams, past)
        if leader:
            with past.at(past.now - PLEDGED):
                _promise(goal, PROMISES[nth:], leader, past)
    proposed = [one for one in goals if is_open(one) and one.is_proposed]
    for goal in proposed[:1]:
        with past.at(past.now - SAID):
            _say(goal, SAYS[:2], [], past)


def _link(goal: Goal, past: Past) -> list[Initiative]:
    fitting = Initiative.objects.public().under_way().in_neighbourhood(goal.plan.neighbourhood)
    rows = fitting.filter(
        theme__in=FITTING[Theme(goal.theme)], sent_at__lt=past.now - LINKED
    ).select_related("team")
    linked: list[Initiative] = []
    for initiative in rows.order_by("sent_at", "pk"):
        by = _contact(initiative.team)
        if by and len(linked) < INITIATIVES:
            linking.link(goal, initiative, by=by, now=past.now - LINKED)
            linked.append(initiative)
    return linked


def _say(
    goal: Goal, all_say: Sequence[Says], teams: list[Initiative], past: Past
) -> Organisation | None:
    """The team of the first initiative leads it; the others join."""
    for says in all_say:
        organisation = _one_of(goal, says.kind)
        by = _speaker(goal, organisation)
        if organisation and by:
            _tell(goal, organisation, says, by, past)
    if not teams:
        return None
    team = teams[0].team
    by = _contact(team)
    assert by, "an initiative is linked by somebody of its team"
    _tell(goal, team, OF_A_TEAM, by, past)
    return team


def _tell(goal: Goal, organisation: Organisation, says: Says, by: User, past: Past) -> None:
    words = parties.Said(says.part, says.sees, says.aim, says.brings)
    parties.say(goal, organisation, words, by=by, now=past.now - SAID)


def _promise(goal: Goal, all_promise: Sequence[Promises], leader: Organisation, past: Past) -> None:
    for promises in all_promise:
        organisation = _one_of(goal, promises.kind)
        by = _speaker(goal, organisation)
        if organisation and by:
            due_on = timezone.localdate(past.now) + timedelta(days=promises.due_in)
            key = uuid5(NAMESPACE_URL, f"demo/doel/{goal.pk}/{promises.text}")
            what = pledges.Pledge(promises.text, organisation, leader, due_on)
            pledges.pledge(goal, what, key=key, by=by)


def _one_of(goal: Goal, kind: Kind) -> Organisation | None:
    found = parties_in(goal.plan.neighbourhood).filter(kind=kind, is_listed=True)
    return found.order_by("pk").first()


def _speaker(goal: Goal, organisation: Organisation | None) -> User | None:
    if organisation and organisation.kind == Kind.MUNICIPALITY:
        office = Membership.objects.officers().filter(neighbourhood=goal.plan.neighbourhood)
        officer = office.select_related("person").order_by("pk").first()
        return officer.person if officer else None
    return _contact(organisation) if organisation else None


def _contact(organisation: Organisation) -> User | None:
    members = Member.objects.filter(organisation=organisation).still_here()
    first = members.select_related("person").order_by("-is_contact", "pk").first()
    return first.person if first else None
