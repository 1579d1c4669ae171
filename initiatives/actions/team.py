"""Who belongs to the team of an initiative. Callers have checked who may."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from partners.actions import members
from partners.models import Invitation, Member
from partners.permissions import is_member

from .. import emails, verbs
from ..models import Initiative, Participant


@transaction.atomic
def invite(initiative: Initiative, email: str, *, by: User, now: datetime) -> Invitation:
    """Ask one person into the team; they get one mail, also when they are asked twice."""
    invitation, is_new = members.invite(initiative.team, email, by=by, now=now)
    if is_new:
        _record_quietly(verbs.INVITED.name, initiative, by)
    emails.invited(invitation, initiative)
    return invitation


@transaction.atomic
def share_link(initiative: Initiative, *, by: User, now: datetime) -> Invitation:
    """The one link to share that lets people into the team."""
    invitation, is_new = members.share_link(initiative.team, by=by, now=now)
    if is_new:
        _record_quietly(verbs.LINK_SHARED.name, initiative, by)
    return invitation


@transaction.atomic
def withdraw(initiative: Initiative, invitation: Invitation, *, by: User, now: datetime) -> bool:
    """Of one person, or the link; False for what was over already."""
    was_open = members.withdraw(invitation, now=now)
    if was_open:
        _record_quietly(verbs.INVITATION_WITHDRAWN.name, initiative, by)
    return was_open


@transaction.atomic
def accept(initiative: Initiative, invitation: Invitation, *, by: User, now: datetime) -> Member:
    """Come into the team; the others hear who came. Raises members.NotInvited."""
    member, is_new = members.accept(invitation, by=by, now=now)
    if is_new:
        event = _record(verbs.JOINED_TEAM.name, initiative, by)
        emails.team_changed(event, initiative)
    return member


def come_in(member: Member) -> None:
    """Who comes into a team, by whichever way, hears of its initiative, and is more than a
    participant."""
    for initiative in Initiative.objects.filter(team=member.organisation_id):
        Participant.objects.filter(initiative=initiative, person=member.person).delete()
        activity.follow(initiative, by=member.person)


@transaction.atomic
def leave(initiative: Initiative, *, by: User) -> None:
    """Go out of the team. Raises members.LastMember: who is alone finds an heir first."""
    if members.leave(initiative.team, by=by):
        event = _record(verbs.LEFT_TEAM.name, initiative, by)
        emails.team_changed(event, initiative)


@transaction.atomic
def make_contact(initiative: Initiative, person: User, *, by: User) -> None:
    """Hand on who is spoken to first."""
    if members.make_contact(initiative.team, person):
        event = _record(verbs.NEW_CONTACT.name, initiative, person)
        emails.team_changed(event, initiative, teller=by)


def _record_quietly(verb: str, initiative: Initiative, by: User) -> None:
    """Not in the story, and without whom it is about. Where a team has left, the municipality
    looks for somebody."""
    activity.record(
        verb,
        initiative,
        by=by,
        side=Side.TEAM if is_member(by, initiative.team_id) else Side.MUNICIPALITY,
        neighbourhood=initiative.neighbourhood,
        public=False,
    )


def _record(verb: str, initiative: Initiative, who: User) -> Event:
    return activity.record(
        verb,
        initiative,
        by=who,
        side=Side.TEAM,
        neighbourhood=initiative.neighbourhood,
        public=True,
    )
