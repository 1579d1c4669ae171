"""What the screen in the room shows: as many queries for two hundred voices as for two."""

from typing import NamedTuple

from partners.states import Visibility

from ..models import Goal, QuarterlyReview, Voice
from .reviews import Bar, Words, bars
from .voices import Numbers, numbers_of, on_goals, spoken

NEWEST = 6  # of what should be on the table


class OnScreen(NamedTuple):
    title: str
    fits: Bar | None
    sees: Bar | None


class Screen(NamedTuple):
    numbers: Numbers
    goals: list[OnScreen]
    table: list[Words]
    more: int


def state_of(review: QuarterlyReview) -> str:
    """Another word as soon as there is something new to show; one query."""
    hidden = Voice.objects.filter(review=review, visibility=Visibility.HIDDEN).count()
    return f"{review.version}-{hidden}"


def on_screen(review: QuarterlyReview) -> Screen:
    goals = Goal.objects.shown().of_year(review.plan).in_force()
    said = on_goals(review, is_final=False)
    voices = spoken(review)
    table = [Words(one.pk, one.table) for one in voices if one.table and one.is_public]
    return Screen(
        numbers=numbers_of(voices),
        goals=[OnScreen(goal.title, *bars(said.get(goal.pk, {}))) for goal in goals],
        table=table[:NEWEST],
        more=max(0, len(table) - NEWEST),
    )
