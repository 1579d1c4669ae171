"""What happens with a report that is published: people react and get an answer, what was wrong is
corrected by a dated note, and it is talked about. Callers have checked who may."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event, Flag
from neighbourhoods.working_days import due_at
from participation.actions import meetings
from participation.models import Meeting
from partners.actions.judging import judge
from partners.states import Visibility

from .. import emails
from ..models import Correction, Report, ReportMeeting, ReportReaction
from ..states.reports import NotPossible
from ..states.voices import ANSWER_WITHIN, REACT_FOR, TooMany
from ..verbs import voices as verbs
from .stories import locked, record

MOST, WITHIN = 5, timedelta(hours=1)  # of one person
KIND = ReportReaction._meta.model_name or ""


def is_open(report: Report, now: datetime) -> bool:
    """Whether people can still react."""
    return report.published_at is not None and now < report.published_at + REACT_FOR


@transaction.atomic
def react(report: Report, words: str, *, key: UUID, by: User, now: datetime) -> ReportReaction:
    """Public at once. The same `key` is the same one. Raises NotPossible once it is too late, and
    TooMany."""
    report = locked(report)
    known = ReportReaction.objects.filter(key=key, person=by).first()
    if known:
        return known
    if not is_open(report, now):
        raise NotPossible
    if ReportReaction.objects.filter(person=by, at__gt=now - WITHIN).count() >= MOST:
        raise TooMany
    free = uuid4() if ReportReaction.objects.filter(key=key).exists() else key
    given = ReportReaction.objects.create(
        report=report, person=by, words=words, at=now, due_at=due_at(now, ANSWER_WITHIN), key=free
    )
    activity.follow(report, by=by)
    event = record(verbs.REACTION_GIVEN, report, by=None)  # who reacts stands in no history
    emails.afterwards.reacted(event, given)
    return given


@transaction.atomic
def answer(given: ReportReaction, words: str, *, by: User, now: datetime) -> ReportReaction:
    """In public. Raises NotPossible when a colleague gave another answer just before."""
    locked(given.report)
    given = _row(given)
    if given.answer == words:
        return given
    if given.answer:
        raise NotPossible
    given.answer, given.answered_by, given.answered_at = words, by, now
    given.save(update_fields=["answer", "answered_by", "answered_at"])
    event = record(verbs.REACTION_ANSWERED, given.report, by=by)
    emails.afterwards.answered(event, given)
    return given


@transaction.atomic
def take_away(given: ReportReaction, *, by: User) -> None:
    """One's own words can always be taken away; the answer goes with them."""
    activity.close_flags(KIND, given.pk, decision=Flag.Decision.GONE, by=by)
    locked(given.report)
    ReportReaction.objects.filter(pk=given.pk).delete()


def hide(given: ReportReaction, reason: str, *, by: User) -> ReportReaction:
    """By the house rules, with a reason for who gave it."""
    return _judge(given, Visibility.HIDDEN, reason, by=by)


def show(given: ReportReaction, *, by: User) -> ReportReaction:
    return _judge(given, Visibility.PUBLIC, "", by=by)


def _judge(given: ReportReaction, to: Visibility, reason: str, *, by: User) -> ReportReaction:
    def tell(judged: ReportReaction) -> None:
        verb = verbs.STORY_SHOWN if judged.is_public else verbs.STORY_HIDDEN
        event = record(verb, judged.report, by=by, words=reason)
        emails.afterwards.judged(event, judged)

    return judge(given, to, reason, by=by, locked=_row, tell=tell)


def _row(given: ReportReaction) -> ReportReaction:
    rows = ReportReaction.objects.select_for_update(of=("self",))
    return rows.select_related("report__neighbourhood", "person").get(pk=given.pk)


def to_remind(now: datetime) -> list[ReportReaction]:
    """Those that wait for an answer within a few days, or are late; `remind` looks again."""
    soon = ReportReaction.objects.public().unanswered().filter(due_at__lt=now + timedelta(days=14))
    return list(soon.order_by("due_at", "pk"))


@transaction.atomic
def remind(given: ReportReaction, *, now: datetime) -> Event | None:
    """Two working days before, on the day, and once when it is late."""
    locked(given.report)
    given = _row(given)
    if given.answer or not given.is_public:
        return None
    event = activity.record_due(
        (verbs.REACTION_SOON, verbs.REACTION_TODAY, verbs.REACTION_LATE),
        given.report,
        key=f"reaction:{given.pk}",
        due_at=given.due_at,
        neighbourhood=given.report.neighbourhood,
        now=now,
    )
    if event:
        emails.afterwards.waits(event, given)
    return event


@transaction.atomic
def correct(
    report: Report, chapter: str, words: str, *, key: UUID, by: User, now: datetime
) -> Correction:
    """A dated note; the report itself stays as it was. Raises NotPossible before it is published,
    when there is nothing to correct yet."""
    report = locked(report)
    known = Correction.objects.filter(key=key).first()
    if known:
        return known
    if not report.is_published:
        raise NotPossible
    note = Correction.objects.create(
        report=report, chapter=chapter, words=words, by=by, at=now, key=key
    )
    event = activity.record(
        verbs.CORRECTED.name,
        report,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=report.neighbourhood,
        public=True,
        words=words,
    )
    emails.afterwards.corrected(event, note)
    return note


@transaction.atomic
def discuss(report: Report, call: meetings.Call, *, key: UUID, by: User, now: datetime) -> Meeting:
    """A meeting about it stands in the agenda (O33). The same `key` is the same meeting. Raises
    NotPossible before it is published."""
    report = locked(report)
    if not report.is_published:
        raise NotPossible
    meeting = meetings.call(call, neighbourhood=report.neighbourhood, key=key, by=by, now=now)
    _link, is_new = ReportMeeting.objects.get_or_create(
        meeting=meeting, defaults={"report": report, "at": now}
    )
    if is_new:
        activity.record(
            verbs.DISCUSSED.name,
            report,
            by=by,
            side=Side.MUNICIPALITY,
            neighbourhood=report.neighbourhood,
            public=True,
            words=f"{meeting.title}, {timezone.localdate(meeting.begins_at):%d-%m-%Y}",
        )
    return meeting
