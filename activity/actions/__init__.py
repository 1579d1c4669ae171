"""Record what happened, and tell whom it concerns: in the caller's transaction."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar, Protocol

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from neighbourhoods.working_days import working_days_between
from outbox.actions import compose, queue_all
from outbox.models import Message

from ..models import PLACE, Event, Flag, Follow, Notification
from ..states import LATER, Kind, Pace
from ..verbs import FLAG_DECIDED, Verb
from ..verbs import verb as known_verb
from .choosing import choose_all, paces_of
from .withdrawing import no_longer_in_overviews, withdraw
from .withdrawing import reason as _reason

Side = Event.Side
Reason = Notification.Reason
REMIND_BEFORE = 2  # working days
PAGE = re.compile(r"/([a-z-]+/\d+)(?![^-/?#])")  # the address of a thing, without its title
# Who owes an answer, or said that they come to help, cannot silence its clock.
OWED = {Reason.OFFICER, Reason.COORDINATOR, Reason.HELPER}


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
    url: str = "",
) -> Event:
    """Write one line of history. Raises KeyError for a verb that nobody registered.

    `url` is where it leads when that is not the page of the subject.
    """
    line = _line(verb, subject, by, side, neighbourhood, public, words, anchor)
    return Event.objects.create(**line | ({"subject_url": url} if url else {}))


def record_each(
    verb: str, subjects: Iterable[tuple[Subject, str]], *, by: User, side: Side
) -> None:
    """A public line and its words in the history of each, and none in the neighbourhood's.

    For many at once, of which the neighbourhood reads one line.
    """
    lines = (_line(verb, subject, by, side, None, True, words, "") for subject, words in subjects)
    Event.objects.bulk_create(Event(**line) for line in lines)


def record_once(
    key: str,
    verb: str,
    subject: Subject,
    *,
    neighbourhood: Neighbourhood | None,
    now: datetime,
    url: str = "",
) -> Event | None:
    """A line that the platform itself writes once per `key`; None when it stands already.

    `url` as with `record`.
    """
    line = _line(verb, subject, None, Side.PLATFORM, neighbourhood, False, "", "")
    event, is_new = Event.objects.get_or_create(
        key=key,
        defaults=line | {"at": now} | ({"subject_url": url} if url else {}),
    )
    return event if is_new else None


def record_due(
    verbs: Sequence[Verb],
    subject: Subject,
    *,
    key: str,
    due_at: datetime,
    neighbourhood: Neighbourhood,
    now: datetime,
) -> Event | None:
    """Once two working days before a promised date, once on it, and once when it has passed.

    `verbs` are of these three, `key` says of which promise. What is due is read from the date and
    not from the last run, so a scheduler that was down catches up with one line, and one that ran
    twice writes it once. None when there is nothing to say now.
    """
    today, due = timezone.localdate(now), timezone.localdate(due_at)
    soon, on_the_day, passed = verbs
    if now > due_at:
        verb = passed
    elif today == due:
        verb = on_the_day
    elif working_days_between(today, due) <= REMIND_BEFORE:
        verb = soon
    else:
        return None
    return record_once(
        f"{verb.name}:{key}:{due:%Y-%m-%d}",
        verb.name,
        subject,
        neighbourhood=neighbourhood,
        now=now,
    )


def record_together(
    key: str,
    verb: str,
    subject: Subject,
    *,
    by: User,
    side: Side,
    neighbourhood: Neighbourhood | None,
    anchor: str = "",
) -> None:
    """One public line for what comes in several parts; they share a `key`."""
    line = _line(verb, subject, by, side, neighbourhood, True, "", anchor)
    Event.objects.get_or_create(key=key, defaults=line)


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
    asks: bool = False,
    **context: object,
) -> None:
    """Tell each of them once: on their page, and by mail at once, in an overview or not at all, as
    they chose for such a message.

    Who did it knows already, unless `also_actor`; somebody who is named twice hears for the first
    reason. `asks`: it waits for them, or has a date that they agreed to. The template has the
    partials `subject` and `body`, as plain text.
    """
    silent = muted(event)
    told: dict[int, Notification] = {}
    for person, reason in people:
        is_actor = person.pk == event.actor_id and not also_actor
        is_silent = person.pk in silent and reason not in OWED
        if person.is_active and not is_actor and not is_silent and person.pk not in told:
            kind = _kind(event, reason, asks=asks)
            told[person.pk] = Notification(event=event, person=person, reason=reason, kind=kind)
    paces = paces_of([one.person for one in told.values()])
    place = event.neighbourhood_id
    for key, one in told.items():
        one.waits = paces[key].of(one.kind, place) in LATER
    Notification.objects.bulk_create(told.values(), ignore_conflicts=True)
    at_once = [key for key, one in told.items() if paces[key].of(one.kind, place) == Pace.NOW]
    written = Notification.objects.filter(
        event=event, person__in=at_once, waits=False, overview=None
    )
    wanted = written.select_related("person").order_by("pk")
    named = _named(event, context)
    queue_all([_mail(event, notification, template, context, named) for notification in wanted])


def _kind(event: Event, reason: Reason, *, asks: bool) -> Kind:
    """What this is for who hears it for this reason."""
    if asks or reason in OWED:
        return Kind.ASKED
    if reason == Reason.PLACE:
        return Kind(known_verb(event.verb).news or Kind.NEW)
    return Kind.FOLLOWS if reason == Reason.FOLLOWER else Kind.OWN


def muted(event: Event) -> set[int]:
    """Keys of the people who want to hear nothing more about the subject."""
    follows = Follow.objects.filter(
        subject_kind=event.subject_kind, subject_id=event.subject_id, is_muted=True
    )
    return set(follows.values_list("person_id", flat=True))


def _named(event: Event, context: dict[str, object]) -> set[int]:
    """Keys of whom a mail may name: who did it, and the people at whom what it is about points."""
    things = [thing for thing in context.values() if isinstance(thing, models.Model)]
    pointed_at = {
        getattr(thing, field.attname)
        for thing in things
        for field in thing._meta.concrete_fields
        if field.related_model is User
    }
    return {key for key in pointed_at | {event.actor_id} if key}


def _mail(
    event: Event,
    notification: Notification,
    template: str,
    context: dict[str, object],
    named: set[int],
) -> Message:
    person = notification.person
    assert person.email, "who is active has an address"
    stop_url = settings.SITE_URL + reverse("activity:stop", args=[notification.token])
    place = event.neighbourhood
    with translation.override(person.language):
        return compose(
            key=f"{_reason(event)}:{person.pk}",
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
            names=named,
            place=place.name if place else "",
            list_name=place.slug if place else "",
            thread=_thread(event),
        )


def _thread(event: Event) -> str:
    """What mails stand together about: all that has its place on one page (`initiatief/12`)."""
    page = PAGE.match(event.subject_url)
    return page[1] if page else f"{event.subject_kind}/{event.subject_id}"


def forget(subject: Subject, *, title: str, url: str) -> None:
    """Of what is gone history keeps that something happened: no title, words or address.

    Mails about it are forgotten as well; the messages of people lead to `url`.
    """
    events = Event.objects.filter(subject_kind=subject._meta.model_name, subject_id=subject.pk)
    withdraw(events)
    events.update(subject_title=title[:120], subject_url=url, words="", is_public=False)


def forget_all(kind: str, keys: Collection[int]) -> None:
    """As if these had never been: no history, and no mail about them waits."""
    events = Event.objects.filter(subject_kind=kind, subject_id__in=keys)
    withdraw(events)
    events.delete()


def forget_mail_about(subject: Subject, anchor: str) -> None:
    """Words on the page of the subject were taken away: mails about those are forgotten."""
    about = Event.objects.filter(subject_kind=subject._meta.model_name, subject_id=subject.pk)
    withdraw(about.filter(subject_url__endswith=anchor))


def set_public(subject: Subject, verb: str, anchor: str, *, public: bool) -> None:
    """Who reads the line of something on the page of the subject: everybody, or nobody."""
    about = Event.objects.filter(
        subject_kind=subject._meta.model_name, subject_id=subject.pk, verb=verb
    )
    about = about.filter(subject_url__endswith=anchor)
    if not public:
        no_longer_in_overviews(about)
    about.update(is_public=public)


def set_public_only(
    kind: str, keys: Collection[int], verbs: Collection[str], shown: Collection[int]
) -> None:
    """Of these things everybody reads the lines of those that are `shown`, and nobody others."""
    about = Event.objects.filter(subject_kind=kind, subject_id__in=keys, verb__in=verbs)
    no_longer_in_overviews(about.exclude(subject_id__in=shown))
    about.update(is_public=False)
    about.filter(subject_id__in=shown).update(is_public=True)


def followers(subject: models.Model) -> list[tuple[User, Reason]]:
    follows = Follow.objects.of(subject).filter(is_muted=False).select_related("person")
    return [(follow.person, Reason.FOLLOWER) for follow in follows.order_by("pk")]


def follow(subject: models.Model, *, by: User) -> None:
    """Hear of this from now on, also when it was muted before; and of the news where it is, unless
    they said no to that."""
    kind = subject._meta.model_name or ""
    Follow.objects.bulk_create(
        [Follow(subject_kind=kind, subject_id=subject.pk, person=by)],
        update_conflicts=True,
        unique_fields=["subject_kind", "subject_id", "person"],
        update_fields=["is_muted"],
    )
    place = getattr(subject, "neighbourhood_id", None)
    if place:
        news = Follow(subject_kind=PLACE, subject_id=place, person=by)
        Follow.objects.bulk_create([news], ignore_conflicts=True)


def unfollow(subject: models.Model, *, by: User) -> None:
    """What was stopped stays stopped; nothing about it still waits for an overview."""
    kind = subject._meta.model_name or ""
    _wait_no_longer(kind, subject.pk, by.pk, reason=Reason.FOLLOWER)
    Follow.objects.of(subject).filter(person=by, is_muted=False).delete()


def _wait_no_longer(kind: str, key: int, person: int, **only: object) -> None:
    Notification.objects.filter(
        person=person, waits=True, event__subject_kind=kind, event__subject_id=key, **only
    ).update(waits=False)


def move_follows(subject: models.Model, to: models.Model) -> None:
    """Who follows one thing follows the other; what they said about that one before stands."""
    follows = Follow.objects.of(subject)
    follows.filter(person__in=Follow.objects.of(to).values("person")).delete()
    follows.update(subject_kind=to._meta.model_name, subject_id=to.pk)


@transaction.atomic
def stop_about(notification: Notification) -> None:
    """No more messages to this person about what this message was about, nor in an overview."""
    _wait_no_longer(
        notification.event.subject_kind, notification.event.subject_id, notification.person_id
    )
    Follow.objects.update_or_create(
        subject_kind=notification.event.subject_kind,
        subject_id=notification.event.subject_id,
        person_id=notification.person_id,
        defaults={"is_muted": True},
    )


def stop_mail(notification: Notification, *, but_asked: bool) -> None:
    """No mail at all, or only of what this person must do themselves."""
    mail = User.Mail.ASKED if but_asked else User.Mail.NONE
    choose_all(notification.person, mail)


def read_about(
    subject: models.Model, verbs: Collection[str], *, by: User, now: datetime, words: str = ""
) -> int:
    """Who did what a message asked for has read it, also when the link in the mail led there."""
    about = Notification.objects.filter(
        person=by,
        event__subject_kind=subject._meta.model_name,
        event__subject_id=subject.pk,
        event__verb__in=verbs,
    )
    return read(about.filter(event__words=words) if words else about, now=now)


def read(notifications: models.QuerySet[Notification], *, now: datetime) -> int:
    """Mark these as read; returns how many were not yet."""
    return notifications.filter(read_at=None).update(read_at=now)


def flag(
    subject: models.Model,
    reason: Flag.Reason,
    *,
    by: User,
    neighbourhood: Neighbourhood,
    words: str = "",
) -> tuple[Flag, bool]:
    """Ask who moderates to look at it: once per person; the second says whether it is new."""
    in_name_of_author = reason in Flag.OWN
    known = Flag.objects.all() if in_name_of_author else Flag.objects.exclude(reason__in=Flag.OWN)
    once: dict[str, object] = {"reason": reason} if in_name_of_author else {"reporter": by}
    return known.get_or_create(
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        **once,
        defaults={
            "reporter": by,
            "reason": reason,
            "words": words,
            "neighbourhood": neighbourhood,
        },
    )


def close_flags(kind: str, *keys: int, decision: Flag.Decision, by: User) -> int:
    """All that are open of these subjects are decided, and who flagged hears so; returns how many
    there were."""
    open_ones = Flag.objects.select_for_update(of=("self",)).open().of(kind, *keys)
    flags = list(open_ones.select_related("neighbourhood", "reporter").order_by("pk"))
    Flag.objects.filter(pk__in=[flag.pk for flag in flags]).update(
        decision=decision, decided_by=by, decided_at=Now()
    )
    told = [flag for flag in flags if flag.reason not in Flag.OWN and flag.reporter != by]
    if told:
        _tell_reporters(told, decision)
    return len(flags)


def _tell_reporters(flags: list[Flag], decision: Flag.Decision) -> None:
    """That somebody looked, and what was decided: not who, and nothing of what it was."""
    place = flags[0].neighbourhood
    event = record(
        FLAG_DECIDED.name,
        place,
        by=None,
        side=Side.PLATFORM,
        neighbourhood=place,
        public=False,
    )
    notify(
        event,
        [(flag.reporter, Reason.REPORTER) for flag in flags],
        "activity/email/flag_decided.txt",
        place=place,
        decision=decision,
    )
