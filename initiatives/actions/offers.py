"""Somebody offers something to an initiative, and its team decides (rule R1)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from partners.actions import agreements
from partners.actions.organisations import side_of
from partners.models import Agreement, Party
from partners.permissions import is_member

from .. import emails, verbs
from ..models import Initiative, InitiativeAgreement, InitiativeParty, Offer, Slot, SupportRequest
from ..states import AlreadyAnswered, AskedOf, HelpState, NotPossible, PartyRole


@transaction.atomic
def make(
    initiative: Initiative,
    *,
    maker: Party,
    text: str,
    due_on: date | None,
    words: str,
    key: UUID,
    by: User,
    role: PartyRole | None = None,
    request: SupportRequest | None = None,
) -> Offer:
    """The team hears of it; nobody else does. The same `key` is the same offer.

    Raises NotPossible for who is in the team, or an organisation that is the team itself.
    """
    known = Offer.objects.filter(key=key).first()
    if known:
        return known
    if maker.organisation == initiative.team or (
        maker.person and is_member(maker.person, initiative.team_id)
    ):
        raise NotPossible("to oneself")
    offer = Offer.objects.create(
        initiative=initiative,
        request=request,
        organisation=maker.organisation,
        person=maker.person,
        role=role or "",
        text=text,
        due_on=due_on,
        words=words,
        key=key,
        by=by,
    )
    event = _record(verbs.OFFERED.name, offer, by, _side(offer), public=False)
    emails.offered(event, offer)
    return offer


@transaction.atomic
def accept(offer: Offer, *, words: str, by: User, now: datetime) -> Offer:
    """The team says yes: what was offered is agreed, and who wanted to join has joined.

    Raises AlreadyAnswered when it was declined or taken back in between.
    """
    offer = _locked(offer)
    if offer.state == HelpState.AGREED:
        return offer
    if not offer.is_open:
        raise AlreadyAnswered(offer.state)
    if offer.text and offer.due_on:
        offer.agreement = _agree(offer, offer.due_on, by)
    if offer.role and offer.organisation:
        InitiativeParty.objects.update_or_create(
            initiative=offer.initiative,
            organisation=offer.organisation,
            defaults={"role": offer.role, "ended_at": None},
        )
        _record(verbs.PARTY_JOINED.name, offer, by, Side.TEAM, public=True)
    _answer(offer, HelpState.AGREED, words, by, now)
    _answer_neighbours(offer, by, now)
    event = _record(verbs.OFFER_ACCEPTED.name, offer, by, Side.TEAM, public=bool(offer.text))
    emails.offer_answered(event, offer)
    return offer


@transaction.atomic
def talk(offer: Offer, *, words: str, by: User, now: datetime) -> Offer:
    """The team needs to talk about it, and answers later. Raises AlreadyAnswered."""
    offer = _locked(offer)
    if offer.state == HelpState.IN_CONVERSATION and offer.answer == words:
        return offer
    _answer(offer, HelpState.IN_CONVERSATION, words, by, now)
    event = _record(verbs.OFFER_TALKED.name, offer, by, Side.TEAM, public=False)
    emails.offer_answered(event, offer)
    return offer


@transaction.atomic
def decline(offer: Offer, *, words: str, by: User, now: datetime) -> Offer:
    """A team needs no reason (rule R3). Raises AlreadyAnswered."""
    offer = _locked(offer)
    if offer.state == HelpState.DECLINED:
        return offer
    _answer(offer, HelpState.DECLINED, words, by, now)
    event = _record(verbs.OFFER_DECLINED.name, offer, by, Side.TEAM, public=False)
    emails.offer_answered(event, offer)
    return offer


@transaction.atomic
def withdraw(offer: Offer, *, by: User, now: datetime) -> Offer:
    """Raises AlreadyAnswered when the team was first."""
    offer = _locked(offer)
    if offer.state == HelpState.WITHDRAWN:
        return offer
    _answer(offer, HelpState.WITHDRAWN, "", by, now)
    _record(verbs.OFFER_WITHDRAWN.name, offer, by, _side(offer), public=False)
    return offer


def _agree(offer: Offer, due_on: date, by: User) -> Agreement:
    initiative = offer.initiative
    agreement = agreements.agree(
        offer.text,
        maker=offer.maker,
        receiver=Party(initiative.team),
        due_on=due_on,
        neighbourhood=initiative.neighbourhood,
        key=offer.key,
        by=by,
        officer=offer.by if _side(offer) == Side.MUNICIPALITY else None,
        about_url=initiative.short_url,
        is_public=initiative.is_public,
    )
    InitiativeAgreement.objects.get_or_create(initiative=initiative, agreement=agreement)
    return agreement


def _answer_neighbours(offer: Offer, by: User, now: datetime) -> None:
    """What the team asked of the neighbours is answered by the offer that it accepts, but for
    hands at moments that are still to come."""
    asked = SupportRequest.objects.open().filter(offers=offer, asked_of=AskedOf.NEIGHBOURS)
    asked = asked.exclude(pk__in=Slot.objects.to_come(now).values("request"))
    SupportRequest.objects.filter(pk__in=list(asked.values_list("pk", flat=True))).update(
        state=HelpState.AGREED, answered_by=by, answered_at=now, agreement=offer.agreement
    )


def _locked(offer: Offer) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",)).select_related(
        "initiative__neighbourhood", "initiative__team", "organisation", "person", "by"
    )
    return rows.get(pk=offer.pk)


def _answer(offer: Offer, state: HelpState, words: str, by: User, now: datetime) -> None:
    """The only line of code that sets `state`."""
    if not offer.is_open:
        raise AlreadyAnswered(offer.state)
    offer.state, offer.answer = state, words
    offer.answered_by, offer.answered_at = by, now
    offer.save()


def _side(offer: Offer) -> Side:
    return side_of(offer.organisation) if offer.organisation else Side.RESIDENT


def _record(verb: str, offer: Offer, by: User, side: Side, *, public: bool) -> Event:
    """In public it leads to the initiative: the offer itself is between the two."""
    initiative = offer.initiative
    return activity.record(
        verb,
        initiative,
        by=by,
        side=side,
        neighbourhood=initiative.neighbourhood,
        public=public,
        words=offer.text if public else "",
        url="" if public else offer.get_absolute_url(),
    )
