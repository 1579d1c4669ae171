"""What waits for an officer (Mijn werk)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User, known_as
from core.dates import in_words
from neighbourhoods.selections.absences import Away

from ..states import THEME_ICONS, ChallengeState, Theme
from .choosing import Chosen
from .owed import AGREEMENT, CHALLENGE, OBSTACLE, REQUEST, Owed, owed

AwayFrom = Mapping[tuple[int, int], Away]  # by neighbourhood and person
NOBODY: AwayFrom = MappingProxyType({})
STEPS = {
    ChallengeState.ASKED: gettext_lazy("Uitdaagrecht: zeg wie beslist"),
    ChallengeState.DECIDING: gettext_lazy("Uitdaagrecht: neem een besluit"),
    ChallengeState.OBJECTED: gettext_lazy("Uitdaagrecht: neem een nieuw besluit"),
    ChallengeState.GRANTED: gettext_lazy("Uitdaagrecht: doe een voorstel voor afspraken"),
    ChallengeState.PARTLY: gettext_lazy("Uitdaagrecht: doe een voorstel voor afspraken"),
    ChallengeState.AGREED: gettext_lazy("Uitdaagrecht: kijk samen terug"),
}


class Words(NamedTuple):
    """In the language of who reads, looked up once for all lines."""

    late: str
    due: str
    nobody: str
    away: str
    waits: str
    agreement: str
    obstacle: str


class Task(NamedTuple):
    """One line of the component `tasks`: something that waits for an answer.

    `about`: where it is, who answers, and that it waits for the team where it does. `what` says
    which step it waits for, when that is not just the answer to an initiative.
    """

    url: str
    title: str
    icon: str
    about: str
    due: str
    what: str = ""


class Work(NamedTuple):
    late: list[Task]
    this_week: list[Task]
    with_resident: list[Task]
    later: list[Task]
    total: int


def work_of(
    user: User,
    *,
    works_in: Collection[int],
    now: datetime,
    chosen: Chosen,
    away: AwayFrom = NOBODY,
) -> Work:
    """What waits and was `chosen`, first due first; for who is `away` I stand in.

    One query. What waits for a resident's answer stands apart until its date is near.
    """
    found = owed(user, works_in=works_in, chosen=chosen, now=now, stood_in=away.keys())
    within_a_week = timezone.localdate(now) + timedelta(days=7)
    work = Work([], [], [], [], len(found))
    words = Words(
        late=_("Had %(day)s gemoeten"),
        due=_("Uiterlijk %(day)s"),
        nobody=_("nog van niemand"),
        away=_("voor %(who)s, afwezig tot %(day)s"),
        waits=_("wacht op het team"),
        agreement=_("Afspraak: kom deze na"),
        obstacle=_("Belemmering: zoek uit wat er kan"),
    )
    for one in found:
        day = timezone.localdate(one.due_at)
        is_late = one.due_at < now
        task = _task(one, day, is_late=is_late, away=away, words=words)
        if is_late:
            work.late.append(task)
        elif one.waits:
            work.with_resident.append(task)
        elif day <= within_a_week:
            work.this_week.append(task)
        else:
            work.later.append(task)
    return work


def _task(one: Owed, day: date, *, is_late: bool, away: AwayFrom, words: Words) -> Task:
    about = f"{one.place_name}, {_holder(one, away, words)}"
    if is_late:
        due = words.late % {"day": in_words(day, "j F")}
    else:
        due = words.due % {"day": in_words(day, "l j F")}
    return Task(
        url=_address(one),
        title=one.title,
        icon=THEME_ICONS[Theme(one.theme or Theme.OTHER)],
        about=f"{about}, {words.waits}" if one.waits else about,
        due=due,
        what=_step(one, words),
    )


def _holder(one: Owed, away: AwayFrom, words: Words) -> str:
    if one.officer is None:
        return words.nobody
    name = known_as(one.officer_name, one.officer_erased_at)
    gone = away.get((one.place, one.officer))
    return words.away % {"who": name, "day": in_words(gone.back_on, "j F")} if gone else name


def _step(one: Owed, words: Words) -> str:
    """Which step it waits for, when that is not just the answer to an initiative."""
    if one.kind == CHALLENGE:
        return str(STEPS[ChallengeState(one.said)])
    own = {AGREEMENT: words.agreement, OBSTACLE: words.obstacle}
    return own.get(one.kind, one.said)


def _address(one: Owed) -> str:
    if one.kind == AGREEMENT:
        return _reversed("partners:agreement", one.pk)
    if one.kind == OBSTACLE:
        return _reversed("initiatives:obstacle", one.pk)
    keys = [one.initiative, one.pk] if one.kind == REQUEST else [one.initiative]
    return _reversed(f"initiatives:{one.kind}", *keys)


@lru_cache(maxsize=4096)  # a list has dozens
def _reversed(name: str, *keys: int) -> str:
    return reverse(name, args=keys)
