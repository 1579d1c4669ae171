"""Coming in, being known, and being forgotten."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction

from core import privacy
from outbox.actions import forget_address

from ..models import User

UNUSED = timedelta(days=1)


@transaction.atomic
def welcome(email: str, *, name: str = "") -> User:
    """The person with this address, made when new: the code that follows proves who it is."""
    email = email.lower()
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    return user


def be_known_as(user: User, name: str) -> None:
    user.name = name
    user.save(update_fields=["name"])


def export(user: User) -> dict[str, list[dict[str, Any]]]:
    """All that is kept of somebody, by kind: title -> rows of field -> value."""
    data: dict[str, list[dict[str, Any]]] = {}
    for kind in privacy.registered():
        rows = list(kind.of(user.pk).values(*kind.fields))
        if rows:
            data.setdefault(kind.title, []).extend(rows)
    return data


@transaction.atomic
def erase(user: User, *, now: datetime) -> None:
    """Forget a person: every registered kind of data by its own rule, and then who they were.

    The empty row stays, so that what others made with them still stands (`Iemand die is gestopt`).
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.erased_at:
        return
    for kind in privacy.registered():
        kind.erase(kind.of(user.pk))
    if user.email:
        forget_address(user.email)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.email, user.name, user.is_active, user.erased_at = None, "", False, now
    user.set_unusable_password()
    user.save()


def forget_unused_addresses(now: datetime) -> int:
    """Addresses that were typed and never proved are gone after a day; returns how many."""
    strangers = User.objects.never_signed_in_before(now - UNUSED)
    EmailAddress.objects.filter(user__in=strangers).delete()
    return strangers.delete()[0]


def end_old_sessions(now: datetime) -> int:
    return Session.objects.filter(expire_date__lt=now).delete()[0]
