import secrets

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from neighbourhoods.models import Neighbourhood

from .states import Kind, Pace
from .verbs import verb

PLACE = str(Neighbourhood._meta.model_name)  # who follows one hears its news


def new_token() -> str:
    return secrets.token_urlsafe(24)


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> "EventQuerySet":
        return self.filter(is_public=True)

    def about(self, subject: models.Model) -> "EventQuerySet":
        """The history of one thing."""
        return self.filter(
            subject_kind=subject._meta.model_name, subject_id=subject.pk
        )._as_history()

    def _as_history(self) -> "EventQuerySet":
        """What a line of history shows and nothing else, newest first, in one query."""
        return (
            self.select_related("actor")
            .only(
                "verb",
                "words",
                "subject_title",
                "subject_url",
                "at",
                "actor__name",
                "actor__erased_at",
            )
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
        PARTNER = "partner"
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
        return verb(self.verb).said(who, self.subject_title)

    @property
    def told(self) -> str:
        """The sentence for who does not see the page of what it is about: with its title."""
        said = self.sentence
        return said if self.subject_title in said else f"{self.subject_title}: {said}"

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

    def newest_of_each(self, person: User) -> "NotificationQuerySet":
        """Of each thing that somebody hears of the newest message."""
        later = Notification.objects.filter(
            person=person,
            event__subject_kind=OuterRef("event__subject_kind"),
            event__subject_id=OuterRef("event__subject_id"),
            event__gt=OuterRef("event"),
        )
        return self.of(person).filter(~Exists(later))

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)


class Notification(models.Model):
    """One person hears of one event; `token` opens the page on which they stop such mail.

    `waits` for an overview; `overview` is the one in which it was mailed.
    """

    class Reason(models.TextChoices):
        TEAM = "team"
        MEMBER = "member"
        ASKER = "asker"
        OFFICER = "officer"
        COORDINATOR = "coordinator"
        FOLLOWER = "follower"
        AUTHOR = "author"
        ROLE = "role"
        REACH = "reach"
        REPORTER = "reporter"
        HELPER = "helper"
        PLACE = "place"

    event = models.ForeignKey(Event, models.CASCADE, related_name="notifications")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason)
    token = models.CharField(max_length=40, default=new_token, unique=True)
    read_at = models.DateTimeField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OWN, db_default=Kind.OWN)
    waits = models.BooleanField(default=False, db_default=False)
    overview = models.ForeignKey(
        "Overview", models.SET_NULL, null=True, blank=True, related_name="notifications"
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="notification_once", fields=["event", "person"])
        ]
        indexes = [
            models.Index(fields=["person"], name="notification_unread", condition=Q(read_at=None)),
            models.Index(fields=["person"], name="notification_waits", condition=Q(waits=True)),
        ]

    def __str__(self) -> str:
        return f"{self.event} ({self.reason})"

    @property
    def sentence(self) -> str:
        """For this person, who is not told about themselves as about somebody else."""
        own = verb(self.event.verb).own if self.event.actor_id == self.person_id else ""
        return str(own) or self.event.sentence


class Preference(models.Model):
    """What somebody chose for one kind of message, in one neighbourhood or everywhere (none).

    What they chose in one press for everything stands in `User.mail`, and holds for the rest.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    pace = models.CharField(max_length=10, choices=Pace)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="preference_once",
                fields=["person", "kind", "neighbourhood"],
                condition=Q(neighbourhood__isnull=False),
            ),
            models.UniqueConstraint(
                name="preference_everywhere_once",
                fields=["person", "kind"],
                condition=Q(neighbourhood=None),
            ),
        ]
        indexes = [
            models.Index(fields=["kind"], name="preference_at_once", condition=Q(pace="now"))
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.pace}"


class Overview(models.Model):
    """One mail of one day with all that waited; `token` opens the page that stops overviews."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    token = models.CharField(max_length=40, default=new_token, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="overview_once", fields=["person", "day"])]

    def __str__(self) -> str:
        return f"{self.day}"


class Round(models.Model):
    """The overviews of one day, made person by person in the order of their keys.

    News is of before `cut`; who has a key up to `reached` has been looked at.
    """

    day = models.DateField(unique=True)
    cut = models.DateTimeField()
    daily_since = models.DateTimeField()
    weekly_since = models.DateTimeField()
    is_weekly = models.BooleanField()
    reached = models.BigIntegerField(default=0)
    queued = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.day}"


class FlagQuerySet(models.QuerySet["Flag"]):
    def open(self) -> "FlagQuerySet":
        return self.filter(decided_at=None)

    def of(self, kind: str, *keys: int) -> "FlagQuerySet":
        return self.filter(subject_kind=kind, subject_id__in=keys)


class Flag(models.Model):
    """Somebody asks who moderates to look at something; never public, and nobody sees who asked.

    So do the platform, for a newcomer's first words, and an author who objects to a decision: of
    those the `reporter` is the author. One decision closes all that are open of one subject.
    """

    class Reason(models.TextChoices):
        UNKIND = "unkind", _("Het is onaardig, haatdragend of bedreigend")
        PERSONAL = "personal", _("Het gaat over personen, of er staan gegevens van anderen in")
        ADVERTISING = "advertising", _("Het is reclame")
        UNTRUE = "untrue", _("Iemand doet zich voor als een ander, of het is bedrog")
        OTHER = "other", _("Iets anders")
        FIRST = "first", _("Eerste bericht van een nieuwe bewoner")
        APPEAL = "appeal", _("Bezwaar van wie het schreef")

    class Decision(models.TextChoices):
        STAYS = "stays", _("blijft staan")
        HIDDEN = "hidden", _("verborgen")
        GONE = "gone", _("weggehaald door wie het schreef")

    OWN = [Reason.FIRST, Reason.APPEAL]  # in the name of the author

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    neighbourhood = models.ForeignKey(Neighbourhood, models.CASCADE, related_name="+")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason)
    words = models.CharField(_("toelichting"), max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.CharField(max_length=20, choices=Decision, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="flag_once",
                fields=["subject_kind", "subject_id", "reporter"],
                condition=~Q(reason__in=["first", "appeal"]),
            ),
            models.UniqueConstraint(
                name="flag_own_once",
                fields=["subject_kind", "subject_id", "reason"],
                condition=Q(reason__in=["first", "appeal"]),
            ),
            models.CheckConstraint(
                name="flag_decided_or_open",
                condition=Q(decided_at=None, decided_by=None, decision="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["neighbourhood", "at"], name="flag_open", condition=Q(decided_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.reason}"
