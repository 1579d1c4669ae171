"""What pages show of the municipality's answer and of faces."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from accounts.models import User
from neighbourhoods.models import Membership
from neighbourhoods.selections.absences import away_words, with_absence
from neighbourhoods.states import IN_VIEW, Role

from ..models import Answer, Review
from ..states import Status


class Person(NamedTuple):
    """A face: what the component `person` shows."""

    name: str
    initials: str
    role: str = ""
    organisation: str = ""
    photo: str = ""
    hours: str = ""
    where: str = ""
    phone: str = ""
    away: str = ""


class ShownAnswer(NamedTuple):
    """The municipality's answer as the component `answer` shows it.

    `previous` says what the words are of while a new answer is awaited; `by` is who gave the last
    one, who need not be the officer of now.
    """

    status: str
    status_label: str
    due: datetime
    late: bool
    officer: Person | None
    reason: str = ""
    possible: str = ""
    previous: str = ""
    by: str = ""
    date: datetime | None = None


def person(user: User, role: str = "") -> Person:
    return Person(name=user.public_name, initials=user.initials, role=role)


def person_in_view(membership: Membership) -> Person:
    return Person(
        name=membership.person.public_name,
        initials=membership.person.initials,
        role=str(Role(membership.role).label).capitalize(),
        photo=membership.portrait_url,
        hours=membership.hours,
        where=membership.place,
        phone=membership.phone,
        away=away_words(membership),
    )


def officer_card(review: Review) -> Person | None:
    """The officer who answers, with face, hours and absence where they are known here."""
    if review.officer is None:
        return None
    found = presence_of(review.officer, review.initiative.neighbourhood_id)
    return person_in_view(found) if found else person(review.officer)


def presence_of(officer: User, place: int) -> Membership | None:
    """The role in which residents know somebody in this neighbourhood (a key); one query."""
    roles = Membership.objects.current().filter(neighbourhood=place, person=officer).as_shown()
    in_view = [
        membership
        for membership in with_absence(roles, timezone.localdate())
        if membership.role in IN_VIEW
    ]
    if not in_view:
        return None
    membership = min(in_view, key=lambda membership: membership.role != Role.OFFICER)
    membership.person = officer  # is here already
    return membership


def shown_answer(review: Review, answers: list[Answer], officer: Person | None) -> ShownAnswer:
    """Where it stands now; the last answer's words stay readable while a new one is awaited."""
    last = answers[0] if answers else None
    previous = Status(last.status).label if last and review.is_open else ""
    return ShownAnswer(
        status=review.status,
        status_label=str(Status(review.status).label).capitalize(),
        due=review.due_at,
        late=review.is_late,
        officer=officer,
        reason=last.reason if last else "",
        possible=last.possible if last else "",
        previous=str(previous).capitalize(),
        by=_giver(last, review).public_name if last else "",
        date=last.at if last and not review.is_open else None,
    )


def _giver(answer: Answer, review: Review) -> User:
    """Most often the officer of now, who is here already."""
    if review.officer and answer.officer_id == review.officer_id:
        return review.officer
    return answer.officer
