"""What somebody was asked, offered or proposed, and what waits for their answer."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.urls import reverse

from accounts.models import User, known_as
from core.statements import day, listed, moment
from partners.models import Member

from ..models import Initiative, Question, Review
from ..states import (
    HELP_OPEN,
    OPEN,
    AskedOf,
    AskState,
    DateProposalState,
    ProposalState,
    Visibility,
)

MOST = 20
QUESTION, DAY, OFFER, REQUEST, PROPOSAL = "reply", "answer_date", "offer", "request", "proposal"
ASK = "asked_you"


class Waiting(NamedTuple):
    """`kind` is what waits, and the name of the page on which one answers: a question of the
    municipality, another `day` for its answer, an offer, a team that asks an organisation or this
    person, or one that proposes.
    """

    kind: str
    title: str
    text: str
    who: str
    url: str
    day: date | None = None


def has_reader(initiative: Initiative) -> bool:
    """Whether anybody of its team reads what is asked: one from a list begins without a team, and
    a team may have left."""
    members = Member.objects.filter(organisation=initiative.team_id)
    return members.filter(person__erased_at=None).exists()


EVERYTHING = """
    WITH member_of AS (
        SELECT organisation_id FROM partners_member WHERE person_id = %(person)s
    ),
    own AS (
        SELECT id, title FROM initiatives_initiative
        WHERE team_id IN (SELECT organisation_id FROM member_of)
            AND visibility <> '{gone}' AND merged_into_id IS NULL
    ),
    waiting AS (
        SELECT
            '{question}' AS kind, own.id AS initiative, own.title, question.id AS pk, question.at,
            question.officer_id AS person, question.text, CAST(NULL AS date) AS day
        FROM own
        JOIN initiatives_review AS review ON review.initiative_id = own.id
        JOIN initiatives_question AS question ON question.review_id = review.id
        WHERE question.answered_at IS NULL AND review.status IN ({open})

        UNION ALL
        SELECT
            '{day}', own.id, own.title, proposed.id, proposed.at,
            proposed.officer_id, proposed.reason, proposed.day
        FROM own
        JOIN initiatives_review AS review ON review.initiative_id = own.id
        JOIN initiatives_dateproposal AS proposed ON proposed.review_id = review.id
        WHERE proposed.state = '{day_open}' AND review.status IN ({open})

        UNION ALL
        SELECT
            '{offer}', own.id, own.title, offer.id, offer.at,
            offer.by_id, offer.text, CAST(NULL AS date)
        FROM own
        JOIN initiatives_offer AS offer ON offer.initiative_id = own.id
        WHERE offer.state IN ({help_open})

        UNION ALL
        SELECT
            '{request}', initiative.id, initiative.title, request.id, request.at,
            request.by_id, request.text, CAST(NULL AS date)
        FROM member_of
        JOIN initiatives_supportrequest AS request
            ON request.organisation_id = member_of.organisation_id
        JOIN initiatives_initiative AS initiative ON initiative.id = request.initiative_id
        WHERE request.asked_of = '{organisation}' AND request.state IN ({help_open})
            AND initiative.visibility <> '{gone}' AND initiative.merged_into_id IS NULL

        UNION ALL
        SELECT
            '{proposal}', own.id, asker.title, proposal.id, proposal.at,
            proposal.by_id, proposal.words, CAST(NULL AS date)
        FROM own
        JOIN initiatives_proposal AS proposal ON proposal.asked_id = own.id
        JOIN initiatives_initiative AS asker ON asker.id = proposal.asker_id
        WHERE proposal.state = '{proposal_open}'

        UNION ALL
        SELECT
            '{ask}', initiative.id, initiative.title, ask.id, ask.at,
            ask.by_id, ask.text, CAST(NULL AS date)
        FROM initiatives_ask AS ask
        JOIN initiatives_supportrequest AS request ON request.id = ask.request_id
        JOIN initiatives_initiative AS initiative ON initiative.id = request.initiative_id
        WHERE ask.person_id = %(person)s AND ask.state = '{asked}' AND ask.until >= %(today)s
            AND request.state IN ({help_open}) AND initiative.visibility = '{public}'
    )
    SELECT
        waiting.kind, waiting.initiative, waiting.title, waiting.pk,
        person.name, person.erased_at, waiting.text, waiting.day
    FROM waiting
    LEFT JOIN accounts_user AS person ON person.id = waiting.person
    ORDER BY waiting.at, waiting.pk
    LIMIT {most}
"""
STATEMENT = EVERYTHING.format(
    gone=Visibility.GONE,
    question=QUESTION,
    day=DAY,
    offer=OFFER,
    request=REQUEST,
    proposal=PROPOSAL,
    open=listed(OPEN),
    help_open=listed(HELP_OPEN),
    day_open=DateProposalState.OPEN,
    proposal_open=ProposalState.OPEN,
    organisation=AskedOf.ORGANISATION,
    ask=ASK,
    asked=AskState.ASKED,
    public=Visibility.PUBLIC,
    most=MOST,
)


def waiting_for(user: User, *, today: date) -> list[Waiting]:
    """Of this person and all their teams and organisations, the longest waiting first.

    One statement, written out: whose they are is found first, and once. Left to each of six
    querysets, PostgreSQL sometimes began at the other end, and took seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"person": user.pk, "today": today})
        return [_waiting(*row) for row in cursor.fetchall()]


def _waiting(
    kind: str,
    initiative: int,
    title: str,
    pk: int,
    name: str | None,
    erased_at: datetime | str | None,
    text: str,
    on: date | str | None,
) -> Waiting:
    who = known_as(name or "", moment(erased_at) if erased_at else None)
    url = reverse(f"initiatives:{kind}", args=[initiative, pk])
    return Waiting(kind, title, text, who, url, day(on) if on else None)


def open_question(review: Review) -> Question | None:
    """What the municipality waits for the longest; nothing once it has answered."""
    waiting = review.questions.filter(answered_at=None, review__status__in=OPEN)
    return waiting.order_by("at", "pk").first()
