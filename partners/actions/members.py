"""Who belongs to an organisation: asked in, come and gone. Callers have checked who may."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User

from .. import joining
from ..models import Invitation, JoinRequest, Member, Organisation
from ..states import RequestState

FOR_ONE = timedelta(days=30)  # how long an invitation by mail lets somebody in
LINK = timedelta(days=90)
KEPT = timedelta(days=30)  # after it is over, for who opens it late to read why


class NotInvited(Exception):
    """The invitation is over, or for somebody else."""


class LastMember(Exception):
    """An organisation never ends up without anybody."""


@transaction.atomic
def invite(
    organisation: Organisation, email: str, *, by: User, now: datetime
) -> tuple[Invitation, bool]:
    """Ask one person; whether that is new. Who was asked already and has not come yet keeps that
    invitation."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    email = email.lower()
    asked = organisation.invitations.open(now).filter(email=email).first()
    if asked:
        return asked, False
    made = Invitation.objects.create(
        organisation=organisation, email=email, by=by, made_at=now, ends_at=now + FOR_ONE
    )
    return made, True


@transaction.atomic
def share_link(organisation: Organisation, *, by: User, now: datetime) -> tuple[Invitation, bool]:
    """The one link that lets in whom the members give it to; whether it is new."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    shared = organisation.invitations.open(now).links().first()
    if shared:
        return shared, False
    made = Invitation.objects.create(
        organisation=organisation, by=by, made_at=now, ends_at=now + LINK
    )
    return made, True


def withdraw(invitation: Invitation, *, now: datetime) -> bool:
    """False for one that was over already."""
    still_open = Invitation.objects.open(now).filter(pk=invitation.pk)
    return bool(still_open.update(withdrawn_at=now))


@transaction.atomic
def accept(invitation: Invitation, *, by: User, now: datetime) -> tuple[Member, bool]:
    """Become a member; whether that is new. Who is a member already stays one, and uses up nothing.

    Raises NotInvited.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    member = Member.objects.filter(organisation=invitation.organisation_id, person=by).first()
    if member:
        return member, False
    if invitation.state(now) != Invitation.State.OPEN:
        raise NotInvited(invitation.state(now))
    if invitation.email and invitation.email != (by.email or "").lower():
        raise NotInvited("for somebody else")
    if invitation.email:
        invitation.used_at = now
        invitation.save(update_fields=["used_at"])
    return let_in(invitation.organisation, by, now=now)


@transaction.atomic
def let_in(organisation: Organisation, person: User, *, now: datetime) -> tuple[Member, bool]:
    """Become a member, by whichever way; a request that still waited is answered with it."""
    member, is_new = Member.objects.get_or_create(organisation=organisation, person=person)
    if is_new:
        waiting = JoinRequest.objects.filter(organisation=organisation, person=person)
        waiting.filter(state=RequestState.ASKED).update(state=RequestState.ACCEPTED, decided_at=now)
        _keep_a_contact(organisation.pk)
        joining.came_in(member)
    return member, is_new


@transaction.atomic
def leave(organisation: Organisation, *, by: User) -> bool:
    """False for who is no member. Raises LastMember for who would leave nobody behind."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    mine = Member.objects.filter(organisation=organisation, person=by)
    if not mine.exists():
        return False
    if not _who_can_act(organisation.pk).exclude(person=by).exists():
        raise LastMember
    mine.delete()
    _keep_a_contact(organisation.pk)
    return True


@transaction.atomic
def make_contact(organisation: Organisation, person: User) -> bool:
    """Hand on who is spoken to first; False for who is it already, or no member."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    members = Member.objects.filter(organisation=organisation)
    if not members.filter(person=person, is_contact=False).exists():
        return False
    members.update(is_contact=False)
    members.filter(person=person).update(is_contact=True)
    return True


@transaction.atomic
def move(team: Organisation, *, into: Organisation) -> None:
    """Who belongs to `team` belongs to the other as well; who was asked in is asked into that."""
    there = Member.objects.filter(organisation=into).values("person")
    new = _who_can_act(team.pk).exclude(person__in=there).order_by("pk")
    Member.objects.bulk_create(Member(organisation=into, person=one.person) for one in new)
    _keep_a_contact(into.pk)
    team.invitations.for_one().update(organisation=into)
    team.invitations.links().delete()


def forget_invitations(now: datetime) -> int:
    """Delete what has long been over, addresses with it; returns how many."""
    return Invitation.objects.over_since(now - KEPT).delete()[0]


def _who_can_act(organisation: int) -> QuerySet[Member]:
    return Member.objects.filter(organisation=organisation, person__erased_at=None)


def _keep_a_contact(organisation: int) -> None:
    """The one who is a member longest, when who was it has gone."""
    members = _who_can_act(organisation)
    if not members.filter(is_contact=True).exists():
        Member.objects.filter(organisation=organisation).update(is_contact=False)
        if first := members.order_by("pk").first():
            Member.objects.filter(pk=first.pk).update(is_contact=True)
