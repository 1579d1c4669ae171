"""A process as its pages show it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.text import capfirst

from goals.models import Goal
from goals.states import FEWEST_VOICES, GoalState
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from partners.models import Agreement
from partners.selections.agreements import Line, lines
from partners.states import Kind

from ..models import Input, Phase, PhaseAgreement, Process, Round, RuleDone, RulePhoto
from ..models.process import ProcessQuerySet
from ..states.processes import (
    INPUT_ICONS,
    SEVERAL,
    InputKind,
    People,
    PhaseKind,
    PhaseState,
    PlaceKind,
)
from ..states.rules import RULES

ORDER = [str(one) for one in PhaseKind]
MOST_AGREEMENTS = 30  # on the page of a process
MOST_CHOICES = 200  # initiatives among which one chooses


class PhaseLine(NamedTuple):
    kind: str
    label: str
    state: str
    state_label: str
    icon: str
    begins_on: date | None
    ends_on: date | None
    report: str
    explanation: str
    agreements: list[Line]

    @property
    def is_open(self) -> bool:
        return self.state == PhaseState.OPEN


class KindCount(NamedTuple):
    """How many wishes, ideas or objections there are, and how many have an answer."""

    kind: str
    label: str
    icon: str
    number: int
    answered: int


class Reach(NamedTuple):
    """Where people were spoken to and what kinds of people they were; `people` is 0 and `kinds`
    is empty where it would be of fewer than five. `not_yet` are the other kinds (O5)."""

    places: list[str]
    kinds: list[str]
    not_yet: list[str]
    people: int

    @property
    def number(self) -> int:
        return len(self.places)


class RuleLine(NamedTuple):
    key: str
    words: str
    said: str
    photo: RulePhoto | None


class RuleList(NamedTuple):
    kind: str
    label: str
    rules: list[RuleLine]
    done: int


class Card(NamedTuple):
    """A process in a list."""

    pk: int
    title: str
    url: str
    subject: str
    say: str
    who: str
    phase: str
    ends_on: date | None
    is_closed: bool


STATE_ICONS = {
    PhaseState.COMING: "hourglass",
    PhaseState.OPEN: "arrow-right",
    PhaseState.DONE: "circle-check",
}


def in_order(phases: Iterable[Phase]) -> list[Phase]:
    return sorted(phases, key=lambda one: ORDER.index(one.kind))


def cards(processes: Sequence[Process]) -> list[Card]:
    """One query, for the phases of all."""
    running = {
        phase.process_id: phase
        for phase in Phase.objects.filter(
            process__in=[one.pk for one in processes], state=PhaseState.OPEN
        )
    }
    return [_card(one, running.get(one.pk)) for one in processes]


def _card(process: Process, phase: Phase | None) -> Card:
    return Card(
        process.pk,
        process.title,
        process.get_absolute_url(),
        process.subject,
        capfirst(process.get_say_display()),
        process.asked_by.name,
        capfirst(phase.get_kind_display()) if phase else "",
        phase.ends_on if phase else None,
        process.is_closed,
    )


def listed(place: Neighbourhood) -> ProcessQuerySet:
    return Process.objects.in_neighbourhood(place).select_related("asked_by")


# --- Agreements


def _of_phases(phases: Sequence[Phase]) -> Q:
    """One that was renewed goes on in another row, which leads to the phase by its address."""
    linked = PhaseAgreement.objects.filter(phase__in=[one.pk for one in phases])
    return Q(pk__in=linked.values("agreement")) | Q(about_url__in=[one.address for one in phases])


def open_agreements(phase: Phase) -> bool:
    """Whether something that was agreed in it still runs."""
    here = Agreement.objects.filter(neighbourhood=phase.process.neighbourhood_id)
    return here.running().filter(_of_phases([phase])).exists()


def agreed(phases: Sequence[Phase], *, now: datetime) -> dict[str, list[Line]]:
    """By kind of phase, first due first; one query."""
    if not phases:
        return {}
    place = phases[0].process.neighbourhood_id
    linked = PhaseAgreement.objects.filter(agreement=OuterRef("pk")).values("phase")
    found = Agreement.objects.public().filter(_of_phases(phases), neighbourhood=place)
    by_key = {one.pk: one.kind for one in phases}
    by_address = {one.address: one.kind for one in phases}
    rows: dict[str, list[Agreement]] = {}
    for one in found.annotate(of_phase=Subquery(linked)).for_list()[:MOST_AGREEMENTS]:
        kind = by_key.get(vars(one)["of_phase"]) or by_address[one.about_url]
        rows.setdefault(kind, []).append(one)
    return {kind: lines(some, now=now) for kind, some in rows.items()}


def phase_lines(phases: Sequence[Phase], *, now: datetime) -> list[PhaseLine]:
    promised = agreed(phases, now=now)
    return [
        PhaseLine(
            kind=one.kind,
            label=capfirst(one.get_kind_display()),
            state=one.state,
            state_label=capfirst(one.get_state_display()),
            icon=STATE_ICONS[PhaseState(one.state)],
            begins_on=one.begins_on,
            ends_on=one.ends_on,
            report=one.report,
            explanation=one.explanation,
            agreements=promised.get(one.kind, []),
        )
        for one in phases
    ]


# --- What came in


def has_residents(process: Process) -> bool:
    """A resident gave something, or people were spoken to: what rule R5 looks at."""
    given = Input.objects.public().filter(process=process, is_resident=True)
    return given.exists() or Round.objects.filter(process=process).exists()


def open_objections(process: Process) -> int:
    """How many wait for an answer; what is hidden by the house rules waits for none."""
    return Input.objects.public().objections().unanswered().filter(process=process).count()


def counts(process: Process) -> list[KindCount]:
    """One query."""
    rows = Input.objects.public().filter(process=process).order_by().values_list("kind")
    found = {
        kind: (number, answered)
        for kind, number, answered in rows.annotate(number=Count("pk"), answered=Count("answer"))
    }
    return [
        KindCount(kind, str(SEVERAL[kind]), INPUT_ICONS[kind], *found.get(kind, (0, 0)))
        for kind in InputKind
    ]


# --- Reach


def reach(process: Process) -> Reach:
    """One query."""
    return reach_of(list(Round.objects.filter(process=process).order_by("day", "pk")))


def reach_of(rounds: Sequence[Round]) -> Reach:
    places: dict[tuple[str, str], str] = {}
    kinds: dict[str, int] = {}
    for one in rounds:
        name = one.where or str(PlaceKind(one.place).label)
        places.setdefault((one.place, one.where.casefold()), name)
        for kind in one.people:
            kinds[kind] = kinds.get(kind, 0) + one.number
    people = sum(one.number for one in rounds)
    known = [kind for kind in People if kinds.get(kind, 0) >= FEWEST_VOICES]
    return Reach(
        places=list(places.values()),
        kinds=[str(kind.label) for kind in known],
        not_yet=[str(kind.label) for kind in People if kind not in known],
        people=people if people >= FEWEST_VOICES else 0,
    )


# --- Rules of thumb


def rules_of(phases: Sequence[Phase]) -> list[RuleList]:
    """One query; `photo` comes with it."""
    rows = RuleDone.objects.filter(phase__in=[one.pk for one in phases]).select_related("photo")
    done = {(one.phase_id, one.rule): one for one in rows}
    return [_rule_list(phase, done) for phase in phases]


def _rule_list(phase: Phase, done: dict[tuple[int, str], RuleDone]) -> RuleList:
    lines_of = []
    for rule in RULES[PhaseKind(phase.kind)]:
        one = done.get((phase.pk, rule.key))
        photo = getattr(one, "photo", None) if one else None
        lines_of.append(RuleLine(rule.key, str(rule.words), one.words if one else "", photo))
    return RuleList(
        phase.kind,
        capfirst(phase.get_kind_display()),
        lines_of,
        sum(bool(line.said) for line in lines_of),
    )


# --- What one chooses from


def goals_here(place: Neighbourhood) -> list[Goal]:
    found = Goal.objects.shown().filter(plan__neighbourhood=place)
    wanted = found.filter(state__in=[GoalState.CHOSEN, GoalState.PROPOSED])
    return list(wanted.select_related("plan").order_by("-plan__year", "place", "pk"))


def initiatives_here(place: Neighbourhood) -> list[Initiative]:
    found = Initiative.objects.public().in_neighbourhood(place).newest_first()
    return list(found.only("title")[:MOST_CHOICES])


def objections_waiting(places: Iterable[int]) -> QuerySet[Input]:
    """Without an answer, in these neighbourhoods, of processes that the municipality asks; those
    that wait longest first."""
    found = (
        Input.objects.public()
        .objections()
        .unanswered()
        .filter(
            process__neighbourhood__in=list(places),
            process__neighbourhood__is_public=True,
            process__closed_at=None,
            process__asked_by__kind=Kind.MUNICIPALITY,
        )
    )
    return found.select_related("process").order_by("at", "pk")
