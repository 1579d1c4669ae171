"""Who is with an initiative."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from accounts.models import User, initials_of, known_as
from core.statements import moment
from partners.models import Member

from ..models import Answer, Initiative
from ..models.initiative import address_of
from ..states import ENDED, Visibility
from .answers import Person
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
        ) OR EXISTS (
            SELECT 1 FROM initiatives_metobstacle WHERE initiative_id = %(initiative)s
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


SPEAKING = """
    SELECT
        NULL AS answer, person.id, person.name, person.erased_at, '' AS status, '' AS reason,
        '' AS possible, CAST(NULL AS timestamptz) AS at, member.id AS first
    FROM partners_member AS member
    JOIN accounts_user AS person ON person.id = member.person_id
    WHERE member.organisation_id = %(team)s

    UNION ALL
    SELECT
        answer.id, person.id, person.name, person.erased_at, answer.status, answer.reason,
        answer.possible, answer.at, 0
    FROM initiatives_answer AS answer
    JOIN accounts_user AS person ON person.id = answer.officer_id
    WHERE answer.id = (
        SELECT last.id FROM initiatives_answer AS last
        JOIN initiatives_review AS review ON review.id = last.review_id
        WHERE review.initiative_id = %(initiative)s
        ORDER BY last.at DESC, last.id DESC
        LIMIT 1
    )
    ORDER BY first
"""


class InTeam(NamedTuple):
    """Somebody of a team as its page shows them; `is_here` is false of who was erased."""

    key: int
    face: Person
    is_here: bool


class Speaking(NamedTuple):
    """Who speaks on the page of an initiative: its team, and the municipality by its last
    answer (one or none)."""

    team: list[InTeam]
    answers: list[Answer]


def speaking_of(initiative: Initiative) -> Speaking:
    """In one statement; written out, for it stands on the page most read and in every press."""
    speaking = Speaking([], [])
    with connection.cursor() as cursor:
        asked = {"team": initiative.team_id, "initiative": initiative.pk}
        cursor.execute(SPEAKING, asked)
        for answer, key, name, erased_at, status, reason, possible, at, _first in cursor.fetchall():
            gone = moment(erased_at) if erased_at else None
            if answer is None:
                face = Person(name=known_as(name, gone), initials=initials_of(name))
                speaking.team.append(InTeam(key, face, not gone))
            else:
                speaking.answers.append(
                    Answer(
                        pk=answer,
                        officer=User(pk=key, name=name, erased_at=gone),
                        status=status,
                        reason=reason,
                        possible=possible,
                        at=moment(at),
                    )
                )
    return speaking


def team_of(initiative: Initiative) -> list[Member]:
    members = Member.objects.filter(organisation=initiative.team_id).select_related("person")
    return list(members.order_by("pk"))


def is_left(initiative: Initiative, team: list[InTeam]) -> bool:
    """Whether it goes on, and everybody of its team has stopped; or it came without one."""
    is_over, began = initiative.stage in ENDED, bool(team or initiative.source)
    return began and not is_over and not any(one.is_here for one in team)
