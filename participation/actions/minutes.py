"""What was said in a meeting, what was promised, and who were there. Callers have checked who
may."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from goals.models import QuarterlyReview, ResidentInput, YearPlan
from goals.states import Heard
from partners.actions import agreements
from partners.models import Agreement, Organisation, Party
from partners.states import Kind

from .. import emails, verbs
from ..models import Attendance, AttendedBy, Meeting, MeetingAgreement, MinutesVersion
from ..states.meetings import MinutesState, NotYet, Over, Overtaken
from .meetings import locked, record


@dataclass(frozen=True)
class Point:
    """An action point: `maker` does it for `receiver`, by `due_on`."""

    text: str
    maker: Organisation
    receiver: Organisation
    due_on: date


@transaction.atomic
def write(meeting: Meeting, text: str, *, seen: int, by: User, now: datetime) -> Meeting:
    """Several write together: `seen` is the version that this one had in front of them. What stood
    there before is kept.

    Raises Overtaken when another one saved in between, Over once they are approved, NotYet before
    it began.
    """
    meeting = locked(meeting)
    if meeting.minutes == text:
        return meeting
    if meeting.minutes_state == MinutesState.APPROVED:
        raise Over
    if meeting.is_cancelled or now < meeting.begins_at:
        raise NotYet
    if meeting.minutes_version != seen:
        raise Overtaken
    meeting.minutes, meeting.minutes_state = text, MinutesState.DRAFT
    meeting.minutes_version += 1
    meeting.save(update_fields=["minutes", "minutes_state", "minutes_version"])
    MinutesVersion.objects.create(
        meeting=meeting, number=meeting.minutes_version, text=text, by=by, at=now
    )
    return meeting


@transaction.atomic
def approve(meeting: Meeting, *, seen: int, by: User, now: datetime) -> Meeting:
    """Public from here on, and as they are (O126); who were there and who put something on the
    agenda hear so. Raises NotYet for empty minutes, Overtaken."""
    meeting = locked(meeting)
    if meeting.minutes_state == MinutesState.APPROVED:
        return meeting
    if not meeting.minutes:
        raise NotYet
    if meeting.minutes_version != seen:
        raise Overtaken
    meeting.minutes_state, meeting.approved_at = MinutesState.APPROVED, now
    meeting.save(update_fields=["minutes_state", "approved_at"])
    event = record(verbs.meetings.MINUTES_APPROVED.name, meeting, by=by, anchor="#verslag")
    emails.meetings.minutes(event, meeting)
    return meeting


@transaction.atomic
def promise(meeting: Meeting, point: Point, *, key: UUID, by: User, now: datetime) -> Agreement:
    """An action point is an agreement, of which both sides hear. The same `key` is the same one.

    Raises NotYet before the meeting began, and partners.states.NotPossible for a promise to
    oneself.
    """
    meeting = locked(meeting)
    if meeting.is_cancelled or now < meeting.begins_at:
        raise NotYet
    is_town = point.maker.kind == Kind.MUNICIPALITY
    agreement = agreements.agree(
        point.text,
        maker=Party(point.maker),
        receiver=Party(point.receiver),
        due_on=point.due_on,
        neighbourhood=meeting.neighbourhood,
        key=uuid5(key, f"meeting/{meeting.pk}"),
        by=by,
        officer=by if is_town else None,
        about_url=meeting.get_absolute_url(),
    )
    MeetingAgreement.objects.get_or_create(agreement=agreement, defaults={"meeting": meeting})
    return agreement


@transaction.atomic
def attend(
    meeting: Meeting,
    *,
    residents: int,
    others: int,
    organisations: Iterable[Organisation],
    by: User,
    now: datetime,
) -> Attendance:
    """Who were there, in numbers and organisations; a second time it is corrected. Of a meeting
    that hosts a review or a year it is what rule R5 looks at, in one row. Raises NotYet."""
    meeting = locked(meeting)
    if meeting.is_cancelled or now < meeting.begins_at:
        raise NotYet
    attendance, is_new = Attendance.objects.update_or_create(
        meeting=meeting, defaults={"residents": residents, "others": others, "by": by, "at": now}
    )
    attendance.organisations.all().delete()
    there = list(organisations)
    AttendedBy.objects.bulk_create(
        AttendedBy(attendance=attendance, organisation=one) for one in there
    )
    _write_input(meeting, attendance, there, by)
    if is_new:
        record(verbs.meetings.MEETING_ATTENDED.name, meeting, by=by)
    return attendance


def _write_input(
    meeting: Meeting, attendance: Attendance, there: Iterable[Organisation], by: User
) -> None:
    """What is closed or chosen stays as it was then."""
    plan = _plan_of(meeting)
    if plan is None:
        return
    told = {
        "plan": plan,
        "review": meeting.review,
        "kind": Heard.MEETING,
        "day": timezone.localdate(meeting.begins_at),
        "residents": attendance.residents,
        "others": attendance.others,
        "place": meeting.place,
        "present": _names(there),
        "by": by,
    }
    attendance.input, _is_new = ResidentInput.objects.update_or_create(
        key=uuid5(meeting.key, "attendance"), defaults=told
    )
    attendance.save(update_fields=["input"])


def _names(organisations: Iterable[Organisation]) -> str:
    """As many whole names as fit."""
    most, names = ResidentInput._meta.get_field("present").max_length or 0, ""
    for one in organisations:
        longer = f"{names}, {one.name}" if names else one.name
        if len(longer) > most:
            break
        names = longer
    return names


def _plan_of(meeting: Meeting) -> YearPlan | None:
    """The year that is looked back on or chosen in it; none once that is done."""
    if meeting.review_id:
        rows = QuarterlyReview.objects.select_for_update(of=("self",)).select_related("plan")
        review = rows.get(pk=meeting.review_id)
        return None if review.is_closed else review.plan
    if meeting.plan_id:
        plan = YearPlan.objects.select_for_update(of=("self",)).get(pk=meeting.plan_id)
        return plan if plan.is_preparing else None
    return None
