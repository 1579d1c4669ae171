"""A focus group: people are invited, talk among themselves, and a summary is made public. Callers
have checked who may."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from goals.states import Refused
from neighbourhoods.models import Neighbourhood

from .. import emails, verbs
from ..models import FocusGroup, GroupInvitation, GroupMember, GroupMessage

FOR_ONE = timedelta(days=30)  # how long an invitation by mail lets somebody in
LINK = timedelta(days=90)
KEPT = timedelta(days=30)  # after it is over, for who opens it late to read why


class NotInvited(Exception):
    """The invitation is over, or for somebody else."""


@transaction.atomic
def begin(
    neighbourhood: Neighbourhood, title: str, about: str, *, key: UUID, by: User
) -> FocusGroup:
    group, _is_new = FocusGroup.objects.get_or_create(
        key=key,
        defaults={
            "neighbourhood": neighbourhood,
            "title": title,
            "about": about,
            "begun_by": by,
        },
    )
    return group


@transaction.atomic
def invite(group: FocusGroup, email: str, *, by: User, now: datetime) -> GroupInvitation:
    """One mail, also when somebody is asked twice. Raises Refused once it is closed."""
    group = _open(group)
    email = email.lower()
    asked = GroupInvitation.objects.open(now).filter(group=group, email=email).first()
    if asked is None:
        asked = GroupInvitation.objects.create(
            group=group, email=email, by=by, made_at=now, ends_at=now + FOR_ONE
        )
    emails.groups.invited(asked, group)
    return asked


@transaction.atomic
def share_link(group: FocusGroup, *, by: User, now: datetime) -> GroupInvitation:
    """The one link to give to people. Raises Refused once it is closed."""
    group = _open(group)
    shared = GroupInvitation.objects.open(now).filter(group=group, email="").first()
    return shared or GroupInvitation.objects.create(
        group=group, by=by, made_at=now, ends_at=now + LINK
    )


def withdraw(invitation: GroupInvitation, *, now: datetime) -> bool:
    """False for one that was over already."""
    still_open = GroupInvitation.objects.open(now).filter(pk=invitation.pk)
    return bool(still_open.update(withdrawn_at=now))


@transaction.atomic
def accept(invitation: GroupInvitation, *, by: User, now: datetime) -> GroupMember:
    """Who is in it already stays so, and uses up nothing. Raises NotInvited."""
    group = _locked(invitation.group)  # who closes it waits, or has closed it
    invitation = GroupInvitation.objects.select_for_update().get(pk=invitation.pk)
    member = GroupMember.objects.filter(group=group, person=by).first()
    if member:
        return member
    if group.is_closed or not invitation.is_open(now):
        raise NotInvited("over")
    if invitation.email and invitation.email != (by.email or "").lower():
        raise NotInvited("elsewhere")
    if invitation.email:
        invitation.used_at = now
        invitation.save(update_fields=["used_at"])
    member, _is_new = GroupMember.objects.get_or_create(group=group, person=by)
    return member


def leave(group: FocusGroup, *, by: User) -> None:
    GroupMember.objects.filter(group=group, person=by).delete()


@transaction.atomic
def say(group: FocusGroup, words: str, *, key: UUID, by: User) -> GroupMessage:
    """Raises Refused once it is closed."""
    group = _open(group)
    message, _is_new = GroupMessage.objects.get_or_create(
        key=key, defaults={"group": group, "person": by, "words": words}
    )
    return message


@transaction.atomic
def close(group: FocusGroup, summary: str, *, by: User, now: datetime) -> FocusGroup:
    """From now on everybody reads the summary, and the members alone what was said; a second press
    finds it done."""
    group = _locked(group)
    if group.is_closed:
        return group
    group.summary, group.closed_at = summary, now
    group.save(update_fields=["summary", "closed_at"])
    event = activity.record(
        verbs.polls.GROUP_CLOSED.name,
        group,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=group.neighbourhood,
        public=True,
        words=summary,
    )
    emails.groups.closed(event, group)
    return group


def forget(now: datetime) -> int:
    """Delete invitations that have long been over, addresses with them; returns how many."""
    return GroupInvitation.objects.over_since(now - KEPT).delete()[0]


def _open(group: FocusGroup) -> FocusGroup:
    group = _locked(group)
    if group.is_closed:
        raise Refused("closed")
    return group


def _locked(group: FocusGroup) -> FocusGroup:
    rows = FocusGroup.objects.select_for_update(of=("self",)).select_related("neighbourhood")
    return rows.get(pk=group.pk)
