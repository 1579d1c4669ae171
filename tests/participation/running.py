"""A process that runs in a neighbourhood, asked by its municipality."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from accounts.models import User
from participation.actions import inputs, processes
from participation.actions.inputs import Said
from participation.models import Input, InputAnswer, Phase, Process
from participation.states.processes import PhaseKind
from partners.actions.organisations import municipality_organisation
from partners.models import Organisation
from tests.factories import ProcessFactory, UserFactory
from tests.partners.conftest import Place, make_place

NOW = datetime(2026, 5, 4, 20, tzinfo=ZoneInfo("Europe/Amsterdam"))


@dataclass(frozen=True)
class Running:
    place: Place
    process: Process
    town: Organisation

    @property
    def path(self) -> str:
        return self.process.get_absolute_url()

    def phase(self, kind: PhaseKind = PhaseKind.PREPARATION) -> Phase:
        return self.process.phases.get(kind=kind)


def running() -> Running:
    place = make_place()
    town = municipality_organisation(place.neighbourhood.municipality)
    process = ProcessFactory(
        neighbourhood=place.neighbourhood,
        asked_by=town,
        begun_by=place.coordinator,
        title="Het plein",
    )
    return Running(place, process, town)


def say(running: Running, person: User | None = None, **more: Any) -> Input:
    """A wish of a new person, unless it is somebody's."""
    said = Said(**{"kind": "wish", "words": "Een bankje in de schaduw"} | more)
    return inputs.give(running.process, said, key=uuid4(), by=person or UserFactory(), now=NOW)


def answer(running: Running, given: Input, seen: int = 0, **more: Any) -> InputAnswer:
    fields = {"done": "done", "reason": "Het bankje staat er.", "possible": ""} | more
    return inputs.answer(given, seen=seen, by=running.place.officer, now=NOW, **fields)


def go_on(running: Running, kind: PhaseKind, **more: Any) -> Process:
    fields = {"report": "", "explanation": ""} | more
    return processes.open_next(
        running.process, running=kind, by=running.place.coordinator, now=NOW, **fields
    )


def to_the_end(running: Running) -> None:
    for kind in (PhaseKind.PREPARATION, PhaseKind.IMPLEMENTATION):
        go_on(running, kind, explanation="Het was haastwerk.")


def close(running: Running, **more: Any) -> Process:
    fields = {"outcome": "Het plein is af.", "learned": "Eerder beginnen.", "explanation": ""}
    return processes.close(running.process, by=running.place.coordinator, now=NOW, **fields | more)
