"""What waits for an officer (Mijn werk)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import BooleanField, CharField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User, known_as
from core.dates import in_words
from neighbourhoods.selections.absences import Away
from neighbourhoods.working_days import end_of

from ..states import THEME_ICONS, ChallengeState, Theme
from .choosing import (
    Chosen,
    chosen_agreements,
    chosen_challenges,
    chosen_requests,
    chosen_reviews,
)

MOST = 100  # per list; an officer with more has another problem

AwayFrom = Mapping[tuple[int, int], Away]  # by neighbourhood and person
NOBODY: AwayFrom = MappingProxyType({})
OWED = {
    ChallengeState.ASKED: gettext_lazy("Uitdaagrecht: zeg wie beslist"),
    ChallengeState.DECIDING: gettext_lazy("Uitdaagrecht: neem een besluit"),
    ChallengeState.OBJECTED: gettext_lazy("Uitdaagrecht: neem een nieuw besluit"),
    ChallengeState.GRANTED: gettext_lazy("Uitdaagrecht: doe een voorstel voor afspraken"),
    ChallengeState.PARTLY: gettext_lazy("Uitdaagrecht: doe een voorstel voor afspraken"),
    ChallengeState.AGREED: gettext_lazy("Uitdaagrecht: kijk samen terug"),
}


class Line(NamedTuple):
    """What is fetched of one thing that waits, in the order of `LINE` and its officer."""

    initiative: int
    title: str
    theme: str
    neighbourhood: int
    place: str
    due_at: datetime
    officer: int | None
    officer_name: str
    officer_erased_at: datetime | None


LINE = (
    "initiative",
    "initiative__title",
    "initiative__theme",
    "initiative__neighbourhood",
    "initiative__neighbourhood__name",
    "due_at",
)
REVIEW, CHALLENGE, REQUEST = "review", "challenge", "request"  # the names of their pages
OFFICER = ("officer", "officer__name", "officer__erased_at")
OF_REVIEW = tuple(f"initiative__review__{name}" for name in OFFICER)


class Owed(NamedTuple):
    """A line, where it leads, which step it waits for when that is not just the answer, and
    whether it waits for the team."""

    line: Line
    url: str
    what: str = ""
    waits_for_team: bool = False


class Words(NamedTuple):
    """In the language of who reads, looked up once for all lines."""

    late: str
    due: str
    nobody: str
    away: str
    waits: str


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


def work_of(user: User, *, now: datetime, chosen: Chosen, away: AwayFrom = NOBODY) -> Work:
    """What waits and was `chosen`, first due first; for who is `away` I stand in.

    Two queries. What waits for a resident's answer stands apart until its date is near.
    """
    owed = sorted(_owed(user, now, chosen, away), key=lambda one: one.line.due_at)
    within_a_week = timezone.localdate(now) + timedelta(days=7)
    work = Work([], [], [], [], len(owed))
    words = Words(
        late=_("Had %(day)s gemoeten"),
        due=_("Uiterlijk %(day)s"),
        nobody=_("nog van niemand"),
        away=_("voor %(who)s, afwezig tot %(day)s"),
        waits=_("wacht op het team"),
    )
    for one in owed:
        task = _task(one, now=now, away=away, words=words)
        if one.line.due_at < now:
            work.late.append(task)
        elif one.waits_for_team:
            work.with_resident.append(task)
        elif timezone.localdate(one.line.due_at) <= within_a_week:
            work.this_week.append(task)
        else:
            work.later.append(task)
    return work


def _owed(user: User, now: datetime, chosen: Chosen, away: AwayFrom) -> Iterator[Owed]:
    """Answers to initiatives, steps of the right to challenge, answers to what teams ask, and what
    was promised; two queries."""
    stood_in = away.keys()
    reviews = chosen_reviews(user, chosen, now=now, stood_in=stood_in).for_work().order_by()
    steps = chosen_challenges(user, chosen, now=now, stood_in=stood_in).order_by()
    asked = chosen_requests(user, chosen, now=now, stood_in=stood_in).order_by()
    no = Value(False, BooleanField())
    rows = reviews.values_list(
        *LINE, *OFFICER, "waits_for_resident", _said(REVIEW), "pk", _said()
    ).union(
        steps.values_list(*LINE, *OF_REVIEW, no, _said(CHALLENGE), "pk", "state"),
        asked.values_list(*LINE, *OFFICER, no, _said(REQUEST), "pk", "text"),
        all=True,
    )
    for *row, waits, kind, pk, said in rows.order_by("due_at", "pk")[:MOST]:
        line = Line(*row)
        keys = [line.initiative, pk] if kind == REQUEST else [line.initiative]
        what = str(OWED[ChallengeState(said)]) if kind == CHALLENGE else said
        yield Owed(line, _address(kind, *keys), what, waits_for_team=waits)
    promised = chosen_agreements(user, chosen, now=now, stood_in=stood_in)
    of_agreement = ("pk", "text", "neighbourhood", "neighbourhood__name", "due_on")
    for pk, text, key, place, due_on, *held in promised.values_list(*of_agreement, *OFFICER)[:MOST]:
        line = Line(pk, text, Theme.OTHER, key, place, end_of(due_on), *held)
        yield Owed(line, reverse("partners:agreement", args=[pk]), _("Afspraak: kom haar na"))


def _said(text: str = "") -> Value:
    return Value(text, CharField())


@lru_cache(maxsize=4096)  # a list has dozens
def _address(name: str, *keys: int) -> str:
    return reverse(f"initiatives:{name}", args=keys)


def _holder(line: Line, away: AwayFrom, words: Words) -> str:
    if line.officer is None:
        return words.nobody
    name = known_as(line.officer_name, line.officer_erased_at)
    one = away.get((line.neighbourhood, line.officer))
    return words.away % {"who": name, "day": in_words(one.back_on, "j F")} if one else name


def _task(owed: Owed, *, now: datetime, away: AwayFrom, words: Words) -> Task:
    line, day = owed.line, timezone.localdate(owed.line.due_at)
    if line.due_at < now:
        due = words.late % {"day": in_words(day, "j F")}
    else:
        due = words.due % {"day": in_words(day, "l j F")}
    about = f"{line.place}, {_holder(line, away, words)}"
    return Task(
        url=owed.url,
        title=line.title,
        icon=THEME_ICONS[Theme(line.theme)],
        about=f"{about}, {words.waits}" if owed.waits_for_team else about,
        due=due,
        what=owed.what,
    )
