"""What the municipality does with an initiative, and what its team says back (rules R1-R3)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.working_days import due_at, working_days_between

from .. import emails, verbs
from ..models import Answer, Note, Question, Review
from ..selections.officers import officer_for
from ..states import ANSWERS, NEXT, AlreadyAnswered, NotPossible, Status

REMIND_BEFORE = 2  # working days


@transaction.atomic
def answer(
    review: Review,
    status: Status,
    *,
    reason: str,
    possible: str,
    seen: int,
    key: UUID,
    by: User,
) -> Answer:
    """The municipality's answer: we join in, partly, or not now; with why, and what is possible.

    `seen` is the version of the review that the officer had in front of them. Raises
    AlreadyAnswered when a colleague was first, NotPossible for what is no answer.
    """
    if status not in ANSWERS:
        raise NotPossible(status)
    review = _locked(review)
    given = Answer.objects.filter(key=key, review=review).first()
    if given:
        return given
    if review.version != seen:
        raise AlreadyAnswered(f"version {review.version}, seen {seen}")
    _move(review, status)
    if review.officer_id is None:
        review.officer = by
        review.save(update_fields=["officer"])
    given = Answer.objects.create(
        review=review, officer=by, status=status, reason=reason, possible=possible, key=key
    )
    with translation.override(settings.LANGUAGE_CODE):  # history has one language
        words = str(status.label).capitalize()
    event = _record(verbs.ANSWERED.name, review, by, Side.MUNICIPALITY, words=words)
    activity.read_about(review.initiative, verbs.FOR_OFFICER, by=by, now=timezone.now())
    emails.answered(event, review.initiative, given)
    return given


@transaction.atomic
def ask(review: Review, text: str, *, seen: int, key: UUID, by: User, now: datetime) -> Question:
    """A question to the team. It does not move the date of the answer that it waits for (rule R2).

    After an answer it opens the conversation again, with a new date. Raises AlreadyAnswered when
    that answer is one that the officer had not `seen`: nobody undoes what a colleague just said.
    """
    review = _locked(review)
    asked = Question.objects.filter(key=key, review=review).first()
    if asked:
        return asked
    if not review.is_open:
        if review.version != seen:
            raise AlreadyAnswered(f"version {review.version}, seen {seen}")
        _set_new_date(review, now)
    _move(review, Status.IN_CONVERSATION)
    asked = Question.objects.create(review=review, officer=by, text=text, key=key)
    event = _record(verbs.ASKED.name, review, by, Side.MUNICIPALITY, words=text, anchor="#verhaal")
    emails.asked(event, review.initiative, asked)
    return asked


@transaction.atomic
def reply(question: Question, text: str, *, by: User) -> Question:
    """The team answers a question; the first answer stands."""
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if question.answered_at:
        return question
    question.answer, question.answered_by, question.answered_at = text, by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    review = question.review
    event = _record(verbs.REPLIED.name, review, by, Side.TEAM, words=text, anchor="#verhaal")
    activity.read_about(
        review.initiative,
        {verbs.ASKED.name},
        by=by,
        now=question.answered_at,
        words=question.text,
    )
    emails.replied(event, review, question)
    return question


@transaction.atomic
def note(review: Review, text: str, *, key: UUID, by: User) -> Note:
    """For colleagues only."""
    written, _ = Note.objects.get_or_create(
        key=key, defaults={"review": review, "author": by, "text": text}
    )
    return written


@transaction.atomic
def ask_to_reconsider(review: Review, why: str, *, by: User, now: datetime) -> Review:
    """The team asks for another look: the answer is open again, with a new date.

    It is asked of who answers here now: the officer of then may have left.
    """
    review = _locked(review)
    if review.is_open:
        return review
    review.officer = officer_for(review.initiative.neighbourhood, keep=review.officer)
    review.save(update_fields=["officer"])
    _set_new_date(review, now)
    _move(review, Status.IN_CONVERSATION)
    event = _record(verbs.RECONSIDER.name, review, by, Side.TEAM, words=why)
    emails.reconsider(event, review)
    return review


@transaction.atomic
def remind(review: Review, *, now: datetime) -> Event | None:
    """Tell the officer two working days before the date and on it; then the coordinator too.

    What is due is read from the date and not from the last run, so a scheduler that was down
    catches up with one message, and one that ran twice sends it once. Whoever looked at the review
    before may have it stale: answered, or handed over, in between.
    """
    review = _locked(review)
    if not review.is_open:
        return None
    today, due = timezone.localdate(now), timezone.localdate(review.due_at)
    if now > review.due_at:
        verb = verbs.DUE_PASSED
    elif today == due:
        verb = verbs.DUE_TODAY
    elif working_days_between(today, due) <= REMIND_BEFORE:
        verb = verbs.DUE_SOON
    else:
        return None
    event = activity.record_once(
        f"{verb.name}:{review.pk}:{due:%Y-%m-%d}",
        verb.name,
        review.initiative,
        neighbourhood=review.initiative.neighbourhood,
        now=now,
    )
    if event:
        emails.due(event, review)
    return event


def to_remind(now: datetime) -> list[Review]:
    """Open reviews that are due within two weeks, or were; `remind` looks at each again."""
    return list(Review.objects.due_before(now + timedelta(days=14)).order_by("due_at", "pk"))


def hand_over(officer: User, successor: User, neighbourhood: Neighbourhood) -> int:
    """All reviews of one officer here go to another; each team hears who it is (rule R10)."""
    held = Review.objects.held_by(officer).filter(initiative__neighbourhood=neighbourhood)
    reviews = list(held.order_by("pk"))
    for review in reviews:
        _hand_over(review, successor)
    return len(reviews)


@transaction.atomic
def _hand_over(review: Review, successor: User) -> None:
    review = _locked(review)
    review.officer = successor
    review.save(update_fields=["officer"])
    event = _record(verbs.HANDED_OVER.name, review, successor, Side.MUNICIPALITY)
    emails.handed_over(event, review)


def _locked(review: Review) -> Review:
    reviews = Review.objects.select_for_update(of=("self",))
    return reviews.select_related("initiative__neighbourhood", "officer").get(pk=review.pk)


def _set_new_date(review: Review, now: datetime) -> None:
    """What is opened again is answered within a whole term from now."""
    days = term(review.initiative.neighbourhood.municipality, AnswerTo.INITIATIVE)
    review.due_at = due_at(now, days)
    review.save(update_fields=["due_at"])


def _move(review: Review, to: Status) -> Review:
    """Check and change a locked review: the only line of code that sets `status`."""
    if to not in NEXT[Status(review.status)]:
        raise AlreadyAnswered(f"{review.status} → {to}")
    review.status = to
    review.version += 1
    review.save(update_fields=["status", "version"])
    return review


def _record(
    verb: str, review: Review, by: User, side: Side, *, words: str = "", anchor: str = ""
) -> Event:
    return activity.record(
        verb,
        review.initiative,
        by=by,
        side=side,
        neighbourhood=review.initiative.neighbourhood,
        public=True,
        words=words,
        anchor=anchor,
    )
