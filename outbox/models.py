import hashlib
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        """Not sent, not waiting for a next try, and claimed by nobody (or by somebody who died)."""
        return self.filter(sent_at=None, free_after__lte=now)

    def naming(self, person: int) -> "MessageQuerySet":
        return self.filter(names__contains=f",{person},")

    def done_with_before(self, moment: datetime) -> "MessageQuerySet":
        """Sent before, or never sent in all the time since."""
        never = models.Q(sent_at=None, queued_at__lt=moment)
        return self.filter(models.Q(sent_at__lt=moment) | never)


class Message(models.Model):
    """One email to one address, rendered when it was queued.

    `names` holds the keys of the people whose name stands in it, as ",12,34,".
    """

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    headers = models.JSONField(default=dict)
    names = models.CharField(max_length=200, blank=True, default="", db_default="")
    queued_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    free_after = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=100, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["free_after"], name="message_due", condition=models.Q(sent_at=None)
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
        return f"<{hashlib.sha256(self.key.encode()).hexdigest()[:32]}@wijkaanpak>"
