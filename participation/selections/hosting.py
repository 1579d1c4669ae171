"""In whose name somebody can call a meeting, and what that can host."""

from collections.abc import Mapping
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from goals.models import QuarterlyReview, YearPlan
from goals.selections.speaking import spoken_for
from initiatives.models import Initiative
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.permissions import Office
from neighbourhoods.states import Role
from partners.models import Member, Organisation
from partners.states import Kind

from ..models import Meeting, Process


class Host(NamedTuple):
    """Without an organisation it is a builder who invites."""

    name: str
    organisation: Organisation | None


class Standing(NamedTuple):
    """What somebody is to a meeting; for showing, who acts is asked again."""

    hosts: bool = False
    works_here: bool = False
    coordinates: bool = False
    organisations: frozenset[int] = frozenset()

    @property
    def answers(self) -> bool:
        return self.hosts or self.works_here


Hosts = Mapping[str, Host]  # by a key that a form can carry
Hosted = Mapping[str, QuarterlyReview | YearPlan]
SELF = "zelf"
MOST_PROCESSES = 50  # to choose from


def hosts_for(user: User | AnonymousUser, place: Neighbourhood, office: Office) -> Hosts:
    """Their organisations and teams here, the municipality for who works here, and for a builder
    themselves; two queries."""
    if not user.is_authenticated:
        return {}
    own = spoken_for(user, place)
    found = {str(one.pk): Host(one.name, one) for one in own}
    builds = Membership.objects.current().filter(person=user, neighbourhood=place)
    if builds.filter(role=Role.BUILDER).exists() or (not found and place.pk in office.works_in):
        found[SELF] = Host(_("Ik, vanuit mijn rol in de wijk"), None)
    return found


def initiative_of(team: Organisation | None) -> Initiative | None:
    if team is None or not team.is_team:
        return None
    return Initiative.objects.filter(team=team).first()


def hosted_in(place: Neighbourhood, meeting: Meeting | None = None) -> Hosted:
    """Quarterly reviews that are open, and a year that is prepared; two queries."""
    reviews = QuarterlyReview.objects.open().filter(plan__neighbourhood=place)
    plans = YearPlan.objects.preparing().filter(neighbourhood=place).order_by("year")
    found: dict[str, QuarterlyReview | YearPlan] = {
        f"review-{one.pk}": one
        for one in reviews.select_related("plan").defer("frozen").order_by("plan__year", "quarter")
    }
    found |= {f"plan-{one.pk}": one for one in plans}
    if meeting and meeting.review:
        found[f"review-{meeting.review.pk}"] = meeting.review
    if meeting and meeting.plan:
        found[f"plan-{meeting.plan.pk}"] = meeting.plan
    return found


def processes_in(place: Neighbourhood, meeting: Meeting | None = None) -> list[Process]:
    """Those that go on, the newest first, and that of which it is a part already; one query."""
    fits = Q(closed_at=None)
    if meeting and meeting.process_id:
        fits |= Q(pk=meeting.process_id)
    rows = Process.objects.in_neighbourhood(place).filter(fits).only("title")
    return list(rows.newest_first()[:MOST_PROCESSES])


def standing(user: User | AnonymousUser, meeting: Meeting, office: Office) -> Standing:
    """As `permissions.can_host`, of what is known already; one query."""
    if not user.is_authenticated:
        return Standing()
    place = meeting.neighbourhood_id
    mine = Member.objects.filter(person_id=user.pk).values_list("organisation", flat=True)
    organisations = frozenset(mine)
    works_here, coordinates = place in office.works_in, place in office.coordinates
    host = meeting.host
    if host is None:
        speaks = False
    elif host.kind == Kind.MUNICIPALITY:
        speaks = works_here and host.municipality_id == meeting.neighbourhood.municipality_id
    else:
        speaks = host.pk in organisations
    return Standing(
        hosts=speaks or coordinates or meeting.called_by_id == user.pk,
        works_here=works_here,
        coordinates=coordinates,
        organisations=organisations,
    )
