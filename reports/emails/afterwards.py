"""Who reacts to a report, who answers, and who follows it."""

from django.conf import settings
from django.urls import reverse

from activity.actions import Reason, followers, notify
from activity.models import Event
from activity.selections import coordinators

from ..models import Correction, ReportReaction


def reacted(event: Event, given: ReportReaction) -> None:
    """A reaction waits for an answer: who coordinates hears of it."""
    _to_coordinators(event, given, "reports/email/reaction_given.txt")


def waits(event: Event, given: ReportReaction) -> None:
    _to_coordinators(event, given, "reports/email/reaction_waits.txt")


def _to_coordinators(event: Event, given: ReportReaction, template: str) -> None:
    people = coordinators(given.report.neighbourhood)
    notify(
        event,
        [(one, why) for one, why in people if one.pk != given.person_id],
        template,
        asks=True,
        report=given.report,
        given=given,
        answer_url=settings.SITE_URL + reverse("reports:answer_reaction", args=[given.pk]),
    )


def answered(event: Event, given: ReportReaction) -> None:
    notify(
        event,
        [(given.person, Reason.AUTHOR)],
        "reports/email/reaction_answered.txt",
        report=given.report,
        given=given,
    )


def judged(event: Event, given: ReportReaction) -> None:
    notify(
        event,
        [(given.person, Reason.AUTHOR)],
        "reports/email/reaction_judged.txt",
        asks=True,
        given=given,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["verslagreactie", given.pk]),
    )


def corrected(event: Event, note: Correction) -> None:
    """Who follows the report."""
    notify(
        event,
        followers(note.report),
        "reports/email/corrected.txt",
        report=note.report,
        note=note,
    )
