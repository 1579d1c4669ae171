"""Who hears of a process: keys are fetched step by step, which PostgreSQL plans best."""

from collections.abc import Iterable

from accounts.models import User
from activity.actions import Reason
from activity.models import Follow
from activity.selections import People, coordinators
from goals.models import GoalSupport
from neighbourhoods.models import Membership
from neighbourhoods.states import Role
from partners.models import Member
from partners.states import Kind

from ..models import Input, Process


def asking(process: Process) -> People:
    """Who answers: for the municipality who works here, else the members of who asks."""
    if process.asked_by.kind == Kind.MUNICIPALITY:
        office = Membership.objects.of_office().filter(neighbourhood=process.neighbourhood_id)
        return [(one, Reason.OFFICER) for one in _people(office.values_list("person", flat=True))]
    return [*_members([process.asked_by_id]), *coordinators(process.neighbourhood)]


def concerned(process: Process) -> People:
    """Who hears that it begins: who asks, the team of its initiative and who follows that, who
    finds its goal important, and the builders, who tell it on."""
    place = process.neighbourhood_id
    builders = Membership.objects.current().filter(neighbourhood=place, role=Role.BUILDER)
    found = [
        *coordinators(process.neighbourhood),
        *((one, Reason.ROLE) for one in _people(builders.values_list("person", flat=True))),
    ]
    if process.asked_by.kind != Kind.MUNICIPALITY:
        found += _members([process.asked_by_id])
    if process.initiative:
        team = process.initiative.team_id
        found += [(one, Reason.TEAM) for one, _reason in _members([team] if team else [])]
        found += _followers("initiative", process.initiative.pk)
    if process.goal_id:
        supports = GoalSupport.objects.filter(goal=process.goal_id)
        found += [
            (one, Reason.FOLLOWER) for one in _people(supports.values_list("person", flat=True))
        ]
    return found


def taking_part(process: Process) -> People:
    """Who gave something, who follows it, and who asks."""
    given = Input.objects.filter(process=process).values_list("person", flat=True)
    return [
        *((one, Reason.AUTHOR) for one in _people(given)),
        *_followers("process", process.pk),
        *asking(process),
    ]


def _people(keys: Iterable[int]) -> list[User]:
    return list(User.objects.filter(pk__in=set(keys), is_active=True).order_by("pk"))


def _members(organisations: list[int]) -> People:
    found = Member.objects.filter(organisation__in=organisations).still_here()
    return [(one, Reason.MEMBER) for one in _people(found.values_list("person", flat=True))]


def _followers(kind: str, pk: int) -> People:
    found = Follow.objects.filter(subject_kind=kind, subject_id=pk, is_muted=False)
    return [(one, Reason.FOLLOWER) for one in _people(found.values_list("person", flat=True))]
