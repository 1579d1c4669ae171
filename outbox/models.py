import hashlib
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.utils import timezone


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        """Not sent, not waiting for a next try, and claimed by nobody (or by somebody who died)."""
        return self.filter(sent_at=None, returned_at=None, free_after__lte=now)

    def naming(self, person: int) -> "MessageQuerySet":
        return self.filter(names__contains=f",{person},")

    def done_with_before(self, moment: datetime) -> "MessageQuerySet":
        """Sent before, or never sent in all the time since."""
        never = models.Q(sent_at=None, queued_at__lt=moment)
        return self.filter(models.Q(sent_at__lt=moment) | never)


class Message(models.Model):
    """One email to one address, rendered when it was queued.

    `names` holds the keys of the people whose name stands in it, as ",12,34,"; `place` is the
    neighbourhood in whose name it comes. It `insists` when it leaves also for an address to which
    mail comes back. Once `returned_at` it is not tried again; `error` says why.
    """

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    headers = models.JSONField(default=dict)
    names = models.CharField(max_length=200, blank=True, default="", db_default="")
    place = models.CharField(max_length=80, blank=True, default="", db_default="")
    insists = models.BooleanField(default=False, db_default=False)
    queued_at = models.DateTimeField(auto_now_add=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    free_after = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=100, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["free_after"],
                name="message_to_send",
                condition=models.Q(sent_at=None, returned_at=None),
            ),
            models.Index(fields=["to"], name="message_to"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def pause(self) -> timedelta:
        """Twice as long after every failure, a day at most, so one bad address holds up nobody."""
        return min(timedelta(minutes=2 ** min(self.tries, 11)), timedelta(days=1))

    @property
    def message_id(self) -> str:
        """The same at every try, so that a mail that leaves twice is seen as one."""
        return mail_id(self.key)


def mail_id(key: str) -> str:
    """A name for a mail, or for the thread it is in, under the domain that signs our mail."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


class UnreachableQuerySet(models.QuerySet["Unreachable"]):
    def stopped(self, address: str | None) -> "UnreachableQuerySet":
        """This address, if nothing but codes leaves for it."""
        return self.filter(address=(address or "").lower(), stopped_at__isnull=False)

    def quiet_since(self, moment: datetime) -> "UnreachableQuerySet":
        return self.filter(last_at__lt=moment)


class Unreachable(models.Model):
    """An address from which mail came back: how often (once a day at most), last when, and
    what the mail server said (RFC 3463).

    After `again_at`, when its owner said or showed that it works, mail sent before counts no more.
    """

    address = models.EmailField(unique=True)
    times = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=20, blank=True)
    last_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    again_at = models.DateTimeField(null=True, blank=True)

    objects = UnreachableQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="unreachable_last")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.said}"
