"""Who is with an initiative."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from accounts.models import User
from partners.models import Member

from ..models import Initiative
from ..models.initiative import address_of
from ..states import ENDED, Kind, Visibility
from .answers import Person, person
from .kinds import BESIDE_TEAM
from .resemblances import Alike

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
        ),
        (
            SELECT (other.id || ':' || other.title)
            FROM initiatives_resemblance AS alike
            JOIN initiatives_initiative AS other ON other.id = alike.other_id
            JOIN neighbourhoods_neighbourhood AS place ON place.id = other.neighbourhood_id
            WHERE alike.initiative_id = %(initiative)s AND alike.ended_at IS NULL
                AND other.visibility = %(public)s AND place.is_public
            ORDER BY alike.id
            LIMIT 1
        ),
        EXISTS (
            SELECT 1 FROM initiatives_initiativeparty
            WHERE initiative_id = %(initiative)s AND ended_at IS NULL
        ) OR EXISTS (
            SELECT 1 FROM initiatives_initiative
            WHERE merged_into_id = %(initiative)s AND visibility = %(merged)s
        ),
        EXISTS (
            SELECT 1 FROM initiatives_supportrequest WHERE initiative_id = %(initiative)s
        ) OR EXISTS (
            SELECT 1 FROM initiatives_initiativeagreement WHERE initiative_id = %(initiative)s
        )
"""


class Relation(NamedTuple):
    """How many are with it, whether this person is one of them, and the first that is like it."""

    supporters: int
    participants: int
    supports: bool
    takes_part: bool
    follows: bool
    alike: Alike | None = None
    acts_together: bool = False
    asks_help: bool = False


def relation_of(initiative: Initiative, user: User | AnonymousUser) -> Relation:
    """In one statement; written out, for it stands on the page most read and in every press."""
    asked = {
        "initiative": initiative.pk,
        "person": user.pk,
        "kind": initiative._meta.model_name,
        "public": Visibility.PUBLIC.value,
        "merged": Visibility.MERGED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(RELATION, asked)
        supporters, participants, supports, takes_part, follows, alike, *more = cursor.fetchone()
    chosen = bool(supports), bool(takes_part), bool(follows)  # SQLite says 0 and 1
    return Relation(supporters, participants, *chosen, _first_alike(alike), *map(bool, more))


def _first_alike(found: str | None) -> Alike | None:
    key, _colon, title = (found or "").partition(":")
    return Alike(int(key), title, address_of(int(key), title), "") if key else None


def team_of(initiative: Initiative) -> list[Member]:
    """With what belongs to its kind; see `kinds.experiment_of` and `kinds.challenge_of`."""
    members = Member.objects.filter(organisation=initiative.team_id).select_related("person")
    if beside := BESIDE_TEAM.get(Kind(initiative.kind)):
        members = members.select_related("person", beside)
    return list(members.order_by("pk"))


def is_left(initiative: Initiative, members: list[Member]) -> bool:
    """Whether it goes on, and everybody of its team has stopped; or it came without one."""
    is_over, began = initiative.stage in ENDED, bool(members or initiative.source)
    return began and not is_over and all(one.person.erased_at for one in members)


def faces(members: list[Member]) -> list[Person]:
    return [person(member.person) for member in members]
