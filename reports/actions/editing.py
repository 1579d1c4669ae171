"""What a coordinator adds to the draft of a report. Callers have checked who may."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User

from ..models import LeftOut, Report, ReportWords
from ..selections.editing import mark_of, seen_of
from ..states.reports import Chapter, NotPossible, Overtaken


def locked(report: Report) -> Report:
    """In a draft. Raises NotPossible once it is published."""
    found = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if found.is_published:
        raise NotPossible
    return found


@transaction.atomic
def edit(
    report: Report,
    chapter: Chapter,
    *,
    words: str,
    left_out: Collection[str],
    why: str,
    order: Sequence[str] | None,
    seen: str,
    by: User,
    now: datetime,
) -> None:
    """All that is changed in one chapter. `left_out` are keys of lines, `order` of stories.

    `seen` is what the chapter was when it was opened (`seen_of`). Raises Overtaken when somebody
    else changed it since, unless it says the same already.
    """
    report = locked(report)
    before = seen_of(report, chapter)
    if before == mark_of(words, [(line, why) for line in left_out], order or []):
        return  # pressed twice
    if seen != before:
        raise Overtaken
    if words:
        ReportWords.objects.update_or_create(
            report=report, chapter=chapter, defaults={"words": words, "by": by, "at": now}
        )
    else:
        ReportWords.objects.filter(report=report, chapter=chapter).delete()
    _leave_out(report, chapter, left_out, why, by=by, now=now)
    if order is not None:
        report.story_order = list(order)
        report.save(update_fields=["story_order"])


def _leave_out(
    report: Report, chapter: Chapter, lines: Collection[str], why: str, *, by: User, now: datetime
) -> None:
    rows = LeftOut.objects.filter(report=report, chapter=chapter)
    rows.exclude(line__in=lines).delete()
    for line in lines:
        rows.update_or_create(
            report=report,
            chapter=chapter,
            line=line,
            defaults={"why": why, "by": by, "at": now},
        )
