"""An online question hour: planned, asked in, supported, answered. Callers have checked who may."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from goals.states import Refused
from neighbourhoods.models import Neighbourhood
from partners.models import Organisation
from partners.states import Kind

from .. import emails, verbs
from ..models import HourQuestion, HourSupport, Meeting, QuestionHour
from ..selections.hours import mine
from ..states.hours import When
from .rooms import room_of


@dataclass(frozen=True)
class Planned:
    """What the form has checked."""

    title: str
    begins_at: datetime
    ends_at: datetime
    about: str = ""
    guest: Organisation | None = None
    meeting: Meeting | None = None


@transaction.atomic
def plan(neighbourhood: Neighbourhood, planned: Planned, *, key: UUID, by: User) -> QuestionHour:
    hour, is_new = QuestionHour.objects.get_or_create(
        key=key,
        defaults={
            "neighbourhood": neighbourhood,
            "guest": planned.guest,
            "meeting": planned.meeting,
            "title": planned.title,
            "about": planned.about,
            "begins_at": planned.begins_at,
            "ends_at": planned.ends_at,
            "begun_by": by,
        },
    )
    if is_new:
        if planned.meeting:
            room_of(planned.meeting)
        _record(verbs.polls.HOUR_PLANNED.name, hour, by=by)
    return hour


@transaction.atomic
def ask(
    hour: QuestionHour, words: str, *, key: UUID, person: User | None, browser: str, now: datetime
) -> HourQuestion:
    """Who asks supports it. Raises Refused when it is over."""
    hour = _going_on(hour, now)
    known = HourQuestion.objects.filter(hour=hour, key=key).first()
    if known:
        return known
    browser = "" if person else browser
    question = HourQuestion.objects.create(
        hour=hour, words=words, key=key, person=person, browser=browser, at=now, supports=1
    )
    HourSupport.objects.create(question=question, person=person, browser=browser, at=now)
    grow(hour)
    return question


@transaction.atomic
def support(
    question: HourQuestion, *, person: User | None, browser: str, wants: bool, now: datetime
) -> None:
    """Once; or not any more. Raises Refused when it is over."""
    hour = _going_on(question.hour, now)
    rows = HourSupport.objects.filter(mine(person, browser), question=question)
    if wants and not rows.exists():
        HourSupport.objects.create(
            question=question, person=person, browser="" if person else browser, at=now
        )
        change = 1
    elif not wants and rows.exists():
        change = -rows.delete()[0]
    else:
        return
    HourQuestion.objects.filter(pk=question.pk).update(supports=F("supports") + change)
    grow(hour)


@transaction.atomic
def answer(
    question: HourQuestion, text: str, *, for_party: Organisation, by: User, now: datetime
) -> HourQuestion:
    """Also when it is over, so that nobody is left without one; who asked with an account hears of
    the first one. Raises Refused before it begins."""
    hour = _locked(question.hour_id)
    if hour.when(now) == When.BEFORE:
        raise Refused("before")
    question = HourQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if question.answer == text:
        return question
    is_first = not question.answer
    question.answer, question.answered_at = text, now
    question.answered_by, question.answered_for = by, for_party
    question.save(update_fields=["answer", "answered_at", "answered_by", "answered_for"])
    grow(hour)
    if is_first and question.person_id:
        office = for_party.kind == Kind.MUNICIPALITY
        event = activity.record(
            verbs.polls.HOUR_ANSWERED.name,
            hour,
            by=by,
            side=Side.MUNICIPALITY if office else Side.PARTNER,
            neighbourhood=hour.neighbourhood,
            public=False,
        )
        emails.hours.answered(event, question)
    return question


@transaction.atomic
def close(hour: QuestionHour, *, by: User, now: datetime) -> QuestionHour:
    """Before its time, by its host; from now on it is to be read."""
    hour = _locked(hour.pk)
    if hour.when(now) == When.OVER:
        return hour
    hour.closed_at = now
    hour.save(update_fields=["closed_at"])
    grow(hour)
    _record(verbs.polls.HOUR_CLOSED.name, hour, by=by)
    return hour


def grow(hour: QuestionHour) -> None:
    """Something is new for who refreshes."""
    QuestionHour.objects.filter(pk=hour.pk).update(version=F("version") + 1)


def _going_on(hour: QuestionHour, now: datetime) -> QuestionHour:
    hour = _locked(hour.pk)
    if hour.when(now) == When.OVER:
        raise Refused("over")
    return hour


def _locked(key: int) -> QuestionHour:
    """Who asks, supports, answers or closes waits here for the other."""
    rows = QuestionHour.objects.select_for_update(of=("self",))
    return rows.select_related("neighbourhood").get(pk=key)


def _record(verb: str, hour: QuestionHour, *, by: User) -> Event:
    return activity.record(
        verb,
        hour,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=hour.neighbourhood,
        public=True,
    )
