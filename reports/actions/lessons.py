"""Lessons that stay (O62, O65): of a goal that ended, and what the library knows of all of them.

Callers have checked who may.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from core.dutch import telling, words_of
from goals.models import Goal
from goals.states import GoalState, YearState
from initiatives.models import LookBack
from initiatives.states import Theme
from neighbourhoods.actions.words import learn, unlearn
from neighbourhoods.models import Neighbourhood, Word
from partners.actions.organisations import side_of
from partners.models import Organisation

from .. import emails, verbs
from ..models import GoalLookBack, Lesson, Method
from ..states.lessons import THEME_OF_GOAL, Kind, NotOver

T = TypeVar("T")
AT_ONCE = 500
OVER = Q(state__in=[GoalState.STOPPED, GoalState.REACHED]) | Q(
    state=GoalState.CHOSEN, plan__state=YearState.CLOSED
)


@transaction.atomic
def look_back(
    goal: Goal,
    *,
    helped: str,
    otherwise: str,
    brought: str,
    organisation: Organisation | None,
    key: UUID,
    by: User,
    now: datetime,
) -> GoalLookBack:
    """The three answers, in public; the last ones stand, and the same `key` changes nothing.

    `organisation` is in whose name. Raises NotOver.
    """
    rows = Goal.objects.select_for_update(of=("self",)).select_related("plan__neighbourhood")
    goal = rows.get(pk=goal.pk)
    if not is_over(goal):
        raise NotOver
    known = GoalLookBack.objects.filter(goal=goal).first()
    if known and known.key == key:
        return known
    told, _is_new = GoalLookBack.objects.update_or_create(
        goal=goal,
        defaults={
            "helped": helped,
            "otherwise": otherwise,
            "brought": brought,
            "author": by,
            "key": key,
            "at": now,
        },
    )
    index([told])
    activity.record(
        verbs.lessons.GOAL_LOOKED_BACK.name,
        goal,
        by=by,
        side=side_of(organisation) if organisation else Side.MUNICIPALITY,
        neighbourhood=goal.plan.neighbourhood,
        public=False,  # so that a goal that is hidden leaves no line (goals.actions.judging)
    )
    activity.read_about(goal, [verbs.lessons.GOAL_ENDS_ASKED.name], by=by, now=now)
    return told


def is_over(goal: Goal) -> bool:
    """Stopped, reached, or ended with its year; as `OVER`."""
    if goal.state in {GoalState.STOPPED, GoalState.REACHED}:
        return True
    return goal.state == GoalState.CHOSEN and goal.plan.state == YearState.CLOSED


def to_ask() -> list[Goal]:
    """Goals that ended, on which nobody looked back and for which nobody was asked yet."""
    told = GoalLookBack.objects.filter(goal=OuterRef("pk"))
    asked = Event.objects.filter(
        subject_kind=Goal._meta.model_name,
        subject_id=OuterRef("pk"),
        verb=verbs.lessons.GOAL_ENDS_ASKED.name,
    )
    ended = Goal.objects.shown().filter(OVER, ~Exists(told), ~Exists(asked))
    return list(ended.select_related("plan__neighbourhood").order_by("pk"))


@transaction.atomic
def ask(goal: Goal, *, now: datetime) -> Event | None:
    """Once, who coordinates and who leads it; a goal that goes on in a next year is asked too."""
    event = activity.record_once(
        f"goal_look_back:{goal.pk}",
        verbs.lessons.GOAL_ENDS_ASKED.name,
        goal,
        neighbourhood=goal.plan.neighbourhood,
        now=now,
    )
    if event:
        emails.lessons.asked(event, goal)
    return event


# --- What search knows of them (decision 8)
Source = LookBack | GoalLookBack | Method


@transaction.atomic
def index(sources: Sequence[Source]) -> None:
    """The library finds these by what they say now. Doing it again changes nothing."""
    rows = [_row(one) for one in sources]
    for kind, field in (
        (Kind.INITIATIVE, "look_back"),
        (Kind.GOAL, "goal_look_back"),
        (Kind.METHOD, "method"),
    ):
        Lesson.objects.bulk_create(
            [row for row in rows if row.kind == kind],
            update_conflicts=True,
            unique_fields=[field],
            update_fields=["neighbourhood", "theme", "title", "words", "at"],
            batch_size=AT_ONCE,
        )
    learn({word for row in rows for word in row.words.split()}, Word.Kind.LESSON)


def index_new() -> int:
    """Teams that looked back since the last time, or did so again; returns how many."""
    known = Lesson.objects.filter(look_back=OuterRef("pk"), at=F("look_back__at"))
    new = LookBack.objects.filter(~Exists(known))
    return _index_each(new.order_by("pk").values_list("pk", flat=True).iterator())


def index_all() -> int:
    """Each night: of what was renamed or moved in between, and words that no lesson has any more
    are forgotten."""
    number = _index_each(LookBack.objects.order_by("pk").values_list("pk", flat=True).iterator())
    goals = GoalLookBack.objects.select_related("goal__plan__neighbourhood").order_by("pk")
    written = Method.objects.select_related("neighbourhood").order_by("pk")
    for some_goals in _batches(goals.iterator(AT_ONCE)):
        index(some_goals)
        number += len(some_goals)
    for some_written in _batches(written.iterator(AT_ONCE)):
        index(some_written)
        number += len(some_written)
    used: set[str] = set()
    for words in Lesson.objects.values_list("words", flat=True).iterator(AT_ONCE):
        used.update(words.split())
    known = Word.objects.filter(kind=Word.Kind.LESSON).values_list("text", flat=True)
    for some_words in _batches(word for word in list(known) if word not in used):
        unlearn(some_words, Word.Kind.LESSON)
    return number


def _index_each(keys: Iterable[int]) -> int:
    number = 0
    for some in _batches(keys):
        found = LookBack.objects.filter(pk__in=some).select_related("initiative__neighbourhood")
        index(list(found))
        number += len(some)
    return number


def _row(source: Source) -> Lesson:
    if isinstance(source, Method):
        told = (
            source.what, source.for_whom, source.takes, source.steps, source.look_out, source.costs,
        )  # fmt: skip
        return _lesson(Kind.METHOD, source.title, told, source.neighbourhood, source.theme, source)
    words = (source.helped, source.otherwise, source.brought)
    if isinstance(source, GoalLookBack):
        goal = source.goal
        theme = THEME_OF_GOAL.get(goal.theme, Theme.OTHER)  # type: ignore[call-overload]  # its value
        return _lesson(Kind.GOAL, goal.title, words, goal.plan.neighbourhood, theme, source)
    initiative = source.initiative
    return _lesson(
        Kind.INITIATIVE,
        initiative.title,
        words,
        initiative.neighbourhood,
        initiative.theme,
        source,
    )


def _lesson(
    kind: Kind,
    title: str,
    told: Iterable[str],
    place: Neighbourhood,
    theme: str,
    source: Source,
) -> Lesson:
    titled = list(dict.fromkeys(words_of(title)))
    words = dict.fromkeys([*titled, *telling(words_of(f"{' '.join(told)} {place.name}"))])
    return Lesson(
        kind=kind,
        look_back=source if isinstance(source, LookBack) else None,
        goal_look_back=source if isinstance(source, GoalLookBack) else None,
        method=source if isinstance(source, Method) else None,
        neighbourhood=place,
        theme=theme,
        title=" ".join(titled),
        words=" ".join(words),
        at=source.at,
    )


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    rows = iter(rows)
    while some := list(islice(rows, AT_ONCE)):
        yield some
