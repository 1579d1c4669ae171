"""Making the draft of a report. The rows are the queue: a sweep takes one, drafts it, and writes
the facts; what people wrote in the report stands apart and is never touched. Callers have checked
who may."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from activity.actions import record_once
from activity.models import Event
from goals.quarters import quarter_of
from neighbourhoods.models import Neighbourhood
from neighbourhoods.working_days import AMSTERDAM
from outbox.actions import nudge

from .. import emails, verbs
from ..content import to_plain
from ..models import Making, Report
from ..selections.drafting import draft
from ..selections.span import Span
from ..states.reports import MakingState, NotPossible, Period, ReportState

log = structlog.get_logger()

SWEEP = "reports.tasks.make_drafts"
CLAIM = timedelta(minutes=5)
AGAIN_AFTER = timedelta(minutes=1)  # when it failed for a reason that may pass
Clock = Callable[[], datetime]


@transaction.atomic
def begin(
    neighbourhood: Neighbourhood, *, year: int, quarter: int | None, by: User | None, now: datetime
) -> Report:
    """The one report of this quarter, or without `quarter` of this year: made if there is none."""
    report, is_new = Report.objects.get_or_create(
        neighbourhood=neighbourhood,
        year=year,
        quarter=quarter,
        defaults={
            "kind": Period.QUARTER if quarter else Period.YEAR,
            "begun_by": by,
            "begun_at": now,
        },
    )
    if is_new:
        Making.objects.create(report=report, asked_at=now)
        nudge(SWEEP)
    return report


@transaction.atomic
def make_anew(report: Report, *, now: datetime) -> Making:
    """The facts as they are now. While it waits or is being made a second press asks nothing new.
    Raises NotPossible once it is published."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.is_published:
        raise NotPossible
    making = Making.objects.select_for_update(of=("self",)).get(report=report)
    if not making.is_busy:
        making.state, making.percent, making.tries = MakingState.WAITING, 0, 0
        making.claimed_until, making.asked_at = None, now
        making.save()
        nudge(SWEEP)
    return making


def begin_due(now: datetime) -> None:
    """Of the quarter and the year that ended last, where something was recorded. Read from the
    calendar, so a scheduler that was down catches up."""
    today = timezone.localdate(now)
    last = quarter_of(today).before
    for year, quarter in ((last.year, last.number), (today.year - 1, None)):
        for place in _without_report(year, quarter, now):
            begin(place, year=year, quarter=quarter, by=None, now=now)


def _without_report(year: int, quarter: int | None, now: datetime) -> list[Neighbourhood]:
    places = Neighbourhood.objects.public()
    span = Span(Neighbourhood(), year, quarter, now)
    known = Report.objects.filter(neighbourhood=OuterRef("pk"), year=year, quarter=quarter)
    happened = Event.objects.public().filter(
        neighbourhood=OuterRef("pk"), at__gte=span.begin, at__lt=span.end
    )
    return list(places.filter(~Exists(known), Exists(happened)).order_by("pk"))


def work(clock: Clock = timezone.now) -> int:
    """Draft all that waits; returns how many. Safe to run twice, twice at once, or after a kill."""
    made = 0
    while claim := _claim(clock()):
        made += _make(claim, clock)
    return made


def _claim(now: datetime) -> Making | None:
    """Take one for ourselves: whoever's update finds it still free has it. What was begun too often
    has failed, and waits for somebody to ask again."""
    waiting = Making.objects.to_do()
    free = waiting.exclude(claimed_until__gt=now)
    free.filter(tries__gte=Making.MOST_TRIES).update(state=MakingState.FAILED, claimed_until=None)
    while found := free.order_by("asked_at", "pk").first():
        same = waiting.filter(pk=found.pk, claimed_until=found.claimed_until)
        found.tries += 1
        if same.update(
            state=MakingState.RUNNING, claimed_until=now + CLAIM, tries=found.tries, percent=0
        ):
            return found
    return None


def _make(claim: Making, clock: Clock) -> bool:
    """Outside a transaction, because it takes long. What goes wrong is tried again a little later,
    and holds up nothing else."""
    rows = Report.objects.select_related("neighbourhood__municipality")
    mine = Making.objects.filter(pk=claim.pk, state=MakingState.RUNNING)

    def show(percent: int) -> None:
        mine.update(percent=min(percent, 99), claimed_until=clock() + CLAIM)

    try:
        report = rows.get(pk=claim.report_id)
        facts = to_plain(draft(report, now=clock(), show=show))
    except Exception:  # whatever it is: the row says so, and the log says why
        log.exception("report_draft", report=claim.report_id, tries=claim.tries)
        mine.update(state=MakingState.WAITING, claimed_until=clock() + AGAIN_AFTER)
        return False
    _finish(report, claim, facts, now=clock())
    return True


@transaction.atomic
def _finish(report: Report, claim: Making, facts: object, *, now: datetime) -> None:
    """Once: who comes second finds it done. What was published meanwhile stays as it is."""
    report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("neighbourhood")
        .get(pk=report.pk)
    )
    mine = Making.objects.filter(pk=claim.pk, state=MakingState.RUNNING)
    if report.state != ReportState.DRAFTING or not mine.update(
        state=MakingState.DONE, percent=100, claimed_until=None, tries=0, facts=facts, made_at=now
    ):
        return
    asked = claim.asked_at.astimezone(AMSTERDAM)
    event = record_once(
        f"{verbs.reports.DRAFTED.name}:{report.pk}:{asked:%Y%m%d%H%M%S}",
        verbs.reports.DRAFTED.name,
        report,
        neighbourhood=report.neighbourhood,
        now=now,
    )
    if event:
        emails.reports.drafted(event, report)
