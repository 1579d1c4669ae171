"""What the municipality does with an initiative, and what its team says back (rules R1-R3)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from core.dates import in_words
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import works_in
from neighbourhoods.selections.officers import officer_for
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.working_days import due_at, end_of
from partners.actions.organisations import municipality_organisation
from partners.models import Party

from .. import emails, verbs
from ..models import Answer, DateProposal, Note, Question, Review
from ..selections.answers import presence_of
from ..selections.questions import has_reader
from ..states import (
    ANSWERS,
    NEXT,
    AlreadyAnswered,
    DateProposalState,
    HandedOver,
    NotPossible,
    Status,
)
from . import requests


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
    promise: str = "",
    promise_on: date | None = None,
) -> Answer:
    """The municipality's answer: we join in, partly, or not now; with why, and what is possible.

    What it promises by a day with it is an agreement (rule R4).

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
    if promise and promise_on:
        requests.promise(
            review.initiative,
            promise,
            due_on=promise_on,
            maker=Party(municipality_organisation(review.initiative.neighbourhood.municipality)),
            officer=review.officer,
            key=key,
            by=by,
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
    that answer is one that the officer had not `seen`: nobody undoes what a colleague just said;
    NotPossible where nobody of a team would read it.
    """
    review = _locked(review)
    asked = Question.objects.filter(key=key, review=review).first()
    if asked:
        return asked
    if not has_reader(review.initiative):
        raise NotPossible("nobody reads it")
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
def propose_date(
    review: Review, day: date, reason: str, *, key: UUID, by: User, now: datetime
) -> DateProposal:
    """Another date for the answer: only the team makes that it counts (rule R2); one at a time.

    Raises NotPossible when nothing is awaited, that is no other day to come or nobody of a team
    would read it, AlreadyAnswered while another proposal lies with the team.
    """
    review = _locked(review)
    known = DateProposal.objects.filter(key=key, review=review).first()
    if known:
        return known
    today = timezone.localdate(now)
    is_day = day >= today and day != timezone.localdate(review.due_at)
    if not (review.is_open and is_day and has_reader(review.initiative)):
        raise NotPossible(day)
    if review.date_proposals.open().filter(day__gte=today).exists():
        raise AlreadyAnswered("another date lies with the team")
    _let_lapse(review)
    proposal = DateProposal.objects.create(
        review=review, officer=by, day=day, reason=reason, key=key, at=now
    )
    event = activity.record(
        verbs.DATE_PROPOSED.name,
        review.initiative,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=review.initiative.neighbourhood,
        public=False,
        words=reason,
        url=reverse("initiatives:answer_date", args=[review.initiative_id, proposal.pk]),
    )
    emails.date_proposed(event, proposal)
    return proposal


@transaction.atomic
def answer_date(proposal: DateProposal, *, agrees: bool, by: User, now: datetime) -> DateProposal:
    """The team agrees, and only then the date moves, in public; or it keeps the date.

    The first answer stands. Raises NotPossible for a day that is over.
    """
    review = _locked(proposal.review)
    proposal = DateProposal.objects.select_related("officer").get(pk=proposal.pk)
    if not proposal.is_open:
        return proposal
    if agrees and proposal.day < timezone.localdate(now):
        raise NotPossible(proposal.day)
    proposal.state = DateProposalState.AGREED if agrees else DateProposalState.DECLINED
    proposal.answered_by, proposal.answered_at = by, now
    proposal.save(update_fields=["state", "answered_by", "answered_at"])
    activity.read_about(review.initiative, {verbs.DATE_PROPOSED.name}, by=by, now=now)
    if agrees:
        _move_date(review, proposal, by)
    else:
        event = _record(verbs.DATE_KEPT.name, review, by, Side.TEAM, public=False)
        emails.date_kept(event, review)
    return proposal


@transaction.atomic
def note(
    review: Review, text: str, *, key: UUID, by: User, mentioned: Collection[User] = ()
) -> Note:
    """For colleagues only; those who are `mentioned` are told that it is there, not what it says.

    Callers have checked that these work here.
    """
    written, is_new = Note.objects.get_or_create(
        key=key, defaults={"review": review, "author": by, "text": text}
    )
    people = [person for person in mentioned if person != by]
    if is_new and people:
        written.mentioned.set(people)
        event = activity.record(
            verbs.MENTIONED.name,
            review.initiative,
            by=by,
            side=Side.MUNICIPALITY,
            neighbourhood=review.initiative.neighbourhood,
            public=False,
            url=reverse("initiatives:review", args=[review.initiative_id]),
        )
        emails.mentioned(event, written, people)
    return written


@transaction.atomic
def ask_to_reconsider(review: Review, why: str, *, by: User, now: datetime) -> Review:
    """The team asks for another look: the answer is open again, with a new date.

    It is asked of who answers here now: the officer of then may have left.
    """
    review = _locked(review)
    if review.is_open:
        return review
    review.officer = officer_for(
        review.initiative.neighbourhood, today=timezone.localdate(now), keep=review.officer
    )
    review.save(update_fields=["officer"])
    _set_new_date(review, now)
    _move(review, Status.IN_CONVERSATION)
    event = _record(verbs.RECONSIDER.name, review, by, Side.TEAM, words=why)
    emails.reconsider(event, review)
    return review


@transaction.atomic
def ask_for_answer(review: Review, *, by: User, now: datetime) -> Review:
    """The team of an initiative from a list wants an answer: from now on the term runs (R2)."""
    review = _locked(review)
    if review.status != Status.NOT_ASKED:
        return review
    review.officer = officer_for(review.initiative.neighbourhood, today=timezone.localdate(now))
    review.save(update_fields=["officer"])
    _set_new_date(review, now)
    _move(review, Status.AWAITING)
    event = _record(verbs.ANSWER_WANTED.name, review, by, Side.TEAM)
    emails.answer_wanted(event, review)
    return review


@transaction.atomic
def take_over(review: Review, owed: Review) -> Review:
    """What the municipality still `owed` to one that goes on here it owes here: no later (R2)."""
    review = _locked(review)
    if not owed.is_open:
        return review
    earliest = min(review.due_at, owed.due_at) if review.is_open else owed.due_at
    if not review.is_open:
        asked = review.status == Status.NOT_ASKED
        _move(review, Status.AWAITING if asked else Status.IN_CONVERSATION)
    review.due_at, review.officer = earliest, review.officer or owed.officer
    review.save(update_fields=["due_at", "officer"])
    return review


@transaction.atomic
def remind(review: Review, *, now: datetime) -> Event | None:
    """Tell the officer before the date and on it; then the coordinator too.

    Whoever looked at the review before may have it stale: answered, or handed over, in between.
    """
    review = _locked(review)
    if not review.is_open:
        return None
    event = activity.record_due(
        verbs.DUE,
        review.initiative,
        key=str(review.pk),
        due_at=review.due_at,
        neighbourhood=review.initiative.neighbourhood,
        now=now,
    )
    if event:
        emails.due(event, review)
    return event


def to_remind(now: datetime) -> list[Review]:
    """Open reviews that are due within two weeks, or were; `remind` looks at each again."""
    return list(Review.objects.due_before(now + timedelta(days=14)).order_by("due_at", "pk"))


@transaction.atomic
def hand_over(
    officer: User, successor: User, neighbourhood: Neighbourhood, *, words: str = ""
) -> int:
    """All reviews of one officer here go to another; each team hears who it is (rule R10).

    The successor is told by the caller, once for all of them.
    """
    held = Review.objects.held_by(officer).filter(initiative__neighbourhood=neighbourhood)
    reviews = list(held.order_by("pk"))
    return sum(_hand_over_held(review, officer, successor, words) for review in reviews)


@transaction.atomic
def hand_over_one(
    review: Review, successor: User, *, seen: int | None, words: str, by: User, tell: bool = True
) -> Review:
    """One initiative goes to a colleague, who hears so; dates and questions stay (rule R2).

    `tell` is off where the colleague is told of many at once. `seen` is the key of who held it
    (None: nobody) in front of whoever pressed. Raises HandedOver
    when somebody gave it to another in between, NotPossible when the successor does not work here
    any more; the same press again changes nothing.
    """
    # Ending a role waits for the same row, so nobody leaves with something in their hands.
    place = Neighbourhood.objects.select_for_update().get(pk=review.initiative.neighbourhood_id)
    review = _locked(review)
    if review.officer_id == successor.pk:
        return review
    if review.officer_id != seen:
        raise HandedOver
    if not works_in(successor, place):
        raise NotPossible(f"{successor.pk} works elsewhere")
    event = _hand_over(review, successor, words)
    if tell and successor != by:
        emails.handed_to(event, review, by=by)
    return review


def _hand_over_held(review: Review, officer: User, successor: User, words: str) -> int:
    """Who gave it away themselves in between, gave it away."""
    review = _locked(review)
    if review.officer_id != officer.pk:
        return 0
    _hand_over(review, successor, words)
    return 1


def _hand_over(review: Review, successor: User, words: str) -> Event:
    """Of a locked review; its team is introduced to who it is."""
    review.officer = successor
    review.save(update_fields=["officer"])
    event = _record(
        verbs.HANDED_OVER.name,
        review,
        successor,
        Side.MUNICIPALITY,
        words=words,
        anchor="#antwoord",
    )
    emails.handed_over(event, review, presence_of(successor, review.initiative.neighbourhood_id))
    return event


def _locked(review: Review) -> Review:
    reviews = Review.objects.select_for_update(of=("self",))
    return reviews.select_related("initiative__neighbourhood", "officer").get(pk=review.pk)


def _set_new_date(review: Review, now: datetime) -> None:
    """What is opened again is answered within a whole term from now."""
    days = term(review.initiative.neighbourhood.municipality, AnswerTo.INITIATIVE)
    review.due_at = due_at(now, days)
    review.save(update_fields=["due_at"])


def _move_date(review: Review, proposal: DateProposal, by: User) -> None:
    before, review.due_at = timezone.localdate(review.due_at), end_of(proposal.day)
    review.save(update_fields=["due_at"])
    with translation.override(settings.LANGUAGE_CODE):  # history has one language
        words = _("Het antwoord komt uiterlijk %(day)s. Eerst was dat %(before)s.") % {
            "day": in_words(proposal.day),
            "before": in_words(before),
        }
    words = f"{words}\n\n{proposal.reason}"
    event = _record(verbs.DATE_AGREED.name, review, by, Side.TEAM, words=words, anchor="#antwoord")
    emails.date_agreed(event, review)


def _let_lapse(review: Review) -> None:
    review.date_proposals.open().update(state=DateProposalState.LAPSED)


def _move(review: Review, to: Status) -> Review:
    """Check and change a locked review: the only line of code that sets `status`."""
    if to not in NEXT[Status(review.status)]:
        raise AlreadyAnswered(f"{review.status} → {to}")
    review.status = to
    review.version += 1
    review.save(update_fields=["status", "version"])
    if to in ANSWERS:
        _let_lapse(review)
    return review


def _record(
    verb: str,
    review: Review,
    by: User,
    side: Side,
    *,
    words: str = "",
    anchor: str = "",
    public: bool = True,
) -> Event:
    return activity.record(
        verb,
        review.initiative,
        by=by,
        side=side,
        neighbourhood=review.initiative.neighbourhood,
        public=public,
        words=words,
        anchor=anchor,
    )
