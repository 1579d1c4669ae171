import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from neighbourhoods.models import Neighbourhood

from .verbs import verb


def new_token() -> str:
    return secrets.token_urlsafe(24)


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> "EventQuerySet":
        return self.filter(is_public=True)

    def lately_in(self, neighbourhood: Neighbourhood) -> "EventQuerySet":
        """What happened in a neighbourhood, newest first, in one query."""
        return (
            self.filter(neighbourhood=neighbourhood).select_related("actor").order_by("-at", "-pk")
        )

    def about(self, subject: models.Model) -> "EventQuerySet":
        """The history of one thing, newest first, in one query."""
        return (
            self.filter(subject_kind=subject._meta.model_name, subject_id=subject.pk)
            .select_related("actor")
            .order_by("-at", "-pk")
        )


class Event(models.Model):
    """One line in the history of everything; reading it never loads its subject.

    `side` says for whom the actor acted; `words` is the public text that went with it. `key`, where
    there is one, makes that it is recorded once (a reminder of one period).
    """

    class Side(models.TextChoices):
        RESIDENT = "resident"
        TEAM = "team"
        MUNICIPALITY = "municipality"
        PLATFORM = "platform"

    key = models.CharField(max_length=120, unique=True, null=True)
    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    side = models.CharField(max_length=20, choices=Side)
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.PROTECT, null=True, related_name="events"
    )
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_title = models.CharField(max_length=120)
    subject_url = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="event_subject"),
            models.Index(fields=["neighbourhood", "-at"], name="event_neighbourhood"),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_actor_unless_platform",
                condition=Q(side="platform", actor=None)
                | (~Q(side="platform") & Q(actor__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.subject_title}"

    @property
    def sentence(self) -> str:
        who = self.actor.public_name if self.actor else ""
        return str(verb(self.verb).sentence) % {"who": who, "title": self.subject_title}

    @property
    def icon(self) -> str:
        return verb(self.verb).icon


class FollowQuerySet(models.QuerySet["Follow"]):
    def of(self, subject: models.Model) -> "FollowQuerySet":
        return self.filter(subject_kind=subject._meta.model_name, subject_id=subject.pk)


class Follow(models.Model):
    """Somebody who hears what happens with one thing; muted: who has said no to mail about it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    is_muted = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="follow_once", fields=["subject_kind", "subject_id", "person"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, person: User) -> "NotificationQuerySet":
        return (
            self.filter(person=person)
            .select_related("event", "event__actor")
            .order_by("-event__at", "-pk")
        )

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)


class Notification(models.Model):
    """One person hears of one event; `token` opens the page on which they stop such mail."""

    class Reason(models.TextChoices):
        TEAM = "team"
        OFFICER = "officer"
        COORDINATOR = "coordinator"
        FOLLOWER = "follower"
        ROLE = "role"

    event = models.ForeignKey(Event, models.CASCADE, related_name="notifications")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason)
    token = models.CharField(max_length=40, default=new_token, unique=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="notification_once", fields=["event", "person"])
        ]
        indexes = [
            models.Index(fields=["person"], name="notification_unread", condition=Q(read_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.event} ({self.reason})"
