from activity.actions import notify
from activity.models import Event

from ..models import Phase, Process
from ..selections.hearing import concerned, taking_part


def begun(event: Event, process: Process) -> None:
    """Who has a part in what it is about, and the builders."""
    notify(event, concerned(process), "participation/email/process_begun.txt", process=process)


def phase_opened(event: Event, phase: Phase) -> None:
    people = taking_part(phase.process)
    notify(
        event, people, "participation/email/phase_opened.txt", process=phase.process, phase=phase
    )


def closed(event: Event, process: Process) -> None:
    """What came of it: who gave something, and who follows."""
    people = taking_part(process)
    notify(event, people, "participation/email/process_closed.txt", process=process)
