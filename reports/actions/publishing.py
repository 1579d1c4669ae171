"""A report goes out: frozen from then on (rule R9). Callers have checked who may."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side

from .. import emails, verbs
from ..content import to_plain
from ..models import Report
from ..selections.composing import compose, without_hidden
from ..selections.part import residents_in
from ..selections.voices import signed_in
from ..states.reports import Chapter, Refused, ReportState
from . import filing


@transaction.atomic
def publish(report: Report, *, explanation: str, by: User, now: datetime) -> Report:
    """Pressed twice it is once. Raises Refused: `making` while there is no draft or it is being
    made, `lacks` without the coordinator's words about what does not work (yet), and `residents`
    when they had no part and nothing explains it (rule R5)."""
    Report.objects.select_for_update().get(pk=report.pk)
    # Read after the wait: PostgreSQL shows a row that is joined to a locked one as it was before.
    report = Report.objects.select_related("neighbourhood", "making").get(pk=report.pk)
    if report.is_published:
        return report
    residents = residents_in(report, signed_in(report))
    report.explanation = "" if residents else explanation
    content = None if report.making.is_busy else compose(report)
    if content is None:
        raise Refused("making")
    if not content.words.get(Chapter.LACKS):
        raise Refused("lacks")
    if not residents and not explanation:
        raise Refused("residents")
    report.state, report.frozen = ReportState.PUBLISHED, to_plain(without_hidden(content))
    report.published_at, report.published_by = now, by
    report.save(update_fields=["state", "frozen", "published_at", "published_by", "explanation"])
    event = activity.record(
        verbs.reports.PUBLISHED.name,
        report,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=report.neighbourhood,
        public=True,
    )
    emails.reports.published(event, report)
    filing.ask(report, now=now)
    return report
