"""Making the files of a published report. The rows are the queue: a sweep takes one, makes all its
files outside a transaction, and then puts them in the place of those that were there. Callers have
checked who may."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation

from core.documents import NotMade
from outbox.actions import nudge

from ..models import Report, ReportFiles
from ..models.files import ReportFilesQuerySet, delete_files, path_of
from ..selections.composing import content_of
from ..selections.files import file_of, fingerprint
from ..states.files import FileKind
from ..states.reports import MakingState, NotPossible

log = structlog.get_logger()

SWEEP = "reports.tasks.make_files"
CLAIM = timedelta(minutes=5)
AGAIN_AFTER = timedelta(minutes=1)  # when it failed for a reason that may pass
LONGEST = 120  # seconds for one file, which a worker may take
Clock = Callable[[], datetime]


@transaction.atomic
def ask(report: Report, *, now: datetime) -> ReportFiles:
    """The files as the report is now. While they wait or are being made a second press asks nothing
    new. Raises NotPossible for a draft, which changes all the time."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if not report.is_published:
        raise NotPossible
    files, is_new = ReportFiles.objects.select_for_update(of=("self",)).get_or_create(
        report=report, defaults={"asked_at": now}
    )
    if not is_new and not files.is_busy:
        files.state, files.percent, files.tries = MakingState.WAITING, 0, 0
        files.claimed_until, files.asked_at = None, now
        files.save(update_fields=["state", "percent", "tries", "claimed_until", "asked_at"])
    nudge(SWEEP)
    return files


def ask_where_changed(now: datetime) -> int:
    """Of which something was hidden since its files were made, or shown again; returns how many.
    What has no files at all gets them, too."""
    found = 0
    for report in _published():
        files = getattr(report, "files", None)
        if files and (files.is_busy or files.has_failed):
            continue
        content = content_of(report)
        if content and (files is None or files.made_of != fingerprint(content)):
            ask(report, now=now)
            found += 1
    return found


def work(clock: Clock = timezone.now) -> int:
    """Make all that waits; returns how many. Safe to run twice, twice at once, or after a kill."""
    made = 0
    while claim := _claim(clock()):
        made += _make(claim, clock)
    return made


def _published() -> list[Report]:
    rows = Report.objects.published().select_related("neighbourhood__municipality", "files")
    return list(rows.order_by("pk"))


def _claim(now: datetime) -> ReportFiles | None:
    """Take one for ourselves: whoever's update finds it still free has it. What was begun too often
    has failed, and waits for somebody to ask again."""
    waiting = ReportFiles.objects.to_do()
    free = waiting.exclude(claimed_until__gt=now)
    free.filter(tries__gte=ReportFiles.MOST_TRIES).update(
        state=MakingState.FAILED, claimed_until=None
    )
    while found := free.order_by("asked_at", "pk").first():
        same = waiting.filter(pk=found.pk, claimed_until=found.claimed_until)
        found.tries += 1
        if same.update(
            state=MakingState.RUNNING, claimed_until=now + CLAIM, tries=found.tries, percent=0
        ):
            return found
    return None


def _make(claim: ReportFiles, clock: Clock) -> bool:
    """What goes wrong is tried again a little later, and holds up nothing else."""
    mine = ReportFiles.objects.filter(pk=claim.pk, state=MakingState.RUNNING)
    name = uuid.uuid4()
    try:
        report = Report.objects.select_related("neighbourhood__municipality").get(
            pk=claim.report_id
        )
        made_of, sizes = _store(name, report, mine, clock)
    except Exception as failed:  # whatever it is: the row says so, and the log says why
        if isinstance(failed, NotMade):
            log.warning("report_files", report=claim.report_id, why=str(failed))
        else:
            log.exception("report_files", report=claim.report_id, tries=claim.tries)
        delete_files(name)
        mine.update(state=MakingState.WAITING, claimed_until=clock() + AGAIN_AFTER)
        return False
    is_first = mine.filter(name=claim.name).update(
        state=MakingState.DONE, percent=100, claimed_until=None, tries=0, name=name,
        made_of=made_of, sizes=sizes, made_at=clock(),
    )  # fmt: skip
    delete_files(claim.name if is_first else name)  # another worker came before
    return bool(is_first)


def _store(
    name: uuid.UUID, report: Report, mine: ReportFilesQuerySet, clock: Clock
) -> tuple[str, dict[str, int]]:
    """In the language of the place, whoever nudged the worker; a step of progress for each file."""
    content = content_of(report)
    assert content is not None, "what is published is frozen"
    sizes: dict[str, int] = {}
    with translation.override(settings.LANGUAGE_CODE):
        for number, kind in enumerate(FileKind, 1):
            made = file_of(kind, report, content, longest=LONGEST)
            default_storage.save(path_of(name, kind), ContentFile(made))
            sizes[kind] = len(made)
            done = min(99, number * 100 // len(FileKind))
            mine.update(percent=done, claimed_until=clock() + CLAIM)
    return fingerprint(content), sizes
