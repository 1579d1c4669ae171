""" "Ik kan niet meedoen omdat": it goes to the officer, who acts and answers (O49).

Callers have checked who may.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.officers import officer_for
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.working_days import due_at

from .. import emails, verbs
from ..models import Barrier, Meeting
from ..states.meetings import Bars, Over, Overtaken
from .meetings import locked, record


@transaction.atomic
def tell(
    meeting: Meeting, bars: Bars, words: str, *, key: UUID, person: User | None, now: datetime
) -> Barrier:
    """Also by somebody without an account. The same `key` is the same one. Raises Over."""
    meeting = locked(meeting)
    if known := Barrier.objects.filter(key=key).first():
        return known
    if not meeting.is_open(now):
        raise Over
    place = meeting.neighbourhood
    barrier = Barrier.objects.create(
        meeting=meeting,
        person=person,
        bars=bars,
        words=words,
        officer=officer_for(place, today=timezone.localdate(now)),
        due_at=min(due_at(now, term(place.municipality, AnswerTo.AGENDA_ITEM)), meeting.begins_at),
        at=now,
        key=key,
    )
    # Nobody reads in history who it was: the line is the platform's own.
    verb = verbs.meetings.BARRIER_TOLD.name
    event = activity.record_once(
        f"{verb}:{barrier.pk}", verb, meeting, neighbourhood=place, now=now, url=_url(barrier)
    )
    if event:
        emails.barriers.told(event, barrier)
    return barrier


@transaction.atomic
def answer(barrier: Barrier, words: str, *, by: User, now: datetime) -> Barrier:
    """What is done about it, on the page of the meeting, without who asked. Raises Overtaken."""
    barrier = _locked(barrier)
    if barrier.answer == words:
        return barrier
    if barrier.answered_at:
        raise Overtaken
    barrier.answer, barrier.answered_by, barrier.answered_at = words, by, now
    barrier.save()
    verb = verbs.meetings.BARRIER_ANSWERED.name
    event = record(verb, barrier.meeting, by=by, public=False, anchor="#meedoen")
    activity.read_about(barrier.meeting, verbs.meetings.FOR_OFFICER, by=by, now=now)
    emails.barriers.answered(event, barrier)
    return barrier


def to_remind(now: datetime) -> list[Barrier]:
    return list(Barrier.objects.due_before(now + timedelta(days=14)).order_by("due_at", "pk"))


@transaction.atomic
def remind(barrier: Barrier, *, now: datetime) -> Event | None:
    """As of an agenda item, until the meeting has been."""
    barrier = _locked(barrier)
    if barrier.answered_at or not barrier.meeting.is_open(now):
        return None
    event = activity.record_due(
        verbs.meetings.BARRIER_DUE,
        barrier.meeting,
        key=f"barrier-{barrier.pk}",
        due_at=barrier.due_at,
        neighbourhood=barrier.meeting.neighbourhood,
        now=now,
    )
    if event:
        emails.barriers.due(event, barrier)
    return event


@transaction.atomic
def hand_over(
    officer: User, successor: User, neighbourhood: Neighbourhood, *, words: str = ""
) -> int:
    """The date stays (rule R10); who asked hears who it is now."""
    held = Barrier.objects.held_by(officer).filter(meeting__neighbourhood=neighbourhood)
    return sum(_hand_over(one, officer, successor, words) for one in list(held.order_by("pk")))


def _hand_over(barrier: Barrier, officer: User, successor: User, words: str) -> int:
    barrier = _locked(barrier)
    if barrier.officer_id != officer.pk or barrier.answered_at:
        return 0
    barrier.officer = successor
    barrier.save(update_fields=["officer"])
    event = record(
        verbs.meetings.BARRIER_HANDED_OVER.name,
        barrier.meeting,
        by=successor,
        words=words,
        public=False,
        side=Side.MUNICIPALITY,
    )
    emails.barriers.handed_over(event, barrier)
    return 1


def _url(barrier: Barrier) -> str:
    return f"{barrier.meeting.get_absolute_url()}#meedoen"


def _locked(barrier: Barrier) -> Barrier:
    rows = Barrier.objects.select_for_update(of=("self",))
    return rows.select_related(
        "meeting__neighbourhood__municipality", "meeting__host", "person", "officer"
    ).get(pk=barrier.pk)
