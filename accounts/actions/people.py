"""Coming in, being known, and being forgotten."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import get_random_string

from core import privacy
from outbox.actions import (
    forget_address,
    move_address,
    queue,
    replace_address,
    replace_name,
    try_again,
)
from outbox.models import Unreachable

from ..models import User

UNUSED = timedelta(days=1)


@transaction.atomic
def welcome(email: str, *, name: str = "") -> User:
    """The person with this address, made when new: the code that follows proves who it is."""
    email = email.lower()
    user = User.objects.filter(email=email).first() or _new(email, name)
    # Who waits for a code is not forgotten in between.
    User.objects.filter(pk=user.pk, last_login=None).update(joined_at=Now())
    return user


def _new(email: str, name: str) -> User:
    language = translation.get_language()
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=name, language=known)
            EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    except IntegrityError:  # they pressed twice
        return User.objects.get(email=email)
    return user


def be_known_as(user: User, name: str) -> None:
    user.name = name
    _change(user, name=name)


def read_in(user: User, language: str) -> None:
    """Mails come in this language from now on."""
    _change(user, language=language)


def _change(user: User, **fields: str) -> None:
    """Of somebody who was erased meanwhile, nothing comes back."""
    User.objects.filter(pk=user.pk, erased_at=None).update(**fields)


def export(user: User) -> dict[str, list[dict[str, Any]]]:
    """All that is kept of somebody, by kind: title -> rows of what it is -> value."""
    data: dict[str, list[dict[str, Any]]] = {}
    for kind in privacy.registered():
        words = [privacy.word_for(field) for field in kind.fields]
        rows = [
            dict(zip(words, row, strict=True)) for row in kind.of(user.pk).values_list(*kind.fields)
        ]
        if rows:
            data.setdefault(str(kind.title), []).extend(rows)
    return data


@transaction.atomic
def erase(user: User, *, now: datetime, take_away: Collection[str] = ()) -> None:
    """Forget a person: every registered kind of data by its own rule, and then who they were.

    The empty row stays, so that what others made with them still stands (`Iemand die is gestopt`).
    So does what they alone ran, but for the keys of `core.privacy.legacy_of` in `take_away`.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.erased_at:
        return
    address, name = user.email or "", user.name
    alone = privacy.legacy_of(user.pk)
    for kind in privacy.registered():
        kind.erase(kind.of(user.pk))
    for key, (legacy, thing) in alone.items():  # now that they answer for nothing here any more
        (legacy.take_away if key in take_away else legacy.leave)(thing, user)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.email, user.name, user.is_active, user.erased_at = None, "", False, now
    user.language, user.mail = settings.LANGUAGE_CODE, User.Mail.NONE
    user.set_unusable_password()
    user.save()
    forget_address(address)
    if name:
        replace_name(name, of=user.pk, instead=user.public_name)
    if address:
        replace_address(address, instead=user.public_name)
    _end_sessions(user, address)


@transaction.atomic
def reset_second_factor(user: User) -> None:
    """For who lost key, app and codes: all of them go, and whoever is signed in with them."""
    Authenticator.objects.filter(user=user).delete()
    tell_of_factors(user, "mfa/email/all_removed")
    _end_sessions(user, user.email or "")


def tell_of_factors(user: User, template: str) -> None:
    """A mail about a key or app that came or went: it may not have been they who did it."""
    if not user.email:
        return
    with translation.override(user.language):
        queue(
            key=f"{template}:{get_random_string(24)}",
            to=user.email,
            template=f"{template}.txt",
            context={
                "url": settings.SITE_URL + reverse("mfa_index"),
                "contact": settings.SECURITY_CONTACT,
            },
            insists=True,
        )


class Taken(Exception):
    """Somebody else signs in with this address."""


def mail_again(user: User, *, now: datetime) -> None:
    """Mail leaves for this person again, and one goes to see whether it arrives."""
    if user.email and try_again(user.email, now):
        queue(
            key=f"mail-again:{get_random_string(24)}",
            to=user.email,
            template="accounts/email/mail_again.txt",
            context={"url": settings.SITE_URL + reverse("activity:inbox")},
        )


def send_address_code(user: User, address: str, code: str) -> None:
    """To the new address: the code, or that somebody signs in with it. The page says neither."""
    taken = User.objects.filter(email=address.lower(), last_login__isnull=False).exists()
    with translation.override(user.language):
        queue(
            key=f"address:{get_random_string(24)}",
            to=address,
            template=f"accounts/email/address_{'taken' if taken else 'code'}.txt",
            context={"code": code},
            insists=True,
        )


@transaction.atomic
def change_address(user: User, address: str) -> None:
    """Sign in with this address from now on, which they have shown to be theirs.

    The old one hears of it. Raises Taken; an address that was only ever typed is given away.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    new, old = address.lower(), user.email
    if old is None or new == old:
        return
    other = User.objects.filter(email=new).first()
    if other and (other.last_login or not _forget_stranger(other.pk)):
        raise Taken
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(email=new)
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(user=user, email=new, primary=True, verified=True)
    except IntegrityError as error:  # it was taken at this very moment
        raise Taken from error
    move_address(old, new)
    with translation.override(user.language):
        queue(
            key=f"address-changed:{get_random_string(24)}",
            to=old,
            template="accounts/email/address_changed.txt",
            context={"contact": settings.SECURITY_CONTACT},
            insists=True,
        )


def _end_sessions(user: User, address: str) -> None:
    """Everywhere at once; also a sign-in that still waits for its code."""
    theirs = []
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if data.get(SESSION_KEY) == str(user.pk) or (address and address in str(data)):
            theirs.append(session.pk)
    Session.objects.filter(pk__in=theirs).delete()


def forget_unused_addresses(now: datetime) -> int:
    """Addresses that were typed and never proved are gone after a day; returns how many.

    Somebody who was given a role and has not come yet has something here, and stays.
    """
    strangers = User.objects.never_signed_in_before(now - UNUSED).values_list("pk", flat=True)
    return sum(_forget_stranger(key) for key in list(strangers))


@transaction.atomic
def _forget_stranger(key: int) -> int:
    if any(
        kind.of(key).exists()
        for kind in privacy.registered()
        if kind.model not in {User, EmailAddress, Unreachable}
    ):
        return 0
    stranger = User.objects.select_for_update().filter(pk=key, last_login=None).first()
    if stranger is None:
        return 0
    EmailAddress.objects.filter(user=stranger).delete()
    Unreachable.objects.filter(address=stranger.email or "").delete()
    stranger.delete()
    return 1


def end_old_sessions(now: datetime) -> int:
    return Session.objects.filter(expire_date__lt=now).delete()[0]
