"""What the municipality asked a team and waits for."""

from typing import NamedTuple

from django.urls import reverse

from accounts.models import User

from ..models import Initiative, Question, Review
from ..states import OPEN

MOST = 20


class Waiting(NamedTuple):
    """A question without an answer yet: about what, who asks, and where one answers."""

    title: str
    text: str
    officer: str
    url: str


def waiting_for(user: User) -> list[Waiting]:
    """Of all teams of this person, the longest waiting first; one query."""
    mine = Initiative.objects.visible_to(user).of_team_member(user)
    questions = Question.objects.filter(
        answered_at=None, review__status__in=OPEN, review__initiative__in=mine.values("pk")
    ).select_related("officer", "review__initiative")
    return [
        Waiting(
            title=question.review.initiative.title,
            text=question.text,
            officer=question.officer.public_name,
            url=reverse("initiatives:reply", args=[question.review.initiative_id, question.pk]),
        )
        for question in questions.order_by("at", "pk")[:MOST]
    ]


def open_question(review: Review) -> Question | None:
    """What the municipality waits for the longest; nothing once it has answered."""
    waiting = review.questions.filter(answered_at=None, review__status__in=OPEN)
    return waiting.order_by("at", "pk").first()
