"""What a team asks, is offered and was promised."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import works_in
from partners.models import Agreement, Member, Organisation
from partners.selections.agreements import Line, lines
from partners.states import Kind

from ..models import Initiative, Offer, SupportRequest
from ..states import AskedOf, Help, HelpState
from .slots import Moment, free_soon

MOST = 50


class Asked(NamedTuple):
    """One request as a page shows it; `of` is who was asked, in words."""

    pk: int
    text: str
    url: str
    icon: str
    kind: str
    of: str
    state: str
    is_open: bool
    is_talked_about: bool
    is_late: bool
    due: datetime | None
    from_neighbours: bool
    wants_hands: bool
    moments: list[Moment]


def requests_of(initiative: Initiative, *, now: datetime) -> list[Asked]:
    """The newest first; two queries at most."""
    found = list(SupportRequest.objects.filter(initiative=initiative).for_list()[:MOST])
    for_hands = [one.pk for one in found if one.is_open and one.kind == Help.HANDS]
    soon = free_soon(for_hands, now=now) if for_hands else {}
    return [asked(one, soon.get(one.pk, [])) for one in found]


def asked(request: SupportRequest, moments: list[Moment]) -> Asked:
    """`moments` are those of the request that the page shows."""
    return Asked(
        pk=request.pk,
        text=request.text,
        url=request.get_absolute_url(),
        icon=request.icon,
        kind=str(request.get_kind_display()),
        of=request.organisation.name if request.organisation else str(AskedOf.NEIGHBOURS.label),
        state=str(request.get_state_display()),
        is_open=request.is_open,
        is_talked_about=request.state == HelpState.IN_CONVERSATION,
        is_late=request.is_late,
        due=request.due_at,
        from_neighbours=request.asked_of == AskedOf.NEIGHBOURS,
        wants_hands=request.kind == Help.HANDS,
        moments=moments,
    )


def offers_to(initiative: Initiative) -> list[Offer]:
    """Those that wait for its team."""
    found = Offer.objects.open().filter(initiative=initiative)
    return list(found.select_related("organisation", "person", "request").order_by("at", "pk"))


def promised_to(initiative: Initiative, *, now: datetime) -> list[Line]:
    """Public agreements of its team with others."""
    found = Agreement.objects.public().of(initiative.team).for_list()
    return lines(list(found[:MOST]), now=now)


def asked_organisations(initiative: Initiative) -> list[Organisation]:
    """Whom its team can ask, which is never itself."""
    found = organisations_here(initiative.neighbourhood)
    return [one for one in found if one.pk != initiative.team_id]


def organisations_here(place: Neighbourhood) -> list[Organisation]:
    """Organisations with a page and with somebody to answer."""
    somebody = Member.objects.still_here().values("organisation")
    found = Organisation.objects.public().active_in(place).filter(pk__in=somebody)
    return list(found.exclude(kind=Kind.MUNICIPALITY).order_by("name", "pk")[:200])


def speaks_for(user: User, initiative: Initiative) -> list[Organisation]:
    """In whose name somebody can offer something: theirs, and the municipality for who works here;
    never the team to which it is offered."""
    mine = Q(pk__in=Member.objects.filter(person=user).values("organisation"))
    if works_in(user, initiative.neighbourhood):
        municipality = initiative.neighbourhood.municipality_id
        mine |= Q(kind=Kind.MUNICIPALITY, municipality=municipality)
    found = Organisation.objects.filter(mine).exclude(pk=initiative.team_id)
    return list(found.order_by("name", "pk"))
