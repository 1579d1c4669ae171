"""What people added to a report, before and after it was published."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from participation.models import Meeting

from ..models import Correction, Report, ReportReaction, Story, StoryInvitation
from ..models.story import StoryQuerySet
from ..states.voices import REACT_FOR


def stories_of(report: Report) -> StoryQuerySet:
    """With what shows them; whoever shows them chooses which."""
    rows = Story.objects.filter(report=report).select_related("organisation", "photo", "person")
    return rows.in_order()


def own_story(report: Report, person: User) -> Story | None:
    return stories_of(report).filter(person=person).first()


def invitations_of(report: Report) -> list[StoryInvitation]:
    """Newest first, each with its story if there is one."""
    rows = StoryInvitation.objects.filter(report=report).select_related("story")
    return list(rows.order_by("-made_at", "-pk"))


@dataclass(frozen=True)
class Afterwards:
    """What stands with a published report: `open_until` is how long people can react."""

    corrections: list[Correction]
    meetings: list[Meeting]
    reactions: int
    is_open: bool
    open_until: datetime | None


def afterwards(report: Report, now: datetime) -> Afterwards:
    """Three queries; the corrections oldest first, the meetings that are still to come."""
    until = report.published_at + REACT_FOR if report.published_at else None
    soon = Meeting.objects.public().planned().filter(ends_at__gt=now)
    return Afterwards(
        corrections=list(report.corrections.all()),
        meetings=list(
            soon.filter(pk__in=report.meetings.values("meeting")).order_by("begins_at", "pk")
        ),
        reactions=ReportReaction.objects.public().filter(report=report).count(),
        is_open=until is not None and now < until,
        open_until=until,
    )


def reactions_waiting(neighbourhoods: Collection[int]) -> QuerySet[ReportReaction]:
    """Those that the municipality owes an answer, the first due first."""
    rows = (
        ReportReaction.objects.public()
        .unanswered()
        .filter(report__neighbourhood__in=neighbourhoods)
    )
    return rows.select_related("report__neighbourhood").order_by("due_at", "pk")
