"""Who belongs to an organisation with a page: what `members` does, told to whom it concerns.

A residents' team does the same on the pages of its initiative. Callers have checked who may.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User

from .. import emails, verbs
from ..models import Invitation, Member, Organisation
from . import members
from .organisations import record


@transaction.atomic
def invite(organisation: Organisation, email: str, *, by: User, now: datetime) -> Invitation:
    """Ask one person; they get one mail, also when they are asked twice."""
    invitation, _is_new = members.invite(organisation, email, by=by, now=now)
    emails.invited(invitation)
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, by: User, now: datetime) -> Member:
    """Raises members.NotInvited."""
    member, is_new = members.accept(invitation, by=by, now=now)
    if is_new:
        event = record(verbs.MEMBER_JOINED.name, invitation.organisation, by=by)
        emails.members_changed(event, invitation.organisation)
    return member


@transaction.atomic
def leave(organisation: Organisation, *, by: User) -> None:
    """Raises members.LastMember: who is alone finds a successor first."""
    if members.leave(organisation, by=by):
        event = record(verbs.MEMBER_LEFT.name, organisation, by=by)
        emails.members_changed(event, organisation)


@transaction.atomic
def make_contact(organisation: Organisation, person: User, *, by: User) -> None:
    if members.make_contact(organisation, person):
        event = record(verbs.MEMBER_CONTACT.name, organisation, by=person)
        emails.members_changed(event, organisation, teller=by)


@transaction.atomic
def tell(member: Member, *, role: str, hours: str) -> Member:
    """What somebody does there and when to find them, in their own words."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if (member.role, member.hours) == (role, hours):
        return member
    member.role, member.hours = role, hours
    member.save(update_fields=["role", "hours"])
    record(verbs.MEMBER_TOLD.name, member.organisation, by=member.person, public=False)
    return member
