"""Wishes, ideas and objections of people, what was done with them, and where people were heard.

Callers have checked who may. Who gives something stands in no history.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Flag
from goals.states import Refused
from partners.actions.judging import judge
from partners.states import TooMany, Visibility

from .. import emails
from ..models import Input, InputAnswer, Process, Round
from ..states.processes import InputKind
from ..verbs import processes as verbs
from .processes import locked, record, running_phase

MOST, WITHIN = 10, timedelta(hours=1)  # of one person
KIND = Input._meta.model_name or ""


@dataclass(frozen=True)
class Said:
    """`for_whom`: who writes it down for another says for whom, without a name."""

    kind: str
    words: str
    for_whom: str = ""
    is_resident: bool = True


@dataclass(frozen=True)
class Heard:
    """Where people were spoken to, how many, and what kinds of people."""

    day: date
    place: str
    number: int
    where: str = ""
    people: Sequence[str] = ()


@transaction.atomic
def give(process: Process, said: Said, *, key: UUID, by: User, now: datetime) -> Input:
    """Public at once. The same `key` is the same one. Raises Refused: `closed`; and TooMany."""
    process = locked(process.pk)
    known = Input.objects.filter(key=key, person=by).first()
    if known:
        return known
    phase = running_phase(process)
    if Input.objects.filter(person=by, at__gt=now - WITHIN).count() >= MOST:
        raise TooMany
    free = uuid4() if Input.objects.filter(key=key).exists() else key
    given = Input.objects.create(
        process=process, phase=phase, person=by, at=now, key=free, **vars(said)
    )
    activity.follow(process, by=by)
    if given.kind == InputKind.OBJECTION:
        event = activity.record(
            verbs.INPUT_GIVEN.name,
            process,
            by=None,  # who gave it stands in no history
            side=Side.PLATFORM,
            neighbourhood=process.neighbourhood,
            public=False,
        )
        emails.inputs.objected(event, given)
    return given


@transaction.atomic
def answer(
    given: Input, *, done: str, reason: str, possible: str, seen: int, by: User, now: datetime
) -> InputAnswer:
    """What was done with it; it can be changed until the process ends. `seen` is the version that
    somebody had in front of them, 0 without an answer.

    Raises Refused: `closed`, `overtaken`.
    """
    process = locked(given.process_id)
    given = Input.objects.select_related("person").get(pk=given.pk)
    given.process = process
    known = InputAnswer.objects.filter(input=given).first()
    same = known and (known.done, known.reason, known.possible) == (done, reason, possible)
    if known and same:
        return known
    if process.is_closed:
        raise Refused("closed")
    if (known.version if known else 0) != seen:
        raise Refused("overtaken")
    answered, _is_new = InputAnswer.objects.update_or_create(
        input=given,
        defaults={
            "done": done,
            "reason": reason,
            "possible": possible,
            "version": seen + 1,
            "by": by,
            "at": now,
        },
    )
    event = record(verbs.INPUT_ANSWERED, process, by=by, public=False)
    emails.inputs.answered(event, given, answered)
    return answered


@transaction.atomic
def take_away(given: Input, *, by: User) -> None:
    """One's own words can always be taken away; the answer goes with them."""
    activity.close_flags(KIND, given.pk, decision=Flag.Decision.GONE, by=by)
    locked(given.process_id)
    Input.objects.filter(pk=given.pk).delete()


def hide(given: Input, reason: str, *, by: User) -> Input:
    """By the house rules, with a reason for who gave it."""
    return _judge(given, Visibility.HIDDEN, reason, by=by)


def show(given: Input, *, by: User) -> Input:
    return _judge(given, Visibility.PUBLIC, "", by=by)


@transaction.atomic
def hear(process: Process, heard: Heard, *, key: UUID, by: User, now: datetime) -> Round:
    """The same `key` is the same one. Raises Refused: `closed`."""
    process = locked(process.pk)
    known = Round.objects.filter(key=key).first()
    if known:
        return known
    if process.is_closed:
        raise Refused("closed")
    texts = vars(heard) | {"people": sorted(heard.people)}
    made = Round.objects.create(process=process, by=by, at=now, key=key, **texts)
    record(verbs.PEOPLE_HEARD, process, by=by, public=False)
    return made


@transaction.atomic
def forget_round(process: Process, key: int) -> None:
    """What was written down by mistake. Raises Refused: `closed`."""
    if locked(process.pk).is_closed:
        raise Refused("closed")
    Round.objects.filter(process=process, pk=key).delete()


def _judge(given: Input, to: Visibility, reason: str, *, by: User) -> Input:
    def tell(judged: Input) -> None:
        verb = verbs.INPUT_SHOWN if judged.is_public else verbs.INPUT_HIDDEN
        event = activity.record(
            verb.name,
            judged,
            by=by,
            side=Side.MUNICIPALITY,
            neighbourhood=judged.process.neighbourhood,
            public=False,
            words=reason,
        )
        emails.inputs.judged(event, judged)

    return judge(given, to, reason, by=by, locked=_locked, tell=tell)


def _locked(given: Input) -> Input:
    locked(given.process_id)
    rows = Input.objects.select_for_update(of=("self",)).select_related("process__neighbourhood")
    return rows.get(pk=given.pk)
