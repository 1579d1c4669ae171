from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People, coordinators
from partners.models import Member, Organisation
from partners.selections.hearing import members
from partners.states import Kind

from ..models import BudgetProposal, BudgetRound


def to_check(event: Event, round_: BudgetRound) -> None:
    """Who checks has work until a day."""
    people = _checkers(round_)
    notify(event, people, "participation/email/budget_to_check.txt", asks=True, round=round_)


def voting(event: Event, round_: BudgetRound) -> None:
    """The teams, of which the proposals are on the ballot; nobody is mailed to vote (rule R8)."""
    people = _teams(round_)
    notify(event, people, "participation/email/budget_voting.txt", round=round_)


def counted(event: Event, round_: BudgetRound) -> None:
    """All teams that had a proposal on the ballot, and who runs the round."""
    people = [*coordinators(round_.neighbourhood), *_teams(round_)]
    notify(event, people, "participation/email/budget_counted.txt", round=round_)


def judged(event: Event, proposal: BudgetProposal) -> None:
    """Its team; where the cost is another one, it waits for them."""
    assert proposal.initiative is not None
    notify(
        event,
        _members([proposal.initiative.team_id]),
        "participation/email/budget_judged.txt",
        asks=proposal.other_cost is not None,
        proposal=proposal,
    )


def cost_answered(event: Event, proposal: BudgetProposal, *, agrees: bool) -> None:
    """Who checks looks again after a no."""
    notify(
        event,
        _checkers(proposal.round),
        "participation/email/budget_cost_answered.txt",
        asks=not agrees,
        proposal=proposal,
        agrees=agrees,
    )


def _checkers(round_: BudgetRound) -> People:
    """For the municipality who coordinates here; of an organisation its members."""
    checker: Organisation = round_.checker
    if checker.kind == Kind.MUNICIPALITY:
        return coordinators(round_.neighbourhood)
    return members(checker)


def _teams(round_: BudgetRound) -> People:
    found = BudgetProposal.objects.filter(round=round_).exclude(initiative=None).on_ballot()
    return _members(list(found.values_list("initiative__team", flat=True)))


def _members(teams: list[int]) -> People:
    found = Member.objects.filter(organisation__in=teams).still_here().select_related("person")
    return [(one.person, Reason.TEAM) for one in found.order_by("pk")]
