"""What waits for an officer (Mijn werk)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import in_words
from neighbourhoods.selections.absences import Away

from ..models import Review
from ..states import Status
from .choosing import Chosen, chosen_reviews

MOST = 100  # per list; an officer with more has another problem
RECENT = timedelta(days=30)

AwayFrom = Mapping[tuple[int, int], Away]  # by neighbourhood and person
NOBODY: AwayFrom = MappingProxyType({})


class Task(NamedTuple):
    """One line of the component `tasks`: an initiative that waits for an answer."""

    url: str
    title: str
    icon: str
    place: str
    officer: str
    waits_for_resident: bool
    due: str


class Work(NamedTuple):
    late: list[Task]
    this_week: list[Task]
    with_resident: list[Task]
    later: list[Task]
    total: int


def work_of(user: User, *, now: datetime, chosen: Chosen, away: AwayFrom = NOBODY) -> Work:
    """The open reviews that were `chosen`, first due first; for who is `away` I stand in.

    One query. What waits for a resident's answer stands apart until its date is near.
    """
    reviews = chosen_reviews(user, chosen, now=now, stood_in=away.keys()).for_work()
    today = timezone.localdate(now)
    within_a_week = today + timedelta(days=7)
    work = Work([], [], [], [], 0)
    rows = list(reviews[:MOST])
    for review in rows:
        task = _task(review, late=review.due_at < now, away=away)
        if review.due_at < now:
            work.late.append(task)
        elif task.waits_for_resident:
            work.with_resident.append(task)
        elif timezone.localdate(review.due_at) <= within_a_week:
            work.this_week.append(task)
        else:
            work.later.append(task)
    return work._replace(total=len(rows))


@lru_cache(maxsize=4096)  # a list has dozens
def _address(initiative: int) -> str:
    return reverse("initiatives:review", args=[initiative])


def _holder(review: Review, away: AwayFrom) -> str:
    if review.officer is None:
        return _("nog van niemand")
    one = away.get((review.initiative.neighbourhood_id, review.officer.pk))
    if one is None:
        return review.officer.public_name
    until = {"who": review.officer.public_name, "day": in_words(one.back_on, "j F")}
    return _("voor %(who)s, afwezig tot %(day)s") % until


def _task(review: Review, *, late: bool, away: AwayFrom) -> Task:
    """Of a review that was fetched with `for_work`; asks the database nothing."""
    day = timezone.localdate(review.due_at)
    if late:
        due = _("Had %(day)s gemoeten") % {"day": in_words(day, "j F")}
    else:
        due = _("Uiterlijk %(day)s") % {"day": in_words(day, "l j F")}
    return Task(
        url=_address(review.initiative_id),
        title=review.initiative.title,
        icon=review.initiative.theme_icon,
        place=review.initiative.neighbourhood.name,
        officer=_holder(review, away),
        waits_for_resident=review.waits_for_resident,  # type: ignore[attr-defined]  # by for_work
        due=due,
    )


def answered_lately(user: User, *, now: datetime) -> list[Review]:
    """What was answered in the last month, to look back at."""
    answered = Review.objects.workable_by(user).exclude(
        status__in=[Status.AWAITING, Status.IN_CONVERSATION]
    )
    return list(answered.filter(answers__at__gte=now - RECENT).for_work().distinct()[:10])
