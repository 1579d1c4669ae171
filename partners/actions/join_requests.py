"""Somebody asks to come into an organisation; its contact says yes, or kindly no."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side

from .. import emails, verbs
from ..models import JoinRequest, Member, Organisation
from ..states import NotPossible, RequestState
from . import members
from .organisations import record


@transaction.atomic
def ask(
    organisation: Organisation, words: str, *, key: UUID, by: User, now: datetime
) -> JoinRequest:
    """Who asked already and waits keeps that request. Raises NotPossible for a member."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    mine = JoinRequest.objects.filter(organisation=organisation, person=by)
    asked = mine.filter(key=key).first() or mine.filter(state=RequestState.ASKED).first()
    if asked:
        return asked
    if Member.objects.filter(organisation=organisation, person=by).exists():
        raise NotPossible("is a member")
    asked = JoinRequest.objects.create(
        organisation=organisation, person=by, words=words, key=key, asked_at=now
    )
    event = record(verbs.JOIN_ASKED.name, organisation, by=by, side=Side.RESIDENT, public=False)
    emails.join_asked(event, asked)
    return asked


@transaction.atomic
def accept(asked: JoinRequest, *, by: User, now: datetime) -> JoinRequest:
    """Raises NotPossible for what was decided otherwise, or taken back."""
    asked = _locked(asked)
    if asked.state == RequestState.ACCEPTED:
        return asked
    _decide(asked, RequestState.ACCEPTED, by=by, now=now)
    _member, is_new = members.let_in(asked.organisation, asked.person, now=now)
    if is_new:
        event = record(verbs.MEMBER_JOINED.name, asked.organisation, by=asked.person)
        emails.members_changed(event, asked.organisation, teller=by)
        emails.join_answered(event, asked)
    _read(asked, by, now)
    return asked


@transaction.atomic
def decline(asked: JoinRequest, answer: str, *, by: User, now: datetime) -> JoinRequest:
    """For the asker alone; nobody else learns of it. Raises NotPossible."""
    asked = _locked(asked)
    if asked.state == RequestState.DECLINED:
        return asked
    asked.answer = answer
    _decide(asked, RequestState.DECLINED, by=by, now=now)
    event = record(verbs.JOIN_DECLINED.name, asked.organisation, by=by, public=False)
    emails.join_answered(event, asked)
    _read(asked, by, now)
    return asked


@transaction.atomic
def withdraw(asked: JoinRequest, *, by: User, now: datetime) -> None:
    """Nothing happens to what is decided."""
    asked = _locked(asked)
    if asked.is_open:
        _decide(asked, RequestState.WITHDRAWN, by=by, now=now)
        record(
            verbs.JOIN_WITHDRAWN.name, asked.organisation, by=by, side=Side.RESIDENT, public=False
        )


def _locked(asked: JoinRequest) -> JoinRequest:
    """The organisation first, as everything that changes who belongs to it."""
    Organisation.objects.select_for_update().get(pk=asked.organisation_id)
    return (
        JoinRequest.objects.select_for_update(of=("self",))
        .select_related("organisation__neighbourhood", "organisation__municipality", "person")
        .get(pk=asked.pk)
    )


def _decide(asked: JoinRequest, state: RequestState, *, by: User, now: datetime) -> None:
    if not asked.is_open:
        raise NotPossible(f"{asked.state} → {state}")
    asked.state, asked.decided_by, asked.decided_at = state, by, now
    asked.save(update_fields=["state", "answer", "decided_by", "decided_at"])


def _read(asked: JoinRequest, by: User, now: datetime) -> None:
    """The message that asked for it has been read."""
    waiting = JoinRequest.objects.filter(
        organisation=asked.organisation_id, state=RequestState.ASKED
    )
    if not waiting.exists():
        activity.read_about(asked.organisation, {verbs.JOIN_ASKED.name}, by=by, now=now)
