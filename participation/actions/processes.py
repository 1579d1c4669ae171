"""A process begins, goes from phase to phase, and ends. Callers have checked who may.

Every step locks the process: who gives input, answers it, opens a phase or closes waits here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.models import Event
from activity.verbs import Verb
from core import making
from core.photos import sweep_orphans
from goals.models import Goal
from goals.states import Refused
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from outbox.actions import nudge
from partners.actions.agreements import agree as make_agreement
from partners.actions.organisations import side_of
from partners.models import Agreement, Organisation, Party
from partners.states import Kind

from .. import emails
from ..models import Phase, PhaseAgreement, Process, RuleDone, RulePhoto
from ..selections.processes import has_residents, open_agreements, open_objections
from ..states.processes import NEXT_OF_PHASE, PhaseKind, PhaseState
from ..states.rules import rule_of
from ..verbs import processes as verbs

ORDER = [str(one) for one in PhaseKind]


@dataclass(frozen=True)
class Plan:
    """What the form has checked; `days` are the first and the last one by kind of phase."""

    title: str
    subject: str
    asked_by: Organisation
    say: str
    say_words: str
    days: Mapping[str, tuple[date | None, date | None]]
    fixed: str = ""
    fixed_why: str = ""
    goal: Goal | None = None
    initiative: Initiative | None = None

    @property
    def texts(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "days"}


@dataclass(frozen=True)
class Promise:
    """One line: `maker` does it for `receiver`, by `due_on`."""

    text: str
    maker: Organisation
    receiver: Organisation
    due_on: date


@transaction.atomic
def begin(place: Neighbourhood, plan: Plan, *, key: UUID, by: User, now: datetime) -> Process:
    """Its first phase runs at once. The same `key` is the same one."""
    process, is_new = Process.objects.get_or_create(
        key=key, defaults={"neighbourhood": place, "begun_by": by, "begun_at": now} | plan.texts
    )
    if not is_new:
        return process
    first = ORDER[0]
    for kind in ORDER:
        begins, ends = plan.days.get(kind, (None, None))
        Phase.objects.create(
            process=process,
            kind=kind,
            state=PhaseState.OPEN if kind == first else PhaseState.COMING,
            opened_at=now if kind == first else None,
            begins_on=begins,
            ends_on=ends,
        )
    emails.processes.begun(record(verbs.PROCESS_BEGUN, process, by=by), process)
    return process


@transaction.atomic
def change(process: Process, plan: Plan, *, seen: int, by: User) -> Process:
    """What is as it was is no event. Raises Refused: `closed`, or `overtaken` when somebody changed
    it after `seen`."""
    process = locked(process.pk)
    if process.is_closed:
        raise Refused("closed")
    if process.version != seen:
        raise Refused("overtaken")
    changed = [name for name, value in plan.texts.items() if getattr(process, name) != value]
    for name in changed:
        setattr(process, name, plan.texts[name])
    moved = [
        phase
        for phase in process.phases.all()
        if (phase.begins_on, phase.ends_on) != plan.days.get(phase.kind, (None, None))
    ]
    for phase in moved:
        phase.begins_on, phase.ends_on = plan.days.get(phase.kind, (None, None))
        phase.save(update_fields=["begins_on", "ends_on"])
    if changed or moved:
        process.version += 1
        process.save(update_fields=[*changed, "version"])
        record(verbs.PROCESS_CHANGED, process, by=by)
    return process


@transaction.atomic
def open_next(
    process: Process, *, running: str, report: str, explanation: str, by: User, now: datetime
) -> Process:
    """The phase `running` is done, and the one after it opens; a second press finds it open.

    Raises Refused: `closed`; `last`; `agreements` while some of this phase run and nothing is
    reported of them (O27); `residents` when it leaves the preparation without any, and nothing
    explains it (rule R5).
    """
    process = locked(process.pk)
    if process.is_closed:
        raise Refused("closed")
    phases = {phase.kind: phase for phase in process.phases.all()}
    if running not in phases or running == ORDER[-1]:
        raise Refused("last")
    done, following = phases[running], phases[ORDER[ORDER.index(running) + 1]]
    if PhaseState.DONE not in NEXT_OF_PHASE[PhaseState(done.state)]:
        return process
    done.process = following.process = process
    if not report and open_agreements(done):
        raise Refused("agreements")
    if running == PhaseKind.PREPARATION and not (explanation or has_residents(process)):
        raise Refused("residents")
    done.state, done.done_at = PhaseState.DONE, now
    done.report, done.explanation = report, explanation
    done.save(update_fields=["state", "done_at", "report", "explanation"])
    following.state, following.opened_at = PhaseState.OPEN, now
    following.save(update_fields=["state", "opened_at"])
    event = record(verbs.PHASE_OPENED, process, by=by)
    emails.processes.phase_opened(event, following)
    return process


@transaction.atomic
def close(
    process: Process, *, outcome: str, learned: str, explanation: str, by: User, now: datetime
) -> Process:
    """For good; a second press finds it closed. Raises Refused: `phases` before the last phase,
    `objections` while one has no answer (O47), `residents` without any and without an explanation
    (rule R5)."""
    process = locked(process.pk)
    if process.is_closed:
        return process
    last = process.phases.get(kind=ORDER[-1])
    if last.state != PhaseState.OPEN:
        raise Refused("phases")
    if open_objections(process):
        raise Refused("objections")
    if not (explanation or has_residents(process)):
        raise Refused("residents")
    last.state, last.done_at = PhaseState.DONE, now
    last.save(update_fields=["state", "done_at"])
    process.outcome, process.learned, process.explanation = outcome, learned, explanation
    process.closed_at = now
    process.version += 1
    process.save(update_fields=["outcome", "learned", "explanation", "closed_at", "version"])
    emails.processes.closed(record(verbs.PROCESS_CLOSED, process, by=by), process)
    return process


@transaction.atomic
def promise(process: Process, what: Promise, *, key: UUID, by: User) -> Agreement:
    """An agreement of the phase that runs; both sides hear. The same `key` is the same one.

    Raises Refused: `closed`; and partners.states.NotPossible for a promise to oneself.
    """
    process = locked(process.pk)
    phase = running_phase(process)
    agreement = make_agreement(
        what.text,
        maker=Party(what.maker),
        receiver=Party(what.receiver),
        due_on=what.due_on,
        neighbourhood=process.neighbourhood,
        key=uuid5(key, f"process/{process.pk}"),
        by=by,
        officer=by if what.maker.kind == Kind.MUNICIPALITY else None,
        about_url=phase.address,
    )
    PhaseAgreement.objects.get_or_create(agreement=agreement, defaults={"phase": phase})
    return agreement


def tick(
    phase: Phase,
    rule: str,
    words: str,
    *,
    photo: File[Any] | None = None,
    drop_photo: bool = False,
    by: User,
    now: datetime,
) -> RuleDone | None:
    """What was done for a rule of thumb; without words it is as if nothing was.

    Raises Refused: `closed`, `rule` for one that there is not.
    """
    stored = RulePhoto() if photo and words else None
    if stored and photo:
        stored.keep(photo)  # no file is written inside a transaction
    try:
        done, gone = _tick(phase, rule, words, photo=stored, drop=drop_photo, by=by, now=now)
    finally:
        if stored and stored._state.adding:
            stored.delete_files()
    for one in gone:
        one.delete_files()
    return done


@transaction.atomic
def _tick(
    phase: Phase,
    rule: str,
    words: str,
    *,
    photo: RulePhoto | None,
    drop: bool,
    by: User,
    now: datetime,
) -> tuple[RuleDone | None, list[RulePhoto]]:
    process = locked(phase.process_id)
    if process.is_closed:
        raise Refused("closed")
    if rule_of(phase.kind, rule) is None:
        raise Refused("rule")
    known = RuleDone.objects.filter(phase=phase, rule=rule).first()
    gone = list(RulePhoto.objects.filter(done=known)) if known else []
    if not words:
        if known:
            known.delete()
        return None, gone
    if known and known.words == words and not (photo or drop):
        return known, []
    done, is_new = RuleDone.objects.update_or_create(
        phase=phase, rule=rule, defaults={"words": words, "by": by, "at": now}
    )
    if photo or drop:
        RulePhoto.objects.filter(done=done).delete()
    if photo:
        photo.done = done
        photo.save()
        nudge("participation.tasks.make_photos")
    if is_new:
        record(verbs.RULE_DONE, process, by=by, public=False)
    return done, gone if photo or drop else []


def make_photo(now: datetime) -> bool:
    """Make the first photo ready that waits; False if none does."""
    return making.make_one(RulePhoto, now)


def forget_photos(now: datetime) -> int:
    """Photos that no row knows."""
    return sweep_orphans(RulePhoto, now)


def locked(key: int) -> Process:
    rows = Process.objects.select_for_update(of=("self",))
    return rows.select_related(
        "neighbourhood__municipality", "asked_by", "initiative", "goal__plan"
    ).get(pk=key)


def running_phase(process: Process) -> Phase:
    """Of a locked process. Raises Refused: `closed`."""
    phase = process.phases.filter(state=PhaseState.OPEN).first()
    if process.is_closed or phase is None:
        raise Refused("closed")
    phase.process = process
    return phase


def record(verb: Verb, process: Process, *, by: User, public: bool = True) -> Event:
    return activity.record(
        verb.name,
        process,
        by=by,
        side=side_of(process.asked_by),
        neighbourhood=process.neighbourhood,
        public=public,
    )
