"""Two teams act together, or go on as one (O116). Nobody but they decide that (rule R1)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from partners.permissions import is_member

from .. import emails, verbs
from ..models import Initiative, InitiativeParty, Proposal
from ..states import AlreadyAnswered, NotPossible, ProposalKind, ProposalState
from .merging import merge


@transaction.atomic
def propose(
    asker: Initiative, asked: Initiative, kind: ProposalKind, *, words: str, key: UUID, by: User
) -> Proposal:
    """To the other team, which hears of it; who is in both has said yes already.

    One proposal is open at a time between two, whoever made it: that one is given back. Raises
    NotPossible for what is not public, for an initiative itself, and for two that are in different
    neighbourhoods and would go on as one.
    """
    both = Initiative.objects.locked_pair(asker, asked)
    _check(both, kind)
    known = Proposal.objects.filter(key=key).first() or _open_between(both)
    if known:
        return known
    proposal = Proposal.objects.create(
        asker=asker, asked=asked, kind=kind, words=words, key=key, by=by
    )
    if is_member(by, asked.team_id):
        return accept(proposal, words="", by=by)
    event = _record(verbs.PROPOSED.name, asked, by, public=False)
    emails.proposed(event, proposal)
    return proposal


@transaction.atomic
def accept(proposal: Proposal, *, words: str, by: User) -> Proposal:
    """The team that was asked says yes: from now on it is so, in public.

    Raises AlreadyAnswered when it ended otherwise in between, NotPossible when one of both is not
    there any more, StillRuns while a request for a task of the municipality stands in the way.
    """
    both = Initiative.objects.locked_pair(proposal.asker, proposal.asked)
    proposal = _locked(proposal)
    if proposal.state == ProposalState.ACCEPTED:
        return proposal
    _check(both, ProposalKind(proposal.kind))
    proposal = _end(proposal, ProposalState.ACCEPTED, words, by)
    if proposal.goes:
        merge(proposal.goes, into=proposal.stays, by=by)
    else:
        _act_together(both, by)
    if proposal.by_id != by.pk:
        _tell_end(proposal, by)
    return proposal


@transaction.atomic
def decline(proposal: Proposal, *, words: str, by: User) -> Proposal:
    """ "Liever niet" needs no reason from residents (rule R3). Raises AlreadyAnswered."""
    proposal = _locked(proposal)
    if proposal.state != ProposalState.DECLINED:
        proposal = _end(proposal, ProposalState.DECLINED, words, by)
        _tell_end(proposal, by)
    return proposal


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User) -> Proposal:
    """Raises AlreadyAnswered when the other team was first."""
    proposal = _locked(proposal)
    if proposal.state != ProposalState.WITHDRAWN:
        proposal = _end(proposal, ProposalState.WITHDRAWN, "", by)
        _record(verbs.PROPOSAL_ENDED.name, proposal.asker, by, public=False)
    return proposal


@transaction.atomic
def part(initiative: Initiative, other: Initiative, *, by: User, now: datetime) -> bool:
    """They act together no longer; False when they did not."""
    both = Initiative.objects.locked_pair(initiative, other)
    teams = [one.team_id for one in both]
    rows = InitiativeParty.objects.standing().filter(initiative__in=both, organisation__in=teams)
    if not rows.update(ended_at=now):
        return False
    for one in both:
        _record(verbs.APART.name, one, by, public=True)
    return True


def _act_together(both: list[Initiative], by: User) -> None:
    """Each team is a party of the other initiative."""
    for one, other in (both, reversed(both)):
        InitiativeParty.objects.update_or_create(
            initiative=one, organisation=other.team, defaults={"ended_at": None}
        )
        event = _record(verbs.TOGETHER.name, one, by, public=True)
        emails.together(event, one, other)


def _check(both: list[Initiative], kind: ProposalKind) -> None:
    if len(both) != 2 or not all(one.is_public for one in both):
        raise NotPossible("not two that everybody sees")
    if kind != ProposalKind.TOGETHER and both[0].neighbourhood_id != both[1].neighbourhood_id:
        raise NotPossible("different neighbourhoods")


def _open_between(both: list[Initiative]) -> Proposal | None:
    return Proposal.objects.open().filter(asker__in=both, asked__in=both).first()


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",))
    return rows.select_related("asker__neighbourhood", "asked__neighbourhood").get(pk=proposal.pk)


def _end(proposal: Proposal, state: ProposalState, words: str, by: User) -> Proposal:
    if proposal.state != ProposalState.OPEN:
        raise AlreadyAnswered(proposal.state)
    proposal.state, proposal.answer = state, words
    proposal.ended_by, proposal.ended_at = by, timezone.now()
    proposal.save(update_fields=["state", "answer", "ended_by", "ended_at"])
    return proposal


def _tell_end(proposal: Proposal, by: User) -> None:
    """Whose team made it hears what became of it."""
    event = _record(verbs.PROPOSAL_ENDED.name, proposal.asker, by, public=False)
    emails.proposal_ended(event, proposal)


def _record(verb: str, initiative: Initiative, by: User, *, public: bool) -> Event:
    return activity.record(
        verb,
        initiative,
        by=by,
        side=Side.TEAM,
        neighbourhood=initiative.neighbourhood,
        public=public,
        anchor="#samen",
    )
