"""What somebody was asked, offered or proposed, and what waits for their answer."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import CharField, DateField, Value
from django.urls import reverse

from accounts.models import User, known_as
from partners.models import Member

from ..models import DateProposal, Initiative, Offer, Proposal, Question, Review, SupportRequest
from ..states import OPEN, AskedOf

MOST = 20
QUESTION, DAY, OFFER, REQUEST, PROPOSAL = "reply", "answer_date", "offer", "request", "proposal"


class Waiting(NamedTuple):
    """`kind` is what waits, and the name of the page on which one answers: a question of the
    municipality, another `day` for its answer, an offer, a team that asks, or one that proposes.
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


def waiting_for(user: User) -> list[Waiting]:
    """Of all teams and organisations of this person, the longest waiting first; one query."""
    member_of = Member.objects.filter(person=user).values("organisation")
    own = Initiative.objects.of_team_member(user).standing().values("pk")
    awaited = {"review__status__in": OPEN, "review__initiative__in": own}
    asks = ("review__initiative", "review__initiative__title", "pk", "at")
    officer = ("officer__name", "officer__erased_at")
    fields = ("initiative", "initiative__title", "pk", "at")
    somebody = ("by__name", "by__erased_at")
    no_day = Value(None, DateField())
    questions = Question.objects.filter(answered_at=None, **awaited).order_by()
    days = DateProposal.objects.open().filter(**awaited).order_by()
    offers = Offer.objects.open().filter(initiative__in=own).order_by()
    asked = SupportRequest.objects.open().filter(
        asked_of=AskedOf.ORGANISATION, organisation__in=member_of
    )
    proposed = Proposal.objects.open().filter(asked__in=own).order_by()
    rows = questions.values_list(*asks, *officer, "text", no_day, _named(QUESTION)).union(
        days.values_list(*asks, *officer, "reason", "day", _named(DAY)),
        offers.values_list(*fields, *somebody, "text", no_day, _named(OFFER)),
        asked.order_by().values_list(*fields, *somebody, "text", no_day, _named(REQUEST)),
        proposed.values_list(
            "asked", "asker__title", "pk", "at", *somebody, "words", no_day, _named(PROPOSAL)
        ),
        all=True,
    )
    return [_waiting(*row) for row in rows.order_by("at", "pk")[:MOST]]


def _named(kind: str) -> Value:
    return Value(kind, CharField())


def _waiting(
    initiative: int,
    title: str,
    pk: int,
    _at: datetime,
    name: str,
    erased_at: datetime | None,
    text: str,
    day: date | None,
    kind: str,
) -> Waiting:
    url = reverse(f"initiatives:{kind}", args=[initiative, pk])
    return Waiting(kind, title, text, known_as(name, erased_at), url, day)


def open_question(review: Review) -> Question | None:
    """What the municipality waits for the longest; nothing once it has answered."""
    waiting = review.questions.filter(answered_at=None, review__status__in=OPEN)
    return waiting.order_by("at", "pk").first()
