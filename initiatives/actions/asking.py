"""A team asks one person one thing (rule R8). Callers have checked who may."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from partners.actions import assets
from partners.models import Asset

from .. import emails, verbs
from ..models import Ask, SupportRequest
from ..models.asking import askable
from ..states import AskState, NotPossible
from . import requests

KEPT = timedelta(days=365)


class OneAtATime(NotPossible):
    """Somebody else was asked the same, and can still answer."""


@dataclass(frozen=True)
class Message:
    """What a team writes to one person: texts and days that the form has checked."""

    text: str
    due_on: date
    words: str
    until: date


@transaction.atomic
def ask(
    request: SupportRequest, asset: Asset, message: Message, *, key: UUID, by: User, now: datetime
) -> Ask:
    """They get one message. The same `key` is the same one.

    Two teams that ask one person at once wait for each other here, so that nobody is asked more
    often than they said. Raises OneAtATime, and NotPossible for who may not be asked this.
    """
    request = _locked_request(request.pk)
    known = Ask.objects.filter(key=key).first()
    if known:
        return known
    for late in Ask.objects.over(now).filter(request=request).select_related("person"):
        late.request = request
        _end(late, now)
    if not request.is_open:
        raise NotPossible(request.state)
    if Ask.objects.open().filter(request=request).exists():
        raise OneAtATime
    assert asset.person_id, "only people are asked"
    User.objects.select_for_update().get(pk=asset.person_id)
    rows = askable(request, now).select_for_update(of=("self",)).select_related("person")
    found = rows.filter(pk=asset.pk).first()
    if found is None or found.person is None:
        raise NotPossible("may not be asked this")
    made = Ask.objects.create(
        request=request,
        asset=found,
        person=found.person,
        **vars(message),
        key=key,
        by=by,
        at=now,
    )
    event = _record(verbs.PERSON_ASKED.name, made, by, Side.TEAM)
    emails.person_asked(event, made)
    return made


@transaction.atomic
def say_yes(ask: Ask, *, now: datetime) -> Ask:
    """Who was asked promises it: the agreement that both have read.

    Raises NotPossible once the day has passed, or the team has it or needs it no longer.
    """
    ask = _locked(ask)
    if ask.state == AskState.YES:
        return ask
    if not ask.is_open or Ask.objects.over(now).filter(pk=ask.pk).exists():
        raise NotPossible(ask.state)
    ask.agreement = requests.promised_by_person(
        ask.request, ask.text, due_on=ask.due_on, key=ask.key, by=ask.person, now=now
    )
    _set(ask, AskState.YES, now)
    return ask


@transaction.atomic
def say_rather_not(ask: Ask, *, now: datetime) -> Ask:
    """Without a reason (rule R3), by whoever has the link; the team can ask somebody else."""
    ask = _locked(ask)
    if ask.is_open:
        _set(ask, AskState.RATHER_NOT, now)
        event = _record(verbs.ASK_DECLINED.name, ask, ask.person, Side.RESIDENT)
        emails.ask_ended(event, ask)
    return ask


@transaction.atomic
def ask_me_nothing(ask: Ask, *, now: datetime) -> Ask:
    """No to this, and to whatever else one would be asked because of the same asset."""
    if ask.asset:
        assets.ask_nothing(ask.asset, by=ask.person)
    return say_rather_not(ask, now=now)


@transaction.atomic
def withdraw(ask: Ask, *, by: User, now: datetime) -> Ask:
    """The team does not need it any more. Raises NotPossible when there was an answer before."""
    ask = _locked(ask)
    if ask.state == AskState.WITHDRAWN:
        return ask
    if not ask.is_open:
        raise NotPossible(ask.state)
    _set(ask, AskState.WITHDRAWN, now)
    event = _record(verbs.ASK_WITHDRAWN.name, ask, by, Side.TEAM)
    emails.ask_withdrawn(event, ask)
    return ask


def to_end(now: datetime) -> list[Ask]:
    """Open, and over; `end` looks at each again."""
    return list(Ask.objects.over(now).order_by("pk"))


@transaction.atomic
def end(ask: Ask, *, now: datetime) -> None:
    """Nobody is reminded (rule R8): it passes, and one side hears so, once."""
    ask = _locked(ask)
    if Ask.objects.over(now).filter(pk=ask.pk).exists():
        _end(ask, now)


def forget(now: datetime) -> int:
    """What was asked a year ago; an agreement that came of it stands by itself."""
    return Ask.objects.filter(at__lte=now - KEPT).exclude(state=AskState.ASKED).delete()[0]


def _end(ask: Ask, now: datetime) -> None:
    """In a transaction that has locked its request."""
    if ask.request.is_open:
        _set(ask, AskState.PASSED, now)
        event = _record(verbs.ASK_PASSED.name, ask, None, Side.PLATFORM)
        emails.ask_ended(event, ask)
    else:
        _set(ask, AskState.WITHDRAWN, now)
        event = _record(verbs.ASK_WITHDRAWN.name, ask, None, Side.PLATFORM)
        emails.ask_withdrawn(event, ask)


def _locked(ask: Ask) -> Ask:
    """First its request, as `ask` does: so no two wait for each other."""
    request = _locked_request(ask.request_id)
    rows = Ask.objects.select_for_update(of=("self",)).select_related("person", "asset")
    ask = rows.get(pk=ask.pk)
    ask.request = request
    return ask


def _locked_request(pk: int) -> SupportRequest:
    rows = SupportRequest.objects.select_for_update(of=("self",))
    return rows.select_related("initiative__neighbourhood", "initiative__team").get(pk=pk)


def _set(ask: Ask, state: AskState, now: datetime) -> None:
    """The only line of code that sets `state`."""
    ask.state, ask.ended_at = state, now
    ask.save(update_fields=["state", "ended_at", "agreement"])


def _record(verb: str, ask: Ask, by: User | None, side: Side) -> Event:
    """Between the two; what was written is in no history."""
    initiative = ask.request.initiative
    return activity.record(
        verb,
        initiative,
        by=by,
        side=side,
        neighbourhood=initiative.neighbourhood,
        public=False,
        url=ask.get_absolute_url(),
    )
