"""What was agreed, and whether it is kept (rule R4). Callers have checked who may."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.models import Neighbourhood
from neighbourhoods.working_days import end_of

from .. import emails, verbs
from ..models import Agreement, Organisation, Party
from ..states import NEXT_OF_AGREEMENT, AgreementState, NotPossible, Overtaken
from .organisations import side_of

State = AgreementState
AT_ONCE = 200


@transaction.atomic
def agree(
    text: str,
    *,
    maker: Party,
    receiver: Party,
    due_on: date,
    neighbourhood: Neighbourhood,
    key: UUID,
    by: User,
    officer: User | None = None,
    about_url: str = "",
    is_public: bool = True,
    renewal_of: Agreement | None = None,
) -> Agreement:
    """Both sides have said yes to this line; both hear of it. The same `key` is the same one.

    Raises NotPossible for an agreement of somebody with themselves.
    """
    known = Agreement.objects.filter(key=key).first()
    if known:
        return known
    if maker == receiver:
        raise NotPossible("with nobody else")
    agreement = Agreement.objects.create(
        text=text,
        maker=maker.organisation,
        maker_person=maker.person,
        receiver=receiver.organisation,
        receiver_person=receiver.person,
        officer=officer,
        due_on=due_on,
        neighbourhood=neighbourhood,
        about_url=about_url,
        is_public=is_public,
        renewal_of=renewal_of,
        key=key,
    )
    if renewal_of is None:
        event = _record(verbs.AGREED.name, agreement, by, words=text)
        emails.agreement(event, agreement)
    return agreement


@transaction.atomic
def claim(agreement: Agreement, *, seen: int, by: User, now: datetime) -> Agreement:
    """Its maker says that it was kept; its receiver is asked. Raises Overtaken."""
    agreement = _move(agreement, State.CLAIMED, seen=seen, by=by)
    agreement.claimed_at = now
    agreement.save(update_fields=["claimed_at"])
    event = _record(verbs.AGREEMENT_CLAIMED.name, agreement, by, public=False)
    emails.agreement_claimed(event, agreement)
    return agreement


@transaction.atomic
def confirm(agreement: Agreement, *, seen: int, by: User, now: datetime) -> Agreement:
    """Its receiver says so too: kept. Raises Overtaken."""
    agreement = _end(agreement, State.KEPT, seen=seen, by=by, now=now)
    event = _record(verbs.AGREEMENT_KEPT.name, agreement, by)
    emails.agreement(event, agreement)
    return agreement


@transaction.atomic
def dispute(agreement: Agreement, words: str, *, seen: int, by: User) -> Agreement:
    """Its receiver misses something: it runs on. Raises Overtaken."""
    agreement = _move(agreement, State.DISPUTED, seen=seen, by=by, words=words)
    event = _record(verbs.AGREEMENT_DISPUTED.name, agreement, by, words=words)
    emails.agreement(event, agreement, asks=True)
    return agreement


@transaction.atomic
def break_off(
    agreement: Agreement, *, words: str, possible: str, seen: int, by: User, now: datetime
) -> Agreement:
    """It will not be kept. Raises NotPossible where a professional party gives no reason, or does
    not say what is possible (rule R3), and Overtaken."""
    if agreement.maker_party.is_professional and not (words and possible):
        raise NotPossible("without a reason")
    agreement = _end(
        agreement, State.BROKEN, seen=seen, by=by, now=now, words=words, possible=possible
    )
    event = _record(verbs.AGREEMENT_BROKEN.name, agreement, by, words=words)
    emails.agreement(event, agreement)
    return agreement


@transaction.atomic
def renew(
    agreement: Agreement, due_on: date, *, words: str, key: UUID, seen: int, by: User, now: datetime
) -> Agreement:
    """A new date, and why: this one ends, and the one that is given back goes on.

    Raises NotPossible without a reason or for a date that is no later, and Overtaken.
    """
    known = Agreement.objects.filter(key=key).first()
    if known:
        return known
    if not words or due_on <= agreement.due_on:
        raise NotPossible("no reason, or no later date")
    old = _end(agreement, State.RENEWED, seen=seen, by=by, now=now, words=words)
    new = agree(
        old.text,
        maker=old.maker_party,
        receiver=old.receiver_party,
        due_on=due_on,
        neighbourhood=old.neighbourhood,
        key=key,
        by=by,
        officer=old.officer,
        about_url=old.about_url,
        is_public=old.is_public,
        renewal_of=old,
    )
    event = _record(verbs.AGREEMENT_RENEWED.name, new, by, words=words)
    emails.agreement(event, new)
    return new


@transaction.atomic
def put_first(agreement: Agreement, *, first: bool, by: User) -> Agreement:
    """A coordinator says that it comes before new promises (O26), or not any more."""
    agreement = _locked(agreement)
    if agreement.is_first != first and agreement.runs:
        agreement.is_first = first
        agreement.save(update_fields=["is_first"])
        verb = verbs.AGREEMENT_FIRST if first else verbs.AGREEMENT_NOT_FIRST
        event = _record(verb.name, agreement, by, side=Side.MUNICIPALITY)
        emails.agreement(event, agreement)
    return agreement


def remind_all(now: datetime) -> int:
    """Each maker once before the date, once on it, and once when it has passed; in batches, so
    that memory stays as it is. Returns how many were told."""
    return sum(remind(agreement, now=now) is not None for agreement in _to_remind(now))


@transaction.atomic
def remind(agreement: Agreement, *, now: datetime) -> Event | None:
    """Whoever looked at it before may have it stale: kept or renewed in between."""
    agreement = _locked(agreement)
    if agreement.state not in {State.OPEN, State.DISPUTED}:
        return None
    event = activity.record_due(
        verbs.AGREEMENT_DUE,
        agreement,
        key=str(agreement.pk),
        due_at=end_of(agreement.due_on),
        neighbourhood=agreement.neighbourhood,
        now=now,
    )
    if event:
        emails.agreement_due(event, agreement)
    return event


@transaction.atomic
def hand_over(
    officer: User, successor: User, neighbourhood: Neighbourhood, *, words: str = ""
) -> int:
    """What the municipality promised stays promised, on the same date, with another officer."""
    held = Agreement.objects.held_by(officer).filter(neighbourhood=neighbourhood)
    return held.update(officer=successor)


def show_those_of(team: Organisation, *, public: bool) -> None:
    """They are hidden and shown with the initiative of a team (house rules)."""
    Agreement.objects.of(team).update(is_public=public)


def move(team: Organisation, *, into: Organisation, about_url: str) -> None:
    """What was promised to a team is promised to the one in which it goes on, and the same the
    other way; what they promised each other ends with it, and stays with the first."""
    both = [team.pk, into.pk]
    rows = Agreement.objects.exclude(maker__in=both, receiver__in=both)
    rows.filter(maker=team).update(maker=into, about_url=about_url)
    rows.filter(receiver=team).update(receiver=into, about_url=about_url)


def _to_remind(now: datetime) -> Iterator[Agreement]:
    """Due within two weeks, or past; a batch at a time."""
    soon = timezone.localdate(now) + timedelta(days=14)
    waiting = Agreement.objects.filter(
        state__in=[State.OPEN, State.DISPUTED], due_on__lte=soon
    ).order_by("pk")
    last = 0
    while batch := list(waiting.filter(pk__gt=last)[:AT_ONCE]):
        yield from batch
        last = batch[-1].pk


def _locked(agreement: Agreement) -> Agreement:
    rows = Agreement.objects.select_for_update(of=("self",))
    return rows.select_related(
        "neighbourhood", "maker", "receiver", "maker_person", "receiver_person", "officer"
    ).get(pk=agreement.pk)


def _move(
    agreement: Agreement, to: State, *, seen: int, by: User, words: str = "", possible: str = ""
) -> Agreement:
    """Check and change it: the only lines of code that set `state`. The same press again finds it
    done, and raises Overtaken as well: the page says how it stands."""
    agreement = _locked(agreement)
    if agreement.version != seen or to not in NEXT_OF_AGREEMENT[State(agreement.state)]:
        raise Overtaken(f"{agreement.state} → {to}")
    agreement.state, agreement.words, agreement.possible = to, words, possible
    agreement.version += 1
    agreement.save(update_fields=["state", "words", "possible", "version"])
    activity.read_about(
        agreement, [verb.name for verb in verbs.AGREEMENTS], by=by, now=timezone.now()
    )
    return agreement


def _end(
    agreement: Agreement,
    to: State,
    *,
    seen: int,
    by: User,
    now: datetime,
    words: str = "",
    possible: str = "",
) -> Agreement:
    agreement = _move(agreement, to, seen=seen, by=by, words=words, possible=possible)
    agreement.ended_at = now
    agreement.save(update_fields=["ended_at"])
    return agreement


def _record(
    verb: str,
    agreement: Agreement,
    by: User,
    *,
    words: str = "",
    public: bool = True,
    side: Side | None = None,
) -> Event:
    return activity.record(
        verb,
        agreement,
        by=by,
        side=side or _side_of(agreement, by),
        neighbourhood=agreement.neighbourhood,
        public=public and agreement.is_public,
        words=words,
    )


def _side_of(agreement: Agreement, by: User) -> Side:
    """For whom they act: the side of which they are."""
    mine = Agreement.objects.made_by(by).filter(pk=agreement.pk).exists()
    party = agreement.maker_party if mine else agreement.receiver_party
    return side_of(party.organisation) if party.organisation else Side.RESIDENT
