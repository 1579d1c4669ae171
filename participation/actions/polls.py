"""A poll is made, opened, closed, and told what is done with it. Callers have checked who may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from goals.states import Refused
from neighbourhoods.models import Neighbourhood

from .. import emails, verbs
from ..models import Meeting, Poll, PollAnswer, PollOption, PollQuestion
from ..states.polls import MOST_QUESTIONS, NEXT_OF_POLL, WITH_OPTIONS, Asks, PollState

EVERY = timedelta(days=7)  # a reminder until it is written what is done with it


@dataclass(frozen=True)
class About:
    """What the form has checked."""

    title: str
    audience: str
    about: str = ""
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Question:
    asks: Asks
    text: str
    options: Sequence[str] = ()
    low: str = ""
    high: str = ""


@transaction.atomic
def make(neighbourhood: Neighbourhood, about: About, *, key: UUID, by: User) -> Poll:
    """Nobody hears of it before it is opened."""
    poll, _is_new = Poll.objects.get_or_create(
        key=key,
        defaults={
            "neighbourhood": neighbourhood,
            "audience": about.audience,
            "meeting": about.meeting,
            "title": about.title,
            "about": about.about,
            "made_by": by,
        },
    )
    return poll


@transaction.atomic
def add_question(poll: Poll, question: Question, *, key: UUID) -> PollQuestion:
    """Raises Refused once the poll is open, when it has enough, or without options."""
    poll = _draft(poll)
    if known := PollQuestion.objects.filter(key=key, poll=poll).first():
        return known
    if poll.questions.count() >= MOST_QUESTIONS:
        raise Refused("enough")
    if question.asks in WITH_OPTIONS and not question.options:
        raise Refused("without options")
    last = poll.questions.aggregate(last=Max("place"))["last"] or 0
    made = PollQuestion.objects.create(
        poll=poll,
        place=last + 1,
        asks=question.asks,
        text=question.text,
        low=question.low,
        high=question.high,
        key=key,
    )
    if question.asks in WITH_OPTIONS:
        PollOption.objects.bulk_create(
            PollOption(question=made, place=place, words=words)
            for place, words in enumerate(question.options, 1)
        )
    return made


@transaction.atomic
def remove_question(question: PollQuestion) -> None:
    """Raises Refused once the poll is open."""
    _draft(question.poll)
    PollQuestion.objects.filter(pk=question.pk).delete()


@transaction.atomic
def throw_away(poll: Poll) -> None:
    """Of what nobody was asked yet. Raises Refused once it is open."""
    _draft(poll).delete()


@transaction.atomic
def open_poll(poll: Poll, *, by: User, now: datetime, closes_on: date | None = None) -> Poll:
    """Members of the panel are told once. Raises Refused without questions, or after it."""
    poll = locked(poll.pk)
    if poll.is_open:
        return poll
    if PollState.OPEN not in NEXT_OF_POLL[PollState(poll.state)]:
        raise Refused("closed")
    if not poll.questions.exists():
        raise Refused("without questions")
    poll.state, poll.opened_at, poll.closes_on = PollState.OPEN, now, closes_on
    poll.save(update_fields=["state", "opened_at", "closes_on"])
    event = _record(verbs.polls.POLL_OPENED.name, poll, by=by)
    emails.polls.opened(event, poll)
    return poll


@transaction.atomic
def close(poll: Poll, *, by: User | None, now: datetime) -> Poll:
    """Answers stand, and no browser is known any more. Without `by` its last day was over, and who
    must say what is done with it hears so. Raises Refused for one that is not open."""
    poll = locked(poll.pk)
    if poll.is_closed:
        return poll
    if PollState.CLOSED not in NEXT_OF_POLL[PollState(poll.state)]:
        raise Refused("not open")
    poll.state, poll.closed_at, poll.version = PollState.CLOSED, now, poll.version + 1
    poll.save(update_fields=["state", "closed_at", "version"])
    PollAnswer.objects.filter(poll=poll).exclude(browser="").update(browser="")
    event = _record(verbs.polls.POLL_CLOSED.name, poll, by=by)
    if by is None:
        emails.polls.awaits(event, poll)
    return poll


def close_due(now: datetime) -> int:
    """Those of which the last day is over; returns how many. Late is no harm: nobody can answer
    after that day."""
    keys = list(Poll.objects.over(timezone.localdate(now)).values_list("pk", flat=True))
    for key in keys:
        close(Poll(pk=key), by=None, now=now)
    return len(keys)


@transaction.atomic
def say_what_we_do(poll: Poll, outcome: str, *, by: User, now: datetime) -> Poll:
    """Who answered with an account hears of it the first time; after that it is a correction.

    Raises Refused before it is closed.
    """
    poll = locked(poll.pk)
    if not poll.is_closed:
        raise Refused("not closed")
    if poll.outcome == outcome:
        return poll
    is_first = not poll.outcome
    poll.outcome, poll.outcome_at, poll.version = outcome, now, poll.version + 1
    poll.save(update_fields=["outcome", "outcome_at", "version"])
    event = _record(verbs.polls.POLL_OUTCOME.name, poll, by=by, words=outcome)
    if is_first:
        emails.polls.outcome(event, poll)
    return poll


def remind_due(now: datetime) -> int:
    """Once a week after closing, until it is written; returns how many were reminded."""
    due = Poll.objects.without_outcome().filter(closed_at__lte=now - EVERY)
    keys = due.values_list("pk", flat=True)
    return sum(_remind(key, now=now) is not None for key in list(keys))


@transaction.atomic
def _remind(key: int, *, now: datetime) -> Event | None:
    poll = locked(key)
    if poll.outcome or poll.closed_at is None:
        return None
    verb, week = verbs.polls.POLL_AWAITS.name, (now - poll.closed_at) // EVERY
    event = activity.record_once(
        f"{verb}:{poll.pk}:{week}", verb, poll, neighbourhood=poll.neighbourhood, now=now
    )
    if event:
        emails.polls.awaits(event, poll)
    return event


def locked(key: int) -> Poll:
    """Who answers, closes or hides waits here for the other."""
    rows = Poll.objects.select_for_update(of=("self",))
    return rows.select_related("neighbourhood__municipality", "meeting").get(pk=key)


def grow(poll: Poll) -> None:
    """Something is new for who looks at the screen in the room."""
    Poll.objects.filter(pk=poll.pk).update(version=F("version") + 1)


def _draft(poll: Poll) -> Poll:
    poll = locked(poll.pk)
    if not poll.is_draft:
        raise Refused("open")
    return poll


def _record(verb: str, poll: Poll, *, by: User | None, words: str = "") -> Event:
    return activity.record(
        verb,
        poll,
        by=by,
        side=Side.MUNICIPALITY if by else Side.PLATFORM,
        neighbourhood=poll.neighbourhood,
        public=True,
        words=words,
    )
