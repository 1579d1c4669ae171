from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..states import OPEN_CONCERN, Visibility
from .concern import Concern


class ForwardQuerySet(models.QuerySet["Forward"]):
    def to_send(self, now: datetime) -> "ForwardQuerySet":
        """Those that wait; nothing that the house rules hide leaves."""
        waiting = self.filter(signal_id="", free_after__lte=now)
        return waiting.filter(
            concern__visibility=Visibility.PUBLIC, concern__state__in=OPEN_CONCERN
        )

    def to_follow(self, now: datetime) -> "ForwardQuerySet":
        return self.exclude(signal_id="").filter(is_closed=False, free_after__lte=now)


class Forward(models.Model):
    """A concern that the town's Signalen gets as well, and where it stands there.

    The row is the queue: `free_after` says when a worker may take it, `tries` how often one did in
    vain. `signal_id` is empty until Signalen has it.
    """

    concern = models.OneToOneField(Concern, models.CASCADE, related_name="forward")
    free_after = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    signal_id = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=20, blank=True)
    says = models.CharField(max_length=50, blank=True)
    is_closed = models.BooleanField(default=False)

    objects = ForwardQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["free_after"], name="forward_waiting", condition=Q(is_closed=False)
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.concern)
