"""Two initiatives go on as one, and everything is kept (O116)."""

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from partners.actions import agreements, members

from .. import emails, verbs
from ..models import (
    Challenge,
    Initiative,
    InitiativeAgreement,
    InitiativeParty,
    Offer,
    Participant,
    Proposal,
    Resemblance,
    Support,
    SupportRequest,
    WithinReach,
)
from ..states import HelpState, NotPossible, ProposalState, StillRuns, Visibility
from . import finding, obstacles, reviews

PEOPLE: tuple[type[Model], ...] = (Support, Participant, WithinReach)


@transaction.atomic
def merge(goes: Initiative, *, into: Initiative, by: User) -> Initiative:
    """`goes` goes on `into` the other: everybody who was with it is with that one, once.

    Its page stays as it was, to read: what was written there, its story, photos and answers. What
    the municipality still owes is owed to the one that stays, not later than promised. Callers hold
    a lock on both. Raises NotPossible for what is not public, StillRuns while a request for a task
    of the municipality runs.
    """
    if goes.pk == into.pk or not (goes.is_public and into.is_public):
        raise NotPossible("not two that everybody sees")
    if Challenge.objects.running().filter(initiative=goes).exists():
        raise StillRuns
    goes.visibility, goes.merged_into = Visibility.MERGED, into
    goes.save(update_fields=["visibility", "merged_into"])
    goes.merged.update(merged_into=into)
    _move_people(goes, into)
    _move_parties(goes, into)
    _move_resemblances(goes, into)
    _move_help(goes, into, by)
    Proposal.objects.open().of(goes).update(
        state=ProposalState.WITHDRAWN, ended_by=by, ended_at=timezone.now()
    )
    reviews.take_over(into.review, goes.review)
    finding.index([goes])
    _record(goes, into, by)
    return into


def bring_along() -> int:
    """Who pressed in the same moment in which two went on as one, and was left behind; how many
    initiatives that concerned. Doing it again changes nothing."""
    left = Q()
    for model in PEOPLE:
        left |= Q(Exists(model._default_manager.filter(initiative=OuterRef("pk"))))
    found = list(Initiative.objects.filter(left, merged_into__isnull=False))
    for goes in found:
        assert goes.merged_into
        with transaction.atomic():
            _move_people(goes, goes.merged_into)
    return len(found)


def _move_people(goes: Initiative, into: Initiative) -> None:
    for model in PEOPLE:
        _move(model, goes, into)
    activity.move_follows(goes, into)
    members.move(goes.team, into=into.team)


def _move(model: type[Model], goes: Initiative, into: Initiative) -> None:
    """Rows of people; who is in both stays once, with what they said to the one that stays."""
    rows = model._default_manager.filter(initiative=goes)
    there = model._default_manager.filter(initiative=into).values("person")
    rows.filter(person__in=there).delete()
    rows.update(initiative=into)


def _move_parties(goes: Initiative, into: Initiative) -> None:
    """Who joined it joins the other, and where its team joined the team of the other does."""
    own = Q(organisation__in=[goes.team_id, into.team_id])
    InitiativeParty.objects.filter(own, initiative__in=[goes, into]).delete()
    known = InitiativeParty.objects.filter(initiative=into).values("organisation")
    InitiativeParty.objects.filter(initiative=goes).exclude(organisation__in=known).update(
        initiative=into
    )
    joined = InitiativeParty.objects.filter(organisation=into.team).values("initiative")
    InitiativeParty.objects.filter(organisation=goes.team).exclude(initiative__in=joined).update(
        organisation=into.team
    )
    InitiativeParty.objects.filter(Q(initiative=goes) | Q(organisation=goes.team)).delete()


def _move_resemblances(goes: Initiative, into: Initiative) -> None:
    both = [goes.pk, into.pk]
    Resemblance.objects.filter(initiative__in=both, other__in=both).delete()
    known = Resemblance.objects.filter(initiative=into).values("other")
    Resemblance.objects.filter(initiative=goes).exclude(other__in=known).update(initiative=into)
    known_to = Resemblance.objects.filter(other=into).values("initiative")
    Resemblance.objects.filter(other=goes).exclude(initiative__in=known_to).update(other=into)
    Resemblance.objects.filter(Q(initiative=goes) | Q(other=goes)).delete()


def _move_help(goes: Initiative, into: Initiative, by: User) -> None:
    """What was asked, offered and promised goes along; who offers to themselves offers nothing."""
    for model in (SupportRequest, Offer, InitiativeAgreement):
        model._default_manager.filter(initiative=goes).update(initiative=into)
    teams = [goes.team_id, into.team_id]
    Offer.objects.open().filter(initiative=into, organisation__in=teams).update(
        state=HelpState.WITHDRAWN, answered_by=by, answered_at=timezone.now()
    )
    agreements.move(goes.team, into=into.team, about_url=into.short_url)
    obstacles.move_met(goes, into)


def _record(goes: Initiative, into: Initiative, by: User) -> None:
    """The neighbourhood reads one line; the page that stands still has its own."""
    event = activity.record(
        verbs.MERGED_HERE.name,
        into,
        by=by,
        side=Side.TEAM,
        neighbourhood=into.neighbourhood,
        public=True,
        anchor="#samen",
    )
    activity.record(
        verbs.MERGED_INTO.name,
        goes,
        by=by,
        side=Side.TEAM,
        neighbourhood=None,
        public=True,
    )
    emails.merged(event, goes, into)
