"""Winners get their money: each is an agreement (rule R4), and what a team pays from it is public.
Callers have checked who may."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from activity.actions import Side
from core import making
from core.photos import sweep_orphans
from outbox.actions import nudge
from partners.actions.agreements import agree
from partners.actions.organisations import municipality_organisation
from partners.models import Party

from .. import verbs
from ..models import BudgetProposal, BudgetRound, Grant, Receipt, Spending
from ..money import euros
from ..states.budgets import BudgetRefused, ProposalState, RoundState
from .budgets import locked, moves
from .budgets import record as record_round
from .proposals import record


def line_of(proposal: BudgetProposal) -> str:
    """The agreement that it becomes, as both sides read it before; agreements have one language."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("%(amount)s voor “%(title)s”, uit het bewonersbudget") % {
            "amount": euros(proposal.cost),
            "title": proposal.name,
        }


@transaction.atomic
def grant(round_: BudgetRound, *, due_on: date, by: User) -> BudgetRound:
    """All winners in one press; each team hears of its agreement. Raises BudgetRefused."""
    round_ = locked(round_.pk)
    if not moves(round_, RoundState.GRANTED):
        return round_
    town = municipality_organisation(round_.neighbourhood.municipality)
    for one in winners(round_):
        assert one.initiative is not None
        agreement = agree(
            line_of(one)[:200],
            maker=Party(town),
            receiver=Party(one.initiative.team),
            due_on=due_on,
            neighbourhood=round_.neighbourhood,
            key=uuid5(round_.key, f"grant/{one.pk}"),
            by=by,
            officer=by,
            about_url=one.get_absolute_url(),
            is_public=one.initiative.is_public,
        )
        Grant.objects.create(proposal=one, agreement=agreement, amount=one.cost)
    record_round(verbs.budgets.BUDGET_GRANTED.name, round_, by=by)
    return round_


def winners(round_: BudgetRound) -> list[BudgetProposal]:
    """Of initiatives here, in the order in which they were chosen."""
    chosen = BudgetProposal.objects.filter(round=round_, state=ProposalState.CHOSEN)
    rows = chosen.exclude(initiative=None).select_related("initiative__team", "round")
    return list(rows.order_by("place"))


def spend(
    grant_: Grant,
    what: str,
    *,
    day: date,
    amount: int,
    photo: File[Any] | None,
    key: UUID,
    by: User,
) -> Spending:
    """A `key` that was sent before gives what it made. Raises BudgetRefused("left") for more than
    there is left."""
    stored = _stored(photo)
    try:
        return _spend(grant_, what, day=day, amount=amount, receipt=stored, key=key, by=by)
    finally:
        if stored and stored._state.adding:
            stored.delete_files()


@transaction.atomic
def _spend(
    grant_: Grant,
    what: str,
    *,
    day: date,
    amount: int,
    receipt: Receipt | None,
    key: UUID,
    by: User,
) -> Spending:
    grant_ = _locked(grant_.pk)
    known = Spending.objects.filter(key=key, grant=grant_).first()
    if known:
        return known
    if amount > grant_.amount - grant_.spent():
        raise BudgetRefused("left")
    spending = Spending.objects.create(
        grant=grant_, what=what, day=day, amount=amount, key=key, by=by
    )
    if receipt:
        receipt.spending = spending
        receipt.save()
        nudge("participation.tasks.make_photos")
    record(verbs.budgets.SPENT.name, grant_.proposal, by=by, side=Side.TEAM, words=what)
    return spending


def take_back(spending: Spending, *, by: User) -> None:
    """Written down by mistake: it is gone, its receipt as well, and history says that it was."""
    receipts = _take_back(spending, by=by)
    for receipt in receipts:
        receipt.delete_files()


@transaction.atomic
def _take_back(spending: Spending, *, by: User) -> list[Receipt]:
    grant_ = _locked(spending.grant_id)
    found = Spending.objects.filter(pk=spending.pk).first()
    if found is None:
        return []
    receipts = list(Receipt.objects.filter(spending=found))
    found.delete()
    verb = verbs.budgets.SPENDING_TAKEN_BACK.name
    record(verb, grant_.proposal, by=by, side=Side.TEAM, words=found.what)
    return receipts


def make_photo(now: datetime) -> bool:
    """Make the first photo ready that waits; False if none does."""
    return making.make_one(Receipt, now)


def forget_files(now: datetime) -> int:
    """Photos of receipts that no row knows."""
    return sweep_orphans(Receipt, now)


def _locked(key: int) -> Grant:
    rows = Grant.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("proposal__initiative", "proposal__round__neighbourhood").get(pk=key)


def _stored(photo: File[Any] | None) -> Receipt | None:
    """Its files stand before its row does; no file is written inside a transaction."""
    if photo is None:
        return None
    stored = Receipt()
    stored.keep(photo)
    return stored
