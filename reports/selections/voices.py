"""What people added to a report, before and after it was published."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from participation.models import Meeting

from ..content import Note, Picture, Signed
from ..models import Correction, Report, ReportReaction, Story, StoryInvitation, StoryPhoto
from ..models.story import StoryQuerySet
from ..states.voices import REACT_FOR
from .chapters.pictures import picture


def stories_of(report: Report) -> StoryQuerySet:
    """With what shows them; whoever shows them chooses which."""
    rows = Story.objects.filter(report=report).select_related("organisation", "photo", "person")
    return rows.in_order()


def signed_in(report: Report) -> list[Signed]:
    """The stories that everybody reads, as `content` has them."""
    return [
        Signed(
            number=story.pk,
            title=story.title,
            text=story.words,
            signed=story.signed,
            voice=story.voice,
            who=story.organisation.name if story.organisation else "",
            pictures=_pictures(story),
        )
        for story in stories_of(report).shown()
    ]


def _pictures(story: Story) -> list[Picture]:
    photo: StoryPhoto | None = getattr(story, "photo", None)
    return [picture(photo, photo.description)] if photo and photo.is_ready else []


def corrections_of(report: Report) -> list[Note]:
    """Oldest first; a draft has none."""
    if not report.is_published:
        return []
    rows = Correction.objects.filter(report=report)
    return [Note(timezone.localdate(one.at), one.chapter, one.words) for one in rows]


def own_story(report: Report, person: User) -> Story | None:
    return stories_of(report).filter(person=person).first()


def invitations_of(report: Report) -> list[StoryInvitation]:
    """Newest first, each with its story if there is one."""
    rows = StoryInvitation.objects.filter(report=report).select_related("story")
    return list(rows.order_by("-made_at", "-pk"))


@dataclass(frozen=True)
class Afterwards:
    """What stands with a published report: `open_until` is how long people can react."""

    meetings: list[Meeting]
    reactions: int
    is_open: bool
    open_until: datetime | None


def afterwards(report: Report, now: datetime) -> Afterwards:
    """Two queries; the meetings are those that are still to come."""
    until = report.published_at + REACT_FOR if report.published_at else None
    soon = Meeting.objects.public().planned().filter(ends_at__gt=now)
    return Afterwards(
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
