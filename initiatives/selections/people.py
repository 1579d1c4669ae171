"""Who is with an initiative."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from accounts.models import User
from partners.models import Member

from ..models import Initiative
from ..states import ENDED, Kind
from .answers import Person, person
from .kinds import BESIDE_TEAM

RELATION = """
    SELECT
        (SELECT COUNT(*) FROM initiatives_support WHERE initiative_id = %(initiative)s),
        (SELECT COUNT(*) FROM initiatives_participant WHERE initiative_id = %(initiative)s),
        EXISTS (
            SELECT 1 FROM initiatives_support
            WHERE initiative_id = %(initiative)s AND person_id = %(person)s
        ),
        EXISTS (
            SELECT 1 FROM initiatives_participant
            WHERE initiative_id = %(initiative)s AND person_id = %(person)s
        ),
        EXISTS (
            SELECT 1 FROM activity_follow
            WHERE subject_kind = %(kind)s AND subject_id = %(initiative)s
                AND person_id = %(person)s AND NOT is_muted
        )
"""


class Relation(NamedTuple):
    """How many are with it, and whether this person is one of them."""

    supporters: int
    participants: int
    supports: bool
    takes_part: bool
    follows: bool


def relation_of(initiative: Initiative, user: User | AnonymousUser) -> Relation:
    """In one statement; written out, for it stands on the page most read and in every press."""
    asked = {
        "initiative": initiative.pk,
        "person": user.pk,
        "kind": initiative._meta.model_name,
    }
    with connection.cursor() as cursor:
        cursor.execute(RELATION, asked)
        supporters, participants, *chosen = cursor.fetchone()
    return Relation(supporters, participants, *map(bool, chosen))


def team_of(initiative: Initiative) -> list[Member]:
    """With what belongs to its kind; see `kinds.experiment_of` and `kinds.challenge_of`."""
    members = Member.objects.filter(organisation=initiative.team_id).select_related("person")
    if beside := BESIDE_TEAM.get(Kind(initiative.kind)):
        members = members.select_related("person", beside)
    return list(members.order_by("pk"))


def is_left(initiative: Initiative, members: list[Member]) -> bool:
    """Whether it goes on, and everybody of its team has stopped."""
    is_over = initiative.stage in ENDED
    return bool(members) and not is_over and all(one.person.erased_at for one in members)


def faces(members: list[Member]) -> list[Person]:
    return [person(member.person) for member in members]
