"""The right to challenge: each step dated, public, and taken once (rules R1-R3, R9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from core.dates import in_words
from neighbourhoods.selections.officers import officer_for
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.working_days import due_at, end_of

from .. import emails, verbs
from ..models import (
    Challenge,
    ChallengeAgreement,
    ChallengeDecision,
    ChallengeEvaluation,
    Initiative,
    MovedDate,
    Review,
)
from ..selections.challenges import moved_words
from ..states import (
    AWAITS_DECISION,
    DECISIONS,
    NEXT_OF_CHALLENGE,
    AlreadyAnswered,
    ChallengeState,
    Kind,
    NotPossible,
)

State = ChallengeState


@dataclass(frozen=True)
class Request:
    """What a team asks, as a participatieverordening wants to know it."""

    task: str
    approach: str
    money: str
    quality: str


@dataclass(frozen=True)
class Agreed:
    """One line of the agreements."""

    about: str
    text: str
    side: str
    by_day: date


@transaction.atomic
def ask(
    initiative: Initiative, request: Request, *, key: UUID, by: User, now: datetime
) -> Challenge:
    """The team asks; after it withdrew it may ask again. Raises AlreadyAnswered when a teammate
    was first."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    known = Challenge.objects.filter(initiative=initiative).first()
    if known and known.key == key:
        return known
    if known and State.ASKED not in NEXT_OF_CHALLENGE[State(known.state)]:
        raise AlreadyAnswered(known.state)
    challenge = known or Challenge(initiative=initiative)
    for name, text in vars(request).items():
        setattr(challenge, name, text)
    challenge.state = State.ASKED
    challenge.due_at = _within_term(challenge, AnswerTo.CHALLENGE_DECIDER, now)
    challenge.asked_by, challenge.asked_at = by, now
    challenge.decider, challenge.decide_on, challenge.confirmed_at = "", None, None
    challenge.proposed_at = challenge.agreed_at = challenge.withdrawn_at = None
    challenge.evaluate_on = None
    challenge.version, challenge.key = challenge.version + 1, key
    challenge.save()
    if known:  # of the request that was withdrawn; history keeps what was said
        challenge.agreements.all().delete()
        challenge.evaluations.all().delete()
    if initiative.kind != Kind.CHALLENGE:
        initiative.kind = Kind.CHALLENGE
        initiative.save(update_fields=["kind"])
    _give_officer(initiative, now)
    event = _record(verbs.CHALLENGE_ASKED.name, challenge, by, Side.TEAM, request.task)
    emails.challenge(event, challenge)
    return challenge


@transaction.atomic
def confirm(
    challenge: Challenge,
    *,
    decider: str,
    decide_on: date,
    seen: int,
    key: UUID,
    by: User,
    now: datetime,
) -> Challenge:
    """Who decides, and before which date: from now on that date counts."""
    challenge = _locked(challenge)
    if challenge.key == key:
        return challenge
    challenge.decider, challenge.decide_on, challenge.confirmed_at = decider, decide_on, now
    _move(challenge, State.DECIDING, seen=seen, key=key, due=end_of(decide_on))
    with translation.override(settings.LANGUAGE_CODE):  # history has one language
        words = _("%(who)s beslist, uiterlijk %(day)s.") % {
            "who": decider,
            "day": in_words(decide_on),
        }
    return _told(verbs.CHALLENGE_CONFIRMED.name, challenge, by, Side.MUNICIPALITY, words)


@transaction.atomic
def set_date(
    challenge: Challenge, *, day: date, reason: str, seen: int, key: UUID, by: User, now: datetime
) -> Challenge:
    """Another date for the decision, with why in public (rule R2); the date that it was stays in
    the steps."""
    challenge = _locked(challenge)
    if challenge.key == key:
        return challenge
    if challenge.version != seen or challenge.state not in AWAITS_DECISION:
        raise AlreadyAnswered(challenge.state)
    assert challenge.due_at, "the municipality owes a decision"
    before = timezone.localdate(challenge.due_at)
    if day == before:
        raise NotPossible(day)
    MovedDate.objects.create(
        challenge=challenge, officer=by, before=before, day=day, reason=reason, at=now
    )
    challenge.due_at = end_of(day)
    challenge.version, challenge.key = challenge.version + 1, key
    challenge.save(update_fields=["due_at", "version", "key"])
    with translation.override(settings.LANGUAGE_CODE):
        words = moved_words(before, day)
    words = f"{words}\n\n{reason}"
    return _told(verbs.CHALLENGE_MOVED.name, challenge, by, Side.MUNICIPALITY, words)


