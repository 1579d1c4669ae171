"""Who tells a story, and who coordinates, hears what they must know of it."""

from django.conf import settings
from django.urls import reverse

from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import coordinators
from outbox.actions import queue

from ..models import Report, Story, StoryInvitation


def invited(invitation: StoryInvitation, report: Report, *, to: str, token: str) -> None:
    """Somebody who may have no account here, so not through `activity`; once per invitation."""
    queue(
        key=f"story-invitation:{invitation.pk}",
        to=to,
        template="reports/email/story_invited.txt",
        context={
            "report": report,
            "by": invitation.by,
            "ends_at": invitation.ends_at,
            "url": settings.SITE_URL + reverse("reports:story_by_link", args=[token]),
        },
    )


def told(event: Event, story: Story) -> None:
    """Who coordinates."""
    notify(
        event,
        coordinators(story.report.neighbourhood),
        "reports/email/story_told.txt",
        report=story.report,
        story=story,
        stories_url=settings.SITE_URL + reverse("reports:stories", args=[story.report_id]),
    )


def placed(event: Event, story: Story) -> None:
    """Who wrote it, if they have an account: that it was left out, and why, or is in after all."""
    if story.person:
        notify(
            event,
            [(story.person, Reason.AUTHOR)],
            "reports/email/story_placed.txt",
            asks=True,
            report=story.report,
            story=story,
        )


def judged(event: Event, story: Story) -> None:
    if story.person:
        notify(
            event,
            [(story.person, Reason.AUTHOR)],
            "reports/email/story_judged.txt",
            asks=True,
            story=story,
            appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["verhaal", story.pk]),
        )
