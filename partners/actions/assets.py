"""What is already there: put there, kept true, and taken away by whom it is of.

Callers have checked who may.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event, Flag
from neighbourhoods.models import Area, Neighbourhood

from .. import emails, verbs
from ..models import Asset, Organisation
from ..states import AskedPer, AssetKind, TooMany, Visibility
from .judging import judge

YEAR = timedelta(days=365)
UNDO = timedelta(days=1)  # what was taken away can come back, and is then forgotten
WAITS = timedelta(days=30)  # a wijkkenner who does not answer is not asked for ever
MOST, WITHIN = 20, timedelta(hours=1)  # of one person
KIND = Asset._meta.model_name or ""


class NotAsked(Exception):
    """The proposal is gone, answered, or for another address."""


class Looked(NamedTuple):
    """How somebody found a facility, and when they look again; who looks after it, and who goes on
    with it when the money stops (O100)."""

    condition: str
    check_on: date | None
    kept_by: str = ""
    heir: str = ""


@dataclass(frozen=True)
class Description:
    """What somebody writes: texts that the form has checked; of a person, an organisation, or
    neither."""

    kind: str
    title: str
    words: str = ""
    hours: str = ""
    place: str = ""
    buurt: Area | None = None
    until: date | None = None
    person: User | None = None
    organisation: Organisation | None = None
    asked_at_most: int = 0
    asked_per: str = AskedPer.MONTH.value
    condition: str = ""
    kept_by: str = ""
    heir: str = ""
    check_on: date | None = None


@transaction.atomic
def put(
    description: Description, *, neighbourhood: Neighbourhood, key: UUID, by: User, now: datetime
) -> Asset:
    """A `key` that was sent before gives what it made. Raises TooMany."""
    User.objects.select_for_update().get(pk=by.pk)
    if known := Asset.objects.filter(key=key).first():
        return known
    _not_too_many(by, now)
    asset = Asset.objects.create(
        neighbourhood=neighbourhood,
        **vars(description),
        put_by=by,
        put_at=now,
        confirmed_at=now,
        agreed_at=now,
        key=key,
    )
    _record(verbs.ASSET_PUT.name, asset, by)
    return asset


@transaction.atomic
def change(asset: Asset, description: Description, *, by: User, now: datetime) -> Asset:
    """Who changes it says with that that it is still there."""
    asset = _locked(asset)
    for name, value in vars(description).items():
        setattr(asset, name, value)
    asset.confirmed_at = now
    asset.save()
    _record(verbs.ASSET_CHANGED.name, asset, by)
    return asset


@transaction.atomic
def take_away(asset: Asset, *, by: User, now: datetime) -> Asset:
    """At once gone for everybody; flags of it are decided."""
    activity.close_flags(KIND, asset.pk, decision=Flag.Decision.GONE, by=by)
    asset = _locked(asset)
    if asset.removed_at:
        return asset
    asset.removed_at = now
    asset.save(update_fields=["removed_at"])
    _record(verbs.ASSET_TAKEN_AWAY.name, asset, by)
    return asset


@transaction.atomic
def put_back(asset: Asset, *, by: User) -> Asset:
    asset = _locked(asset)
    if asset.removed_at is None:
        return asset
    asset.removed_at = None
    asset.save(update_fields=["removed_at"])
    _record(verbs.ASSET_PUT_BACK.name, asset, by)
    return asset


@transaction.atomic
def confirm(asset: Asset, *, by: User, now: datetime, looked: Looked | None = None) -> Asset:
    """It is still so: nobody asks for another year. Of a facility also how it was found to be."""
    asset = _locked(asset)
    asset.confirmed_at = now
    if looked and asset.is_facility:
        asset.condition, asset.check_on, asset.kept_by, asset.heir = looked
    asset.save(update_fields=["confirmed_at", *Looked._fields])
    _record(verbs.ASSET_STAYS.name, asset, by)
    return asset


@transaction.atomic
def ask_nothing(asset: Asset, *, by: User) -> Asset:
    """It stays, and whom it is of is asked nothing because of it any more (rule R8)."""
    asset = _locked(asset)
    if asset.asked_at_most:
        asset.asked_at_most = 0
        asset.save(update_fields=["asked_at_most"])
        _record(verbs.ASSET_CHANGED.name, asset, by)
    return asset


@transaction.atomic
def propose_knower(
    description: Description,
    email: str,
    *,
    neighbourhood: Neighbourhood,
    key: UUID,
    by: User,
    now: datetime,
) -> Asset:
    """Ask somebody by mail whether they want to be known as who knows the neighbourhood well.

    Who is asked already keeps that one mail. Raises TooMany.
    """
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    email = email.lower()
    waits = Asset.objects.proposed().in_neighbourhood(neighbourhood)
    if known := waits.filter(Q(key=key) | Q(email=email)).first():
        return known
    _not_too_many(by, now)
    asset = Asset.objects.create(
        neighbourhood=neighbourhood,
        **vars(description) | {"kind": AssetKind.KNOWER, "person": None, "organisation": None},
        put_by=by,
        put_at=now,
        email=email,
        key=key,
    )
    _record(verbs.KNOWER_PROPOSED.name, asset, by)
    emails.knower_proposed(asset)
    return asset


@transaction.atomic
def agree(asset: Asset, description: Description, *, by: User, now: datetime) -> Asset:
    """Who was asked says yes, in their own words: from now on it is theirs. Raises NotAsked."""
    asset = _locked(asset)
    if asset.person_id == by.pk:
        return asset
    if asset.agreed_at or asset.removed_at or asset.email != (by.email or "").lower():
        raise NotAsked
    for name, value in vars(description).items():
        setattr(asset, name, value)
    asset.kind, asset.person, asset.organisation = AssetKind.KNOWER, by, None
    asset.email, asset.agreed_at, asset.confirmed_at = "", now, now
    asset.save()
    event = _record(verbs.KNOWER_AGREED.name, asset, by)
    emails.knower_agreed(event, asset)
    return asset


@transaction.atomic
def decline(asset: Asset) -> None:
    """Whoever has the link may say no for whom it was sent to; nothing of it is kept."""
    waits = Asset.objects.proposed().filter(pk=asset.pk)
    activity.forget_all(KIND, list(waits.values_list("pk", flat=True)))
    waits.delete()


def to_ask(now: datetime) -> list[Asset]:
    """What nobody said anything of for a year, or should be looked at by now; see `ask`."""
    found = Asset.objects.shown().filter(
        Q(confirmed_at__lte=now - YEAR) | Q(check_on__lte=timezone.localdate(now))
    )
    return list(found.select_related("neighbourhood", "person", "put_by").order_by("pk"))


@transaction.atomic
def ask(asset: Asset, *, now: datetime) -> Event | None:
    """ "Is this still so?": once a year, and once for each day on which somebody would look at it.
    Whatever is answered or not, it stays."""
    years = (now - asset.confirmed_at) // YEAR
    is_overdue = asset.check_on is not None and asset.check_on <= timezone.localdate(now)
    if is_overdue:
        about = f"check:{asset.check_on}"
    elif years:
        about = f"{asset.confirmed_at:%Y-%m-%d}:{years}"
    else:
        return None
    event = activity.record_once(
        f"asset_asked:{asset.pk}:{about}",
        verbs.ASSET_ASKED.name,
        asset,
        neighbourhood=asset.neighbourhood,
        now=now,
    )
    if event:
        emails.asset_asked(event, asset, is_overdue=is_overdue)
    return event


@transaction.atomic
def forget(now: datetime) -> int:
    """What was taken away a day ago, and proposals that nobody answered; returns how many."""
    gone = Asset.objects.filter(
        Q(removed_at__lte=now - UNDO) | Q(agreed_at=None, put_at__lte=now - WAITS)
    )
    keys = list(gone.values_list("pk", flat=True))
    activity.forget_all(KIND, keys)
    Asset.objects.filter(pk__in=keys).delete()
    return len(keys)


def hide(asset: Asset, reason: str, *, by: User) -> Asset:
    """By the house rules, with a reason for who put it there; with that its flags are decided."""
    return _judge(asset, Visibility.HIDDEN, verbs.ASSET_HIDDEN.name, reason, by=by)


def show(asset: Asset, *, by: User) -> Asset:
    return _judge(asset, Visibility.PUBLIC, verbs.ASSET_SHOWN.name, by=by)


def _judge(asset: Asset, to: Visibility, verb: str, reason: str = "", *, by: User) -> Asset:
    def tell(asset: Asset) -> None:
        event = _record(verb, asset, by, words=reason, side=Side.MUNICIPALITY)
        emails.asset_judged(event, asset)

    return judge(asset, to, reason, by=by, locked=_locked, tell=tell)


def _not_too_many(by: User, now: datetime) -> None:
    if Asset.objects.filter(put_by=by, put_at__gt=now - WITHIN).count() >= MOST:
        raise TooMany


def _locked(asset: Asset) -> Asset:
    rows = Asset.objects.select_for_update(of=("self",))
    return rows.select_related("neighbourhood", "person", "put_by").get(pk=asset.pk)


def _record(
    verb: str, asset: Asset, by: User, *, words: str = "", side: Side = Side.RESIDENT
) -> Event:
    """Never public: what is here is read in its list, and is gone when it is taken away."""
    return activity.record(
        verb,
        asset,
        by=by,
        side=side,
        neighbourhood=asset.neighbourhood,
        public=False,
        words=words,
    )
