"""What does not work (yet) (O29): the start of it; the coordinator's own words are always owed."""

from collections.abc import Sequence

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from goals.models import Assessment, QuarterlyReview
from goals.states import Judgement
from initiatives.models import Obstacle, ObstacleAnswer
from initiatives.states import ObstacleState
from partners.states import PROFESSIONAL, Visibility

from ...content import Line, Section
from ..span import Span, Ties
from .agreements import counts, line, public_ones

PER_KIND = 10
NOT_SOLVED = (ObstacleState.REPORTED, ObstacleState.ASSIGNED, ObstacleState.CANNOT)


def lacks(span: Span, ties: Ties, reviews: Sequence[QuarterlyReview]) -> Section:
    parts = [
        _said(reviews),
        _adjusted(ties, reviews),
        _obstacles(span),
        _broken(span, ties),
    ]
    return Section(
        [line for part in parts for line in part.lines], sum(part.more for part in parts)
    )


def _said(reviews: Sequence[QuarterlyReview]) -> Section:
    """What was said in each review of what does not go well."""
    return Section(
        [
            Line(
                key=f"quarterlyreview:{one.pk}",
                title=str(one),
                text=one.lacks,
                day=timezone.localdate(one.closed_at) if one.closed_at else None,
                url=one.get_absolute_url(),
                state="review:lacks",
            )
            for one in reviews
        ]
    )


def _adjusted(ties: Ties, reviews: Sequence[QuarterlyReview]) -> Section:
    keys = [goal.pk for goal in ties.goals]
    rows = Assessment.objects.filter(
        goal__in=keys, review__in=reviews, judgement=Judgement.ADJUST
    ).select_related("goal", "review")
    return Section(
        [
            Line(
                key=f"assessment:{one.pk}",
                title=one.goal.title,
                text=one.adjusted,
                day=timezone.localdate(one.review.closed_at) if one.review.closed_at else None,
                url=one.goal.get_absolute_url(),
                state="goal:adjusted",
                why=one.why,
                goal=one.goal.title,
                rest=[f"goal:{one.goal_id}"],
            )
            for one in rows.order_by("-review__quarter", "goal__place", "pk")
        ]
    )


def _obstacles(span: Span) -> Section:
    last = ObstacleAnswer.objects.filter(obstacle=OuterRef("pk")).order_by("-at", "-pk")
    rows = (
        Obstacle.objects.filter(
            neighbourhood=span.place,
            visibility=Visibility.PUBLIC,
            state__in=NOT_SOLVED,
            reported_at__lt=span.end,
        )
        .annotate(
            said=Subquery(last.values("reason")[:1]), can=Subquery(last.values("possible")[:1])
        )
        .order_by("reported_at", "pk")
    )
    told = rows.values_list(
        "pk", "title", "text", "organisation__name", "reported_at", "state", "said", "can"
    )
    lines = [
        Line(
            key=f"obstacle:{key}",
            title=title,
            text=text,
            who=who,
            day=timezone.localdate(at),
            url=reverse("initiatives:obstacle", args=[key]),
            state=f"obstacle:{state}",
            why=said or "",
            possible=can or "",
        )
        for key, title, text, who, at, state, said, can in told[:PER_KIND]
    ]
    return Section(lines, max(0, rows.count() - len(lines)))


def _broken(span: Span, ties: Ties) -> Section:
    """Of professional parties (rule R4)."""
    rows = (
        public_ones(span)
        .filter(counts(span)["broken"], maker__kind__in=PROFESSIONAL)
        .select_related("maker", "receiver")
        .order_by("-ended_at", "-pk")
    )
    lines = [line(one, "broken", ties) for one in rows[:PER_KIND]]
    return Section(lines, max(0, rows.count() - len(lines)))
