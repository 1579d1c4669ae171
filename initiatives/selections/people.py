"""Who is with an initiative."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from accounts.models import User
from activity.models import Follow
from partners.models import Member

from ..models import Initiative, Participant, Support
from ..models.initiative import number_of
from ..states import ENDED
from .answers import Person, person


class Relation(NamedTuple):
    """How many are with it, and whether this person is one of them."""

    supporters: int
    participants: int
    supports: bool
    takes_part: bool
    follows: bool


def relation_of(initiative: Initiative, user: User | AnonymousUser) -> Relation:
    """In one query for who is signed in; for a visitor two that cost less than that one."""
    if not user.is_authenticated:
        supporters, participants = initiative.supports.count(), initiative.participants.count()
        return Relation(supporters, participants, supports=False, takes_part=False, follows=False)
    key = user.pk
    supports = Support.objects.filter(initiative=OuterRef("pk"), person_id=key)
    parts = Participant.objects.filter(initiative=OuterRef("pk"), person_id=key)
    follows = Follow.objects.of(initiative).filter(person_id=key, is_muted=False)
    row = (
        Initiative.objects.filter(pk=initiative.pk)
        .values_list(
            number_of(Support),
            number_of(Participant),
            Exists(supports),
            Exists(parts),
            Exists(follows),
        )
        .get()
    )
    return Relation(*row)


def team_of(initiative: Initiative) -> list[Member]:
    members = Member.objects.filter(organisation=initiative.team_id).select_related("person")
    return list(members.order_by("pk"))


def is_left(initiative: Initiative, members: list[Member]) -> bool:
    """Whether it goes on, and everybody of its team has stopped."""
    is_over = initiative.stage in ENDED
    return bool(members) and not is_over and all(one.person.erased_at for one in members)


def faces(members: list[Member]) -> list[Person]:
    return [person(member.person) for member in members]
