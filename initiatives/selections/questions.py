"""What the municipality asked a team and waits for."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import DateField, Value
from django.urls import reverse

from accounts.models import User
from partners.models import Member

from ..models import DateProposal, Initiative, Question, Review
from ..states import OPEN

MOST = 20


class Waiting(NamedTuple):
    """A question without an answer yet: about what, who asks, and where one answers.

    `day` is another date for the municipality's answer, when that is what it asks about.
    """

    title: str
    text: str
    officer: str
    url: str
    day: date | None = None


def has_reader(initiative: Initiative) -> bool:
    """Whether anybody of its team reads what is asked: one from a list begins without a team, and
    a team may have left."""
    members = Member.objects.filter(organisation=initiative.team_id)
    return members.filter(person__erased_at=None).exists()


def waiting_for(user: User) -> list[Waiting]:
    """Of all teams of this person, the longest waiting first; one query."""
    mine = Initiative.objects.visible_to(user).of_team_member(user)
    awaited = {"review__status__in": OPEN, "review__initiative__in": mine.values("pk")}
    asks = ("review__initiative", "review__initiative__title", "pk", "at")
    officer = ("officer__name", "officer__erased_at")
    questions = Question.objects.filter(answered_at=None, **awaited).order_by()
    proposals = DateProposal.objects.open().filter(**awaited).order_by()
    rows = questions.values_list(*asks, *officer, "text", Value(None, DateField())).union(
        proposals.values_list(*asks, *officer, "reason", "day"), all=True
    )
    return [_waiting(*row) for row in rows.order_by("at", "pk")[:MOST]]


def _waiting(
    initiative: int,
    title: str,
    pk: int,
    _at: datetime,
    name: str,
    erased_at: datetime | None,
    text: str,
    day: date | None,
) -> Waiting:
    return Waiting(
        title=title,
        text=text,
        officer=User(name=name, erased_at=erased_at).public_name,
        url=reverse(f"initiatives:{'answer_date' if day else 'reply'}", args=[initiative, pk]),
        day=day,
    )


def open_question(review: Review) -> Question | None:
    """What the municipality waits for the longest; nothing once it has answered."""
    waiting = review.questions.filter(answered_at=None, review__status__in=OPEN)
    return waiting.order_by("at", "pk").first()
