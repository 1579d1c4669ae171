"""What waits for an officer (Mijn werk)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.dates import in_words
from neighbourhoods.selections.absences import Away

from ..models import Challenge, Initiative, Review
from ..states import ChallengeState, Status
from .choosing import Chosen, chosen_challenges, chosen_reviews

MOST = 100  # per list; an officer with more has another problem
RECENT = timedelta(days=30)

AwayFrom = Mapping[tuple[int, int], Away]  # by neighbourhood and person
NOBODY: AwayFrom = MappingProxyType({})
OWED = {
    ChallengeState.ASKED: _("Uitdaagrecht: zeg wie beslist"),
    ChallengeState.DECIDING: _("Uitdaagrecht: neem een besluit"),
    ChallengeState.OBJECTED: _("Uitdaagrecht: neem een nieuw besluit"),
    ChallengeState.GRANTED: _("Uitdaagrecht: doe een voorstel voor afspraken"),
    ChallengeState.PARTLY: _("Uitdaagrecht: doe een voorstel voor afspraken"),
    ChallengeState.AGREED: _("Uitdaagrecht: kijk samen terug"),
}


class Task(NamedTuple):
    """One line of the component `tasks`: an initiative that waits for an answer.

    `what` says which step it waits for, when that is not just the answer.
    """

    url: str
    title: str
    icon: str
    place: str
    officer: str
    waits_for_resident: bool
    due_at: datetime
    due: str
    what: str = ""


class Work(NamedTuple):
    late: list[Task]
    this_week: list[Task]
    with_resident: list[Task]
    later: list[Task]
    total: int


def work_of(user: User, *, now: datetime, chosen: Chosen, away: AwayFrom = NOBODY) -> Work:
    """The open reviews and challenges that were `chosen`, first due first; for who is `away` I
    stand in.

    Two queries. What waits for a resident's answer stands apart until its date is near.
    """
    reviews = chosen_reviews(user, chosen, now=now, stood_in=away.keys()).for_work()
    challenges = chosen_challenges(user, chosen, now=now, stood_in=away.keys()).for_work()
    tasks = [_answer_owed(review, now, away) for review in reviews[:MOST]]
    tasks += [_step_owed(challenge, now, away) for challenge in challenges[:MOST]]
    tasks.sort(key=lambda task: task.due_at)
    work = Work([], [], [], [], len(tasks))
    within_a_week = timezone.localdate(now) + timedelta(days=7)
    for task in tasks:
        if task.due_at < now:
            work.late.append(task)
        elif task.waits_for_resident:
            work.with_resident.append(task)
        elif timezone.localdate(task.due_at) <= within_a_week:
            work.this_week.append(task)
        else:
            work.later.append(task)
    return work


@lru_cache(maxsize=4096)  # a list has dozens
def _address(name: str, initiative: int) -> str:
    return reverse(f"initiatives:{name}", args=[initiative])


def _answer_owed(review: Review, now: datetime, away: AwayFrom) -> Task:
    """Of a review that was fetched with `for_work`; asks the database nothing."""
    task = _task("review", review.initiative, review.officer, review.due_at, now, away)
    return task._replace(
        waits_for_resident=review.waits_for_resident,  # type: ignore[attr-defined]  # by for_work
    )


def _step_owed(challenge: Challenge, now: datetime, away: AwayFrom) -> Task:
    """Of a challenge that was fetched with `for_work`; asks the database nothing."""
    assert challenge.due_at, "the municipality owes this step"
    initiative, officer = challenge.initiative, challenge.initiative.review.officer
    task = _task("challenge", initiative, officer, challenge.due_at, now, away)
    return task._replace(what=str(OWED[ChallengeState(challenge.state)]))


def _task(
    name: str,
    initiative: Initiative,
    officer: User | None,
    due_at: datetime,
    now: datetime,
    away: AwayFrom,
) -> Task:
    day = timezone.localdate(due_at)
    if due_at < now:
        due = gettext("Had %(day)s gemoeten") % {"day": in_words(day, "j F")}
    else:
        due = gettext("Uiterlijk %(day)s") % {"day": in_words(day, "l j F")}
    return Task(
        url=_address(name, initiative.pk),
        title=initiative.title,
        icon=initiative.theme_icon,
        place=initiative.neighbourhood.name,
        officer=_holder(officer, initiative.neighbourhood_id, away),
        waits_for_resident=False,
        due_at=due_at,
        due=due,
    )


def _holder(officer: User | None, neighbourhood: int, away: AwayFrom) -> str:
    if officer is None:
        return gettext("nog van niemand")
    one = away.get((neighbourhood, officer.pk))
    if one is None:
        return officer.public_name
    until = {"who": officer.public_name, "day": in_words(one.back_on, "j F")}
    return gettext("voor %(who)s, afwezig tot %(day)s") % until


def answered_lately(user: User, *, now: datetime) -> list[Review]:
    """What was answered in the last month, to look back at."""
    answered = Review.objects.workable_by(user).exclude(
        status__in=[Status.AWAITING, Status.IN_CONVERSATION]
    )
    return list(answered.filter(answers__at__gte=now - RECENT).for_work().distinct()[:10])
