"""What was refused, late or stopped, and why: as plain as what went well (O31)."""

from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from activity.models import Event
from goals.states import GoalState
from initiatives.models import Answer, Initiative, Review, SupportRequest
from initiatives.models.initiative import address_of
from initiatives.states import HELP_OPEN, OPEN, HelpState, Stage, Status
from initiatives.verbs import STAGE

from ...content import Line, Section
from ..span import Span, Ties

PER_KIND = 10
ANSWERED_NO = (Status.PARTLY, Status.NOT_NOW)


def refused(span: Span, ties: Ties) -> Section:
    parts = [
        _stopped_goals(span, ties),
        _late(span, ties),
        _answers(span, ties),
        _requests(span, ties),
        _stopped_initiatives(span, ties),
    ]
    return Section(
        [line for part in parts for line in part.lines], sum(part.more for part in parts)
    )


def _stopped_goals(span: Span, ties: Ties) -> Section:
    return Section(
        [
            Line(
                key=f"goal:{goal.pk}",
                title=goal.title,
                day=timezone.localdate(goal.decided_at),
                url=goal.get_absolute_url(),
                state="goal:stopped",
                why=goal.reason,
                possible=goal.possible,
                goal=goal.title,
            )
            for goal in ties.goals
            if goal.state == GoalState.STOPPED
            and goal.decided_at
            and span.begin <= goal.decided_at < span.end
        ]
    )


def _late(span: Span, ties: Ties) -> Section:
    """Teams that still wait, though the day of answer has passed."""
    here = Initiative.objects.public().in_neighbourhood(span.place)
    rows = Review.objects.filter(
        initiative__in=here.values("pk"), status__in=OPEN, due_at__lt=span.closes
    )
    told = rows.select_related("initiative").order_by("due_at", "pk")[:PER_KIND]
    lines = [
        Line(
            key=f"initiative:{one.initiative_id}",
            title=one.initiative.title,
            day=timezone.localdate(one.due_at),
            url=one.initiative.get_absolute_url(),
            state="answer:late",
            goal=ties.of_initiative(one.initiative_id),
        )
        for one in told
    ]
    return Section(lines, max(0, rows.count() - len(lines)))


def _answers(span: Span, ties: Ties) -> Section:
    """What the municipality answered last, where that was no, or not all of it."""
    here = Initiative.objects.public().in_neighbourhood(span.place)
    last = Review.objects.filter(initiative__in=here.values("pk"), status__in=ANSWERED_NO).annotate(
        last=Max("answers")
    )
    rows = Answer.objects.filter(
        pk__in=last.values("last"), at__gte=span.begin, at__lt=span.end
    ).order_by("-at", "-pk")
    lines = [
        Line(
            key=f"answer:{one.pk}",
            title=one.review.initiative.title,
            day=timezone.localdate(one.at),
            url=one.review.initiative.get_absolute_url(),
            state=f"answer:{one.status}",
            why=one.reason,
            possible=one.possible,
            goal=ties.of_initiative(one.review.initiative_id),
            rest=[f"initiative:{one.review.initiative_id}"],
        )
        for one in rows.select_related("review__initiative")[:PER_KIND]
    ]
    return Section(lines, max(0, rows.count() - len(lines)))


def _requests(span: Span, ties: Ties) -> Section:
    here = Initiative.objects.public().in_neighbourhood(span.place)
    rows = SupportRequest.objects.filter(
        initiative__in=here.values("pk"),
        state=HelpState.DECLINED,
        answered_at__gte=span.begin,
        answered_at__lt=span.end,
    ).order_by("-answered_at", "-pk")
    lines = [
        Line(
            key=f"supportrequest:{one.pk}",
            title=one.text,
            text=one.initiative.title,
            who=one.organisation.name if one.organisation else "",
            day=timezone.localdate(one.answered_at) if one.answered_at else None,
            url=one.get_absolute_url(),
            state="request:declined",
            why=one.reason,
            possible=one.possible,
            goal=ties.of_initiative(one.initiative_id),
            rest=[f"initiative:{one.initiative_id}"],
        )
        for one in rows.select_related("initiative", "organisation")[:PER_KIND]
    ]
    return Section(lines, max(0, rows.count() - len(lines)))


def _stopped_initiatives(span: Span, ties: Ties) -> Section:
    """With what their team said then; never owed (R3), so it may say nothing."""
    said = (
        Event.objects.public()
        .filter(verb=STAGE.name, subject_kind="initiative", subject_id=OuterRef("pk"))
        .order_by("-at", "-pk")
    )
    here = Initiative.objects.public().in_neighbourhood(span.place).filter(stage=Stage.STOPPED)
    rows = here.annotate(
        stopped_at=Subquery(said.values("at")[:1]), said=Subquery(said.values("words")[:1])
    ).filter(stopped_at__gte=span.begin, stopped_at__lt=span.end)
    told = rows.order_by("-stopped_at", "-pk").values_list("pk", "title", "stopped_at", "said")
    lines = [
        Line(
            key=f"initiative:{key}",
            title=title,
            day=timezone.localdate(at),
            url=address_of(key, title),
            state="initiative:stopped",
            why=(words or "").partition(". ")[2],
            goal=ties.of_initiative(key),
        )
        for key, title, at, words in told[:PER_KIND]
    ]
    return Section(lines, max(0, rows.count() - len(lines)))


def answers_in(span: Span) -> tuple[int, int]:
    """How many answers the municipality gave to initiatives and to requests, and how many came, or
    still come, after their day."""
    here = Initiative.objects.public().in_neighbourhood(span.place).values("pk")
    given = Answer.objects.filter(
        review__initiative__in=here, at__gte=span.begin, at__lt=span.end
    ).values_list("at", "review__due_at")
    asked = SupportRequest.objects.filter(initiative__in=here, due_at__isnull=False)
    told = asked.filter(answered_at__gte=span.begin, answered_at__lt=span.end)
    answered = [*given, *told.values_list("answered_at", "due_at")]
    waiting = (
        Review.objects.filter(initiative__in=here, status__in=OPEN, due_at__lt=span.closes).count()
        + asked.filter(state__in=HELP_OPEN, due_at__lt=span.closes).count()
    )
    return len(answered), sum(bool(at and due and at > due) for at, due in answered) + waiting
