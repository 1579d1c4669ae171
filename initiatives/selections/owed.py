"""What the municipality owes to whom, before when: all of it in one statement.

Written out, for it stands on the page that officers open all day: building it anew from four
querysets cost more than the rest of that page.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from accounts.models import User
from core.statements import Asked, day, listed, moment, named
from neighbourhoods.working_days import end_of
from partners.states import UNKEPT, Kind

from ..models import Review
from ..models.review import ReviewQuerySet
from ..states import CHALLENGE_RUNS, HELP_OPEN, OBSTACLE_OPEN, OPEN, AskedOf, Visibility
from .choosing import ALL, LATE, LATER, MINE, NOBODYS, TEAM, WEEK, WEEK_LONG, Chosen, end_of_week

MOST = 100  # of all together; an officer with more has another problem
REVIEW, CHALLENGE, REQUEST = "review", "challenge", "request"
AGREEMENT, OBSTACLE = "agreement", "obstacle"

StoodIn = Collection[tuple[int, int]]  # neighbourhood and person, for whom one stands in


class Owed(NamedTuple):
    """One of them.

    `title` and `theme` are those of the initiative; an agreement and an obstacle have their own
    words, no theme, and no initiative (0). `said`: the state of a challenge, the words of a
    request. `waits`: for the team, which was asked something.
    """

    kind: str
    pk: int
    said: str
    initiative: int
    title: str
    theme: str
    place: int
    place_name: str
    due_at: datetime
    officer: int | None
    officer_name: str
    officer_erased_at: datetime | None
    waits: bool


EVERYTHING = """
    SELECT
        owed.kind, owed.pk, owed.said, owed.initiative, owed.title, owed.theme,
        owed.place, place.name, owed.due_at, owed.due_on,
        owed.officer, officer.name, officer.erased_at, owed.waits
    FROM (
        SELECT
            'review' AS kind, review.id AS pk, '' AS said,
            initiative.id AS initiative, initiative.title, initiative.theme,
            initiative.neighbourhood_id AS place,
            review.due_at, CAST(NULL AS date) AS due_on, review.officer_id AS officer,
            EXISTS (
                SELECT 1 FROM initiatives_question AS question
                WHERE question.review_id = review.id AND question.answered_at IS NULL
            ) AS waits
        FROM initiatives_review AS review
        JOIN initiatives_initiative AS initiative ON initiative.id = review.initiative_id
        WHERE review.status IN ({open})
            AND initiative.visibility <> '{gone}' AND initiative.merged_into_id IS NULL

        UNION ALL
        SELECT
            'challenge', challenge.id, challenge.state,
            initiative.id, initiative.title, initiative.theme, initiative.neighbourhood_id,
            challenge.due_at, CAST(NULL AS date), review.officer_id, FALSE
        FROM initiatives_challenge AS challenge
        JOIN initiatives_initiative AS initiative ON initiative.id = challenge.initiative_id
        JOIN initiatives_review AS review ON review.initiative_id = initiative.id
        WHERE challenge.state IN ({runs}) AND challenge.due_at IS NOT NULL
            AND initiative.visibility <> '{gone}'

        UNION ALL
        SELECT
            'request', request.id, request.text,
            initiative.id, initiative.title, initiative.theme, initiative.neighbourhood_id,
            request.due_at, CAST(NULL AS date), request.officer_id, FALSE
        FROM initiatives_supportrequest AS request
        JOIN initiatives_initiative AS initiative ON initiative.id = request.initiative_id
        WHERE request.state IN ({asked}) AND request.asked_of = '{municipality}'
            AND initiative.visibility <> '{gone}' AND initiative.merged_into_id IS NULL

        UNION ALL
        SELECT
            'agreement', agreement.id, '',
            0, agreement.text, '', agreement.neighbourhood_id,
            CAST(NULL AS timestamptz), agreement.due_on, agreement.officer_id, FALSE
        FROM partners_agreement AS agreement
        JOIN partners_organisation AS maker ON maker.id = agreement.maker_id
        WHERE agreement.state IN ({unkept}) AND maker.kind = '{town_hall}'

        UNION ALL
        SELECT
            'obstacle', obstacle.id, '',
            0, obstacle.title, '', obstacle.neighbourhood_id,
            obstacle.due_at, CAST(NULL AS date), obstacle.officer_id, FALSE
        FROM initiatives_obstacle AS obstacle
        WHERE obstacle.state IN ({blocked}) AND obstacle.visibility = '{public}'
    ) AS owed
    JOIN neighbourhoods_neighbourhood AS place ON place.id = owed.place
    LEFT JOIN accounts_user AS officer ON officer.id = owed.officer