@transaction.atomic
def decide(
    challenge: Challenge,
    *,
    outcome: ChallengeState,
    reason: str,
    possible: str,
    seen: int,
    key: UUID,
    by: User,
    now: datetime,
) -> Challenge:
    """Yes, partly or no, with a reason and with what is possible (rule R3)."""
    if outcome not in DECISIONS:
        raise NotPossible(outcome)
    challenge = _locked(challenge)
    if challenge.key == key:
        return challenge
    if challenge.state not in AWAITS_DECISION:
        raise AlreadyAnswered(challenge.state)
    due = None
    if outcome != State.REFUSED:
        due = _within_term(challenge, AnswerTo.CHALLENGE_PROPOSAL, now)
    _move(challenge, outcome, seen=seen, key=key, due=due)
    ChallengeDecision.objects.create(
        challenge=challenge,
        officer=by,
        outcome=outcome,
        decider=challenge.decider,
        reason=reason,
        possible=possible,
        at=now,
    )
    with translation.override(settings.LANGUAGE_CODE):
        label, can = str(outcome.label).capitalize(), _("Wat er wel kan:")
    words = f"{label}. {reason}\n\n{can} {possible}"
    return _told(verbs.CHALLENGE_DECIDED.name, challenge, by, Side.MUNICIPALITY, words)


@transaction.atomic
def object_to(
    challenge: Challenge, *, why: str, seen: int, key: UUID, by: User, now: datetime
) -> Challenge:
    """After a no or a partly the team asks a new decision, which has a date of its own."""
    challenge = _locked(challenge)
    if challenge.key == key:
        return challenge
    due = _within_term(challenge, AnswerTo.CHALLENGE_ANEW, now)
    _move(challenge, State.OBJECTED, seen=seen, key=key, due=due)
    last = challenge.decisions.order_by("pk").last()
    assert last, "what was refused was decided"
    last.objection, last.objected_by, last.objected_at = why, by, now
    last.save(update_fields=["objection", "objected_by", "objected_at"])
    _give_officer(challenge.initiative, now)
    return _told(verbs.CHALLENGE_OBJECTED.name, challenge, by, Side.TEAM, why)


@transaction.atomic
def propose(
    challenge: Challenge,
    *,
    agreed: Sequence[Agreed],
    evaluate_on: date,
    seen: int,
    key: UUID,
    by: User,
    now: datetime,
) -> Challenge:
    """The agreements on money and quality, and when both look back; the team says whether it is
    so, and takes the time that it needs."""
    challenge = _locked(challenge)
    if challenge.key == key:
        return challenge
    challenge.proposed_at, challenge.evaluate_on = now, evaluate_on
    _move(challenge, State.PROPOSED, seen=seen, key=key, due=None)
    challenge.agreements.all().delete()  # a proposal that the team sent back
    ChallengeAgreement.objects.bulk_create(
        [ChallengeAgreement(challenge=challenge, **vars(one)) for one in agreed]
    )
    words = "\n".join(one.text for one in agreed)
    return _told(verbs.CHALLENGE_PROPOSED.name, challenge, by, Side.MUNICIPALITY, words)


@transaction.atomic
def agree(challenge: Challenge, *, seen: int, key: UUID, by: User, now: datetime) -> Challenge:
    """The team confirms; the date to look back stands from now on."""
    challenge = _locked(challenge)
    if challenge.key == key:
        return challenge
    day = challenge.evaluate_on
    challenge.agreed_at = now
    _move(challenge, State.AGREED, seen=seen, key=key, due=end_of(day) if day else None)
    words = "\n".join(one.text for one in challenge.agreements.all())
    return _told(verbs.CHALLENGE_AGREED.name, challenge, by, Side.TEAM, words)


@transaction.atomic
def send_back(
    challenge: Challenge, *, changes: str, seen: int, key: UUID, by: User, now: datetime
) -> Challenge:
    """The team wants other agreements: the municipality makes a new proposal, before a new date."""
    challenge = _locked(challenge)
    if challenge.key == key:
        return challenge
    last = challenge.decisions.order_by("pk").last()
    if challenge.state != State.PROPOSED or last is None:
        raise AlreadyAnswered(challenge.state)
    due = _within_term(challenge, AnswerTo.CHALLENGE_PROPOSAL, now)
    _move(challenge, State(last.outcome), seen=seen, key=key, due=due)
    return _told(verbs.CHALLENGE_RETURNED.name, challenge, by, Side.TEAM, changes)


