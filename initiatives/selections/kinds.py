"""What a page shows of the sort of an initiative."""

from ..models import Challenge, Experiment, Initiative
from ..states import Kind


def experiment_of(initiative: Initiative) -> Experiment | None:
    """Asks nothing of what is no experiment."""
    if initiative.kind != Kind.EXPERIMENT:
        return None
    return Experiment.objects.filter(initiative=initiative).first()


def challenge_of(initiative: Initiative) -> Challenge | None:
    """Asks nothing where there is no challenge."""
    if initiative.kind != Kind.CHALLENGE:
        return None
    return Challenge.objects.filter(initiative=initiative).first()
