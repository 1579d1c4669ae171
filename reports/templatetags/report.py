from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from goals.selections.figures import period_words, with_unit
from reports import words
from reports.states.reports import Chapter
from reports.states.voices import Voice

register = template.Library()


@register.filter
def mark(state: str) -> words.Mark | None:
    """The words and the pictogram of a line's state."""
    return words.STATES.get(state)


@register.filter
def trend(code: str) -> words.Mark | None:
    return words.TRENDS.get(code)


@register.filter
def says(code: str) -> StrOrPromise:
    return words.SAY.get(code, "")


@register.filter
def theme(code: str) -> StrOrPromise:
    return words.THEMES.get(code, "")


@register.filter
def goal_state(code: str) -> StrOrPromise:
    return words.GOAL_STATES.get(code, "")


@register.filter
def sureness(code: str) -> StrOrPromise:
    return words.CONFIDENCE.get(code, "")


@register.filter
def counted(code: str) -> tuple[StrOrPromise, StrOrPromise]:
    """What is counted, and what the number means."""
    return words.NUMBERS.get(code, (code, ""))


@register.filter
def voice(code: str) -> StrOrPromise:
    return Voice(code).label


@register.filter
def chapter(code: str) -> StrOrPromise:
    return Chapter(code).label


@register.filter
def in_period(period: str) -> str:
    """`2026-3` in words."""
    year, _dash, quarter = period.partition("-")
    return period_words(int(year), int(quarter) if quarter else None)


@register.filter
def of_unit(value: Any, unit: str) -> str:
    return "" if value is None else with_unit(Decimal(str(value)), unit)


@register.filter
def of_chapter(told: dict[str, str], chapter: str) -> str:
    """What people wrote with it."""
    return told.get(chapter, "")


@register.filter
def left_from(left_out: list[Any], chapter: str) -> list[Any]:
    """What was left out of it, and why."""
    return [one for one in left_out if one.chapter == chapter]


@register.simple_tag
def of_quarter(number: Any) -> str:
    return _("Kwartaal %(quarter)s") % {"quarter": number}
