"""Record what happened, and tell whom it concerns: in the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Protocol

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from outbox.actions import queue

from .models import Event, Follow, Notification
from .verbs import verb as known_verb

Side = Event.Side
Reason = Notification.Reason


class Subject(Protocol):
    """Anything with a title (`str`), a key and an address of its own."""

    pk: Any
    _meta: ClassVar[Any]

    def get_absolute_url(self) -> str: ...


def record(
    verb: str,
    subject: Subject,
    *,
    by: User | None,
    side: Side,
    neighbourhood: Neighbourhood | None,
    public: bool,
    words: str = "",
    anchor: str = "",
) -> Event:
    """Write one line of history. Raises KeyError for a verb that nobody registered."""
    return Event.objects.create(
        **_line(verb, subject, by, side, neighbourhood, public, words, anchor)
    )


def record_once(
    key: str,
    verb: str,
    subject: Subject,
    *,
    neighbourhood: Neighbourhood | None,
    now: datetime,
) -> Event | None:
    """A line that the platform itself writes once per `key`; None when it stands already."""
    event, is_new = Event.objects.get_or_create(
        key=key,
        defaults=_line(verb, subject, None, Side.PLATFORM, neighbourhood, False, "", "")
        | {"at": now},
    )
    return event if is_new else None


def _line(
    verb: str,
    subject: Subject,
    by: User | None,
    side: Side,
    neighbourhood: Neighbourhood | None,
    public: bool,
    words: str,
    anchor: str,
) -> dict[str, object]:
    return {
        "verb": known_verb(verb).name,
        "actor": by,
        "side": side,
        "neighbourhood": neighbourhood,
        "subject_kind": subject._meta.model_name,
        "subject_id": subject.pk,
        "subject_title": str(subject)[:120],
        "subject_url": subject.get_absolute_url() + anchor,
        "words": words,
        "is_public": public,
    }


def notify(
    event: Event,
    people: Iterable[tuple[User, Reason]],
    template: str,
    *,
    also_actor: bool = False,
    **context: object,
) -> None:
    """Tell each of them once, on their page and, if they want that, by mail.

    Who did it knows already, unless `also_actor`; somebody who is named twice hears for the first
    reason. The template has the partials `subject` and `body`, as plain text.
    """
    heard = muted(event) | (set() if also_actor else {event.actor_id})
    for person, reason in people:
        if person.pk in heard or not person.is_active:
            continue
        heard.add(person.pk)
        notification, is_new = Notification.objects.get_or_create(
            event=event, person=person, defaults={"reason": reason}
        )
        if is_new and person.mail == User.Mail.EACH:
            _mail(notification, template, context)


def muted(event: Event) -> set[int]:
    """Keys of the people who want to hear nothing more about the subject."""
    follows = Follow.objects.filter(
        subject_kind=event.subject_kind, subject_id=event.subject_id, is_muted=True
    )
    return set(follows.values_list("person_id", flat=True))


def _mail(notification: Notification, template: str, context: dict[str, object]) -> None:
    person, event = notification.person, notification.event
    assert person.email, "who is active has an address"
    stop_url = settings.SITE_URL + reverse("activity:stop", args=[notification.token])
    with translation.override(person.language):
        queue(
            key=f"event:{event.pk}:{person.pk}",
            to=person.email,
            template=template,
            context={
                **context,
                "event": event,
                "person": person,
                "reason": notification.reason,
                "url": settings.SITE_URL + event.subject_url,
                "stop_url": stop_url,
            },
            headers={
                "List-Unsubscribe": f"<{stop_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )


def followers(subject: models.Model) -> list[tuple[User, Reason]]:
    follows = Follow.objects.of(subject).filter(is_muted=False).select_related("person")
    return [(follow.person, Reason.FOLLOWER) for follow in follows.order_by("pk")]


def follow(subject: models.Model, *, by: User) -> Follow:
    """Hear of this from now on; also when it was muted before."""
    following, _ = Follow.objects.update_or_create(
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        person=by,
        defaults={"is_muted": False},
    )
    return following


def unfollow(subject: models.Model, *, by: User) -> None:
    Follow.objects.of(subject).filter(person=by).delete()


@transaction.atomic
def stop_about(notification: Notification) -> None:
    """No more messages to this person about what this message was about."""
    Follow.objects.update_or_create(
        subject_kind=notification.event.subject_kind,
        subject_id=notification.event.subject_id,
        person_id=notification.person_id,
        defaults={"is_muted": True},
    )


def stop_all_mail(notification: Notification) -> None:
    User.objects.filter(pk=notification.person_id).update(mail=User.Mail.NONE)


def read(notifications: models.QuerySet[Notification], *, now: datetime) -> int:
    """Mark these as read; returns how many were not yet."""
    return notifications.filter(read_at=None).update(read_at=now)
