"""What the screen in the room shows: as many queries for two hundred voices as for two.

What people say comes in while they talk. What was measured and done in the quarter stands fast; of
a closed review all of it is read from what was frozen.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from partners.states import Visibility

from ..models import Goal, QuarterlyReview, Voice
from .contributing import euros_words, hours_words
from .freezing import Plain, contributions_of, figures_of
from .reviews import (
    TREND_ICONS,
    Bar,
    Did,
    FigureLine,
    Words,
    bars,
    difference,
    figure_line,
    newest_of,
    told_by,
)
from .voices import Numbers, goals_to_voice, numbers_of, on_goals, spoken

NEWEST = 6  # of what should be on the table
HIGH = 20  # the higher of two bars
NOTHING: Plain = {"number": 0, "newest": []}


class Pair(NamedTuple):
    """A figure with two bars: how high it was, and is."""

    line: FigureLine
    then: int
    now: int
    then_top: int
    now_top: int


class OnScreen(NamedTuple):
    """A goal; `told` is what most of its figures say, `differs` that people see something else."""

    title: str
    fits: Bar | None
    sees: Bar | None
    figures: list[Pair]
    told: str
    told_icon: str
    differs: str


class Done(NamedTuple):
    """What was done for a goal in the quarter; `spent` is what was given to it, in words."""

    title: str
    number: int
    spent: str
    newest: list[Did]


class Screen(NamedTuple):
    """`state` as `state_of` gives it."""

    state: str
    numbers: Numbers
    goals: list[OnScreen]
    table: list[Words]
    more: int


def state_of(review: QuarterlyReview) -> str:
    """Another word as soon as there is something new to show; one query."""
    hidden = Voice.objects.filter(review=review, visibility=Visibility.HIDDEN).count()
    return _state(review, hidden)


def looked_at(review: QuarterlyReview) -> list[Plain]:
    """The goals, each with what people say and what was measured."""
    if review.frozen is not None:
        rows: list[Plain] = review.frozen["goals"]
        shown = Goal.objects.shown().filter(pk__in=[row["pk"] for row in rows])
        keys = set(shown.values_list("pk", flat=True))
        return [row for row in rows if row["pk"] in keys]
    goals = goals_to_voice(review.plan)
    said = on_goals(review, is_final=False)
    measured = figures_of([goal.pk for goal in goals], review.period)
    return [
        {
            "pk": goal.pk,
            "title": goal.title,
            "voices": said.get(goal.pk, {}),
            "figures": measured.get(goal.pk, []),
        }
        for goal in goals
    ]


def on_screen(review: QuarterlyReview, goals: Sequence[Plain]) -> Screen:
    voices = spoken(review)
    table = [Words(one.pk, one.table) for one in voices if one.table and one.is_public]
    return Screen(
        state=_state(review, sum(not one.is_public for one in voices)),
        numbers=numbers_of(voices),
        goals=[_on_screen(one) for one in goals],
        table=table[:NEWEST],
        more=max(0, len(table) - NEWEST),
    )


def done_for(review: QuarterlyReview, goals: Sequence[Plain]) -> list[Done]:
    """What parties wrote down. One query; none of a closed review."""
    if review.is_closed:
        return [_done(one["title"], one["contributions"]) for one in goals]
    found = contributions_of([one["pk"] for one in goals], review.period)
    return [_done(one["title"], found.get(one["pk"], NOTHING)) for one in goals]


def _state(review: QuarterlyReview, hidden: int) -> str:
    return f"{review.version}-{hidden}"


def _on_screen(one: Plain) -> OnScreen:
    fits, sees = bars(one["voices"])
    figures = [figure_line(line) for line in one["figures"]]
    told = told_by(figures)
    return OnScreen(
        one["title"],
        fits,
        sees,
        [_pair(line) for line in figures],
        str(told.label) if told else "",
        TREND_ICONS[told] if told else "",
        difference(sees, figures),
    )


def _pair(line: FigureLine) -> Pair:
    then, now = max(line.before or 0, 0), max(line.value, 0)
    most = max(then, now) or 1
    heights = [round(HIGH * value / most) for value in (then, now)]
    return Pair(line, *heights, *(HIGH - height for height in heights))


def _done(title: str, done: Plain) -> Done:
    hours, euros = done.get("hours"), done.get("euros")
    spent = [hours_words(Decimal(str(hours)))] if hours else []
    spent += [euros_words(euros)] if euros else []
    return Done(title, done["number"], ", ".join(spent), newest_of(done))
