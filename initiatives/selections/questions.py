"""What somebody was asked, offered or proposed, what waits for their answer, and when they come to
help."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User, known_as
from core.statements import Asked, day, listed, moment
from partners.models import Member
from partners.selections.posts import BY_WHOM, IS_SHOWN
from partners.states import PassingState

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
COMES = "slot"
PASSING = "passing_on"


class Waiting(NamedTuple):
    """`kind` is what waits, and the name of the page on which one answers: a question of the
    municipality, another `day` for its answer, an offer, a team that asks an organisation or this
    person, one that proposes, or a post to pass on.
    """

    kind: str
    title: str
    text: str
    who: str
    url: str
    day: date | None = None


class Coming(NamedTuple):
    """A moment at which this person comes to help."""

    day: date
    hours: str
    title: str
    text: str
    place: str
    url: str


class Mine(NamedTuple):
    waiting: list[Waiting]
    coming: list[Coming]


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

        UNION ALL
        SELECT
            '{passing}', NULL, post.title, passing.id, passing.asked_at,
            passing.asked_by_id, post.text, CAST(NULL AS date)
        FROM member_of
        JOIN partners_passingon AS passing ON passing.organisation_id = member_of.organisation_id
        JOIN partners_post AS post ON post.id = passing.post_id
        JOIN neighbourhoods_neighbourhood AS here ON here.id = post.neighbourhood_id
        {by_whom}
        WHERE passing.state = '{to_pass_on}' AND here.is_public AND {post_is_shown}
    ),
    waits AS (
        SELECT
            waiting.kind, waiting.initiative, waiting.title, waiting.pk,
            person.name, person.erased_at, waiting.text, waiting.day, waiting.at
        FROM waiting
        LEFT JOIN accounts_user AS person ON person.id = waiting.person
        ORDER BY waiting.at, waiting.pk
        LIMIT {most}
    ),
    comes AS (
        SELECT
            initiative.id AS initiative, initiative.title, slot.id AS pk, slot.place,
            request.text, request.id AS request, slot.starts_at, slot.ends_at
        FROM initiatives_signup AS signup
        JOIN initiatives_slot AS slot ON slot.id = signup.slot_id
        JOIN initiatives_supportrequest AS request ON request.id = slot.request_id
        JOIN initiatives_initiative AS initiative ON initiative.id = request.initiative_id
        WHERE signup.person_id = %(person)s AND slot.called_off_at IS NULL
            AND slot.ends_at > %(now)s AND initiative.visibility = '{public}'
        ORDER BY slot.starts_at, slot.id
        LIMIT {most}
    )
    SELECT
        kind, initiative, title, pk, name, erased_at, text, day, at,
        CAST(NULL AS integer) AS request, CAST(NULL AS timestamptz) AS ends_at
    FROM waits

    UNION ALL
    SELECT
        '{comes}', initiative, title, pk, place, CAST(NULL AS timestamptz), text,
        CAST(NULL AS date), starts_at, request, ends_at
    FROM comes
    ORDER BY at, pk
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
    comes=COMES,
    passing=PASSING,
    to_pass_on=PassingState.ASKED,
    by_whom=BY_WHOM,
    post_is_shown=IS_SHOWN,
    most=MOST,
)


def mine(user: User, *, now: datetime) -> Mine:
    """What waits for this person and all their teams and organisations, the longest waiting first,
    and their own coming moments to help, the first first.

    One statement, written out: whose they are is found first, and once. Left to each of these
    querysets, PostgreSQL sometimes began at the other end, and took seconds.
    """
    asked: dict[str, Asked] = {
        "person": user.pk,
        "today": connection.ops.adapt_datefield_value(timezone.localdate(now)),
        "now": connection.ops.adapt_datetimefield_value(now),
    }
    found = Mine([], [])
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, asked)
        for kind, initiative, title, pk, who, erased_at, text, on, *moments in cursor.fetchall():
            if kind == COMES:
                found.coming.append(_coming(initiative, title, pk, who, text, *moments))
            else:
                found.waiting.append(
                    _waiting(kind, initiative, title, pk, who, erased_at, text, on)
                )
    return found


def _waiting(
    kind: str,
    initiative: int | None,
    title: str,
    pk: int,
    name: str | None,
    erased_at: datetime | str | None,
    text: str,
    on: date | str | None,
) -> Waiting:
    who = known_as(name or "", moment(erased_at) if erased_at else None)
    if kind == PASSING:
        url = reverse("partners:passing_on", args=[pk])
    else:
        url = reverse(f"initiatives:{kind}", args=[initiative, pk])
    return Waiting(kind, title, text, who, url, day(on) if on else None)


def _coming(
    initiative: int,
    title: str,
    pk: int,
    place: str,
    text: str,
    starts_at: datetime | str,
    request: int,
    ends_at: datetime | str,
) -> Coming:
    starts, ends = timezone.localtime(moment(starts_at)), timezone.localtime(moment(ends_at))
    url = reverse("initiatives:slot", args=[initiative, request, pk])
    return Coming(starts.date(), f"{starts:%H:%M}–{ends:%H:%M}", title, text, place, url)


def open_question(review: Review) -> Question | None:
    """What the municipality waits for the longest; nothing once it has answered."""
    waiting = review.questions.filter(answered_at=None, review__status__in=OPEN)
    return waiting.order_by("at", "pk").first()