"""
STATEMENT = EVERYTHING.format(
    open=listed(OPEN),
    runs=listed(CHALLENGE_RUNS),
    asked=listed(HELP_OPEN),
    unkept=listed(UNKEPT),
    blocked=listed(OBSTACLE_OPEN),
    public=Visibility.PUBLIC,
    gone=Visibility.GONE,
    municipality=AskedOf.MUNICIPALITY,
    town_hall=Kind.MUNICIPALITY,
)
FIRST_DUE_FIRST = "ORDER BY COALESCE(owed.due_on, date(owed.due_at)), owed.due_at, owed.pk"
IN_STATE = {  # as the groups of Mijn werk: what is late first, then what waits for the team
    LATE: "(owed.due_at < %(now)s OR owed.due_on < %(today)s)",
    WEEK: """NOT owed.waits AND (
        (owed.due_at >= %(now)s AND owed.due_at < %(end)s)
        OR (owed.due_on >= %(today)s AND owed.due_on <= %(last)s)
    )""",
    LATER: "NOT owed.waits AND (owed.due_at >= %(end)s OR owed.due_on > %(last)s)",
    TEAM: "owed.waits AND owed.due_at >= %(now)s",
}


def owed(
    user: User,
    *,
    works_in: Collection[int],
    chosen: Chosen,
    now: datetime,
    stood_in: StoodIn = (),
    only: str = "",
) -> list[Owed]:
    """What was `chosen` of the neighbourhoods in which the user works, first due first.

    Mine is also nobody's, and that of whom I stand in for. `only` one kind. One query.
    """
    if not works_in:
        return []
    asked: dict[str, Asked] = {}
    conditions = [f"owed.place IN ({named('place', works_in, asked)})"]
    conditions += _of_whom(user, chosen, stood_in, asked)
    if chosen.wijk:
        conditions.append(f"place.slug IN ({named('slug', [chosen.wijk], asked)})")
    if chosen.thema:
        conditions.append(f"owed.theme IN ({named('theme', [chosen.thema], asked)})")
    if only:
        conditions.append(f"owed.kind IN ({named('kind', [only], asked)})")
    for number, word in enumerate(chosen.zoek.split()[:8]):
        asked[f"word_{number}"] = f"%{connection.ops.prep_for_like_query(word)}%"
        conditions.append(f"UPPER(owed.title) LIKE UPPER(%(word_{number})s) ESCAPE '\\'")
    if chosen.stand:
        conditions.append(IN_STATE[chosen.stand])
        asked |= _moments(now)
    where = " AND ".join(f"({one})" for one in conditions)
    with connection.cursor() as cursor:
        cursor.execute(f"{STATEMENT} WHERE {where} {FIRST_DUE_FIRST} LIMIT {MOST}", asked)
        return [_owed(*row) for row in cursor.fetchall()]


def chosen_reviews(
    user: User,
    *,
    works_in: Collection[int],
    chosen: Chosen,
    now: datetime,
    stood_in: StoodIn = (),
) -> ReviewQuerySet:
    """The answers among what was chosen; one query to find them."""
    found = owed(user, works_in=works_in, chosen=chosen, now=now, stood_in=stood_in, only=REVIEW)
    return Review.objects.filter(pk__in=[one.pk for one in found])


def _of_whom(
    user: User, chosen: Chosen, stood_in: StoodIn, asked: dict[str, Asked]
) -> Iterator[str]:
    if chosen.wie == NOBODYS:
        yield "owed.officer IS NULL"
    elif chosen.wie == MINE:
        mine = ["owed.officer IS NULL", f"owed.officer IN ({named('me', [user.pk], asked)})"]
        for number, pair in enumerate(stood_in):
            asked[f"in_{number}"], asked[f"for_{number}"] = pair
            mine.append(f"(owed.place = %(in_{number})s AND owed.officer = %(for_{number})s)")
        yield " OR ".join(mine)
    elif chosen.wie != ALL:
        yield f"owed.officer IN ({named('colleague', [int(chosen.wie)], asked)})"


def _moments(now: datetime) -> dict[str, Asked]:
    today = timezone.localdate(now)
    moments = {"now": now, "end": end_of_week(now)}
    days = {"today": today, "last": today + WEEK_LONG}
    adapt = connection.ops
    return {
        **{name: adapt.adapt_datetimefield_value(one) for name, one in moments.items()},
        **{name: adapt.adapt_datefield_value(one) for name, one in days.items()},
    }


def _owed(*row: Any) -> Owed:
    """What is due on a day is due at its end; SQLite knows no false."""
    kind, pk, said, initiative, title, theme, place, place_name, due_at, due_on, *held, waits = row
    officer, name, erased_at = held
    return Owed(
        kind=kind,
        pk=pk,
        said=said,
        initiative=initiative,
        title=title,
        theme=theme,
        place=place,
        place_name=place_name,
        due_at=end_of(day(due_on)) if due_on else moment(due_at),
        officer=officer,
        officer_name=name or "",
        officer_erased_at=moment(erased_at) if erased_at else None,
        waits=bool(waits),
    )
