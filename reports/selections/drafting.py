"""The draft of a report, made from what was recorded: bounded queries, plain values, no people."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from ..content import Facts
from ..models import Report
from .chapters import agreements, figures, goals, lacks, lessons, own, refused, stories
from .span import Span, ties_of

Show = Callable[[int], None]
STEPS = 9


def span_of(report: Report, now: datetime) -> Span:
    return Span(report.neighbourhood, report.year, report.quarter, now)


def draft(report: Report, *, now: datetime, show: Show) -> Facts:
    """`show` hears how far it is, in percent. The report comes with its neighbourhood and the
    municipality of that."""
    span = span_of(report, now)
    parts: dict[str, Any] = {}
    for done, part in enumerate(_parts(span), start=1):
        parts |= part
        show(100 * done // STEPS)
    return Facts(
        neighbourhood=span.place.name,
        municipality=span.place.municipality.name,
        kind=report.kind,
        year=span.year,
        quarter=span.quarter,
        first_day=span.first_day,
        last_day=span.last_day,
        made_on=timezone.localdate(now),
        **parts,
    )


def _parts(span: Span) -> Iterator[dict[str, Any]]:
    ties = ties_of(span)
    reviews = goals.closed_reviews(span, ties)
    yield {"stories": stories.stories(span, ties)}
    yield {"goals": goals.goals(span, ties, reviews, agreements.by_goal(span, ties))}
    yield {"said": goals.said(reviews)}
    yield {"agreements": agreements.agreements(span, ties)}
    yield {"refused": refused.refused(span, ties)}
    yield {"lacks": lacks.lacks(span, ties, reviews)}
    yield {"own": own.own(span, ties)}
    learned, more = lessons.lessons(span, ties)
    yield {"lessons": learned, "lessons_more": more}
    yield {
        "figures": figures.figures(span, ties),
        "numbers": figures.numbers(span, ties, reviews, ties_of(span.before)),
    }