@transaction.atomic
def look_back(
    challenge: Challenge,
    *,
    text: str,
    side: ChallengeAgreement.Side,
    seen: int,
    key: UUID,
    by: User,
    now: datetime,
) -> Challenge:
    """The words of one side, next to those of the other; the first words of a side stand."""
    challenge = _locked(challenge)
    if challenge.key == key:
        return challenge
    given = ChallengeEvaluation.objects.filter(challenge=challenge)
    sides = {one.side: one for one in given}
    if side in sides and sides[side].key == key:
        return challenge
    if challenge.state != State.AGREED or side in sides:
        raise AlreadyAnswered(challenge.state)
    ChallengeEvaluation.objects.create(
        challenge=challenge, side=side, author=by, text=text, key=key, at=now
    )
    # The other side may write at the same moment: that is no colleague who was first.
    is_of_municipality = side == ChallengeAgreement.Side.MUNICIPALITY
    if sides:
        _move(challenge, State.EVALUATED, seen=challenge.version, key=key, due=None)
    elif is_of_municipality:
        challenge.due_at = None  # it owes nothing more
        challenge.save(update_fields=["due_at"])
    speaks = Side.MUNICIPALITY if is_of_municipality else Side.TEAM
    return _told(verbs.CHALLENGE_EVALUATED.name, challenge, by, speaks, text)


@transaction.atomic
def withdraw(
    challenge: Challenge, *, words: str, seen: int, key: UUID, by: User, now: datetime
) -> Challenge:
    """The team stops; the initiative itself goes on as it was (rule R1)."""
    challenge = _locked(challenge)
    if challenge.key == key or challenge.state == State.WITHDRAWN:
        return challenge
    challenge.withdrawn_at = now
    # Whatever the municipality did meanwhile, the team may stop.
    _move(challenge, State.WITHDRAWN, seen=challenge.version, key=key, due=None)
    return _told(verbs.CHALLENGE_WITHDRAWN.name, challenge, by, Side.TEAM, words)


@transaction.atomic
def remind(challenge: Challenge, *, now: datetime) -> Event | None:
    """As of a review: two working days before, on the day, and when it is late; each once."""
    challenge = _locked(challenge)
    if not challenge.runs or challenge.due_at is None:
        return None
    event = activity.record_due(
        verbs.CHALLENGE_DUE,
        challenge.initiative,
        key=f"{challenge.pk}:{challenge.state}",
        due_at=challenge.due_at,
        neighbourhood=challenge.initiative.neighbourhood,
        now=now,
    )
    if event:
        emails.challenge_due(event, challenge)
    return event


def to_remind(now: datetime) -> list[Challenge]:
    """Those on which the municipality is due within two weeks, or was; `remind` looks again."""
    return list(Challenge.objects.due_before(now + timedelta(days=14)).order_by("due_at", "pk"))


def _locked(challenge: Challenge) -> Challenge:
    challenges = Challenge.objects.select_for_update(of=("self",))
    return challenges.select_related(
        "initiative__neighbourhood__municipality", "initiative__review__officer"
    ).get(pk=challenge.pk)


def _give_officer(initiative: Initiative, now: datetime) -> None:
    """Who answers here now: the officer of then may have left."""
    review = Review.objects.select_for_update(of=("self",)).get(initiative=initiative)
    today = timezone.localdate(now)
    review.officer = officer_for(initiative.neighbourhood, today=today, keep=review.officer)
    review.save(update_fields=["officer"])


def _move(
    challenge: Challenge, to: ChallengeState, *, seen: int, key: UUID, due: datetime | None
) -> None:
    """Check and change a locked challenge: the only lines that set `state`, but for `ask`.

    `seen` is the version that who pressed had in front of them. Raises AlreadyAnswered when
    somebody was first.
    """
    if challenge.version != seen or to not in NEXT_OF_CHALLENGE[State(challenge.state)]:
        raise AlreadyAnswered(f"{challenge.state} → {to}, {challenge.version}, seen {seen}")
    challenge.state, challenge.due_at = to, due
    challenge.version, challenge.key = challenge.version + 1, key
    challenge.save()


def _told(verb: str, challenge: Challenge, by: User, side: Side, words: str) -> Challenge:
    event = _record(verb, challenge, by, side, words)
    if side == Side.MUNICIPALITY:
        activity.read_about(
            challenge.initiative, verbs.CHALLENGE_FOR_OFFICER, by=by, now=timezone.now()
        )
    emails.challenge(event, challenge)
    return challenge


def _record(verb: str, challenge: Challenge, by: User, side: Side, words: str) -> Event:
    return activity.record(
        verb,
        challenge.initiative,
        by=by,
        side=side,
        neighbourhood=challenge.initiative.neighbourhood,
        public=True,
        words=words,
        anchor="#uitdaagrecht",
    )


def _within_term(challenge: Challenge, kind: AnswerTo, now: datetime) -> datetime:
    return due_at(now, term(challenge.initiative.neighbourhood.municipality, kind))
