"""What a page shows of the sort of an initiative."""

from partners.models import Member

from ..models import Challenge, Experiment, Initiative
from ..states import Kind

# On the page of an initiative these come along with its team, in a query that is there anyhow.
BESIDE_TEAM = {
    Kind.EXPERIMENT: "organisation__initiative__experiment",
    Kind.CHALLENGE: "organisation__initiative__challenge",
}


def experiment_of(initiative: Initiative, members: list[Member]) -> Experiment | None:
    """`members` are those of `team_of`: asks nothing where there are any."""
    if initiative.kind != Kind.EXPERIMENT or not members:
        return None
    found = getattr(members[0].organisation.initiative, "experiment", None)
    return found if isinstance(found, Experiment) else None


def challenge_of(initiative: Initiative, members: list[Member]) -> Challenge | None:
    if initiative.kind != Kind.CHALLENGE or not members:
        return None
    found = getattr(members[0].organisation.initiative, "challenge", None)
    return found if isinstance(found, Challenge) else None
