"""What waits for an officer (Mijn werk)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, known_as
from core.dates import in_words
from neighbourhoods.selections.absences import Away

from ..models import Review
from ..states import THEME_ICONS, Status, Theme
from .choosing import Chosen, chosen_reviews

MOST = 100  # per list; an officer with more has another problem
RECENT = timedelta(days=30)

AwayFrom = Mapping[tuple[int, int], Away]  # by neighbourhood and person
NOBODY: AwayFrom = MappingProxyType({})


class Line(NamedTuple):
    """What is fetched of one open review, in the order of `LINE`."""

    initiative: int
    title: str
    theme: str
    neighbourhood: int
    place: str
    officer: int | None
    officer_name: str
    officer_erased_at: datetime | None
    due_at: datetime
    waits_for_resident: bool


LINE = (
    "initiative",
    "initiative__title",
    "initiative__theme",
    "initiative__neighbourhood",
    "initiative__neighbourhood__name",
    "officer",
    "officer__name",
    "officer__erased_at",
    "due_at",
    "waits_for_resident",
)


class Words(NamedTuple):
    """In the language of who reads, looked up once for all lines."""

    late: str
    due: str
    nobody: str
    away: str
    waits: str


class Task(NamedTuple):
    """One line of the component `tasks`: an initiative that waits for an answer.

    `about`: where it is, who answers, and that it waits for the team where it does.
    """

    url: str
    title: str
    icon: str
    about: str
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
    lines = [Line(*row) for row in reviews.values_list(*LINE)[:MOST]]
    within_a_week = timezone.localdate(now) + timedelta(days=7)
    work = Work([], [], [], [], len(lines))
    words = Words(
        late=_("Had %(day)s gemoeten"),
        due=_("Uiterlijk %(day)s"),
        nobody=_("nog van niemand"),
        away=_("voor %(who)s, afwezig tot %(day)s"),
        waits=_("wacht op het team"),
    )
    for line in lines:
        day = timezone.localdate(line.due_at)
        is_late = line.due_at < now
        task = _task(line, day, is_late=is_late, away=away, words=words)
        if is_late:
            work.late.append(task)
        elif line.waits_for_resident:
            work.with_resident.append(task)
        elif day <= within_a_week:
            work.this_week.append(task)
        else:
            work.later.append(task)
    return work


@lru_cache(maxsize=4096)  # a list has dozens
def _address(initiative: int) -> str:
    return reverse("initiatives:review", args=[initiative])


def _holder(line: Line, away: AwayFrom, words: Words) -> str:
    if line.officer is None:
        return words.nobody
    name = known_as(line.officer_name, line.officer_erased_at)
    one = away.get((line.neighbourhood, line.officer))
    return words.away % {"who": name, "day": in_words(one.back_on, "j F")} if one else name


def _task(line: Line, day: date, *, is_late: bool, away: AwayFrom, words: Words) -> Task:
    if is_late:
        due = words.late % {"day": in_words(day, "j F")}
    else:
        due = words.due % {"day": in_words(day, "l j F")}
    about = f"{line.place}, {_holder(line, away, words)}"
    return Task(
        url=_address(line.initiative),
        title=line.title,
        icon=THEME_ICONS[Theme(line.theme)],
        about=f"{about}, {words.waits}" if line.waits_for_resident else about,
        due=due,
    )


def answered_lately(user: User, *, now: datetime) -> list[Review]:
    """What was answered in the last month, to look back at."""
    answered = Review.objects.workable_by(user).exclude(
        status__in=[Status.AWAITING, Status.IN_CONVERSATION]
    )
    return list(answered.filter(answers__at__gte=now - RECENT).for_work().distinct()[:10])
