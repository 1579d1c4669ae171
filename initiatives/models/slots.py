import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..states import MOST_PLACES
from .helping import SupportRequest


class SlotQuerySet(models.QuerySet["Slot"]):
    def standing(self) -> "SlotQuerySet":
        return self.filter(called_off_at=None)

    def to_come(self, now: datetime) -> "SlotQuerySet":
        """For which one can still sign up, or withdraw."""
        return self.standing().filter(starts_at__gt=now)


class Slot(models.Model):
    """A moment at which a team can use hands: from when to when, where, and how many people.

    `version` counts what changed; with `key` it tells a calendar which moment this is, and which
    account of it is the last. Who signed up for one that was called off is still known.
    """

    request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(_("waar"), max_length=120)
    places = models.PositiveSmallIntegerField(_("hoeveel mensen"))
    called_off = models.CharField(_("waarom het niet doorgaat"), max_length=300, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = SlotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="slot_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="slot_for_somebody", condition=Q(places__gte=1, places__lte=MOST_PLACES)
            ),
            models.CheckConstraint(
                name="slot_called_off_with_words",
                condition=Q(called_off_at=None, called_off="")
                | (Q(called_off_at__isnull=False) & ~Q(called_off="")),
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="slot_starts", condition=Q(called_off_at=None))
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}, {self.place}"

    def get_absolute_url(self) -> str:
        keys = [self.request.initiative_id, self.request_id, self.pk]
        return reverse("initiatives:slot", args=keys)

    def is_over(self, now: datetime) -> bool:
        """It has begun, or it was called off: nobody comes in or goes out any more."""
        return self.called_off_at is not None or self.starts_at <= now


class SignUp(models.Model):
    """`Ik kom helpen`: a small promise of one person, which is not an agreement (decision 11)."""

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="signups")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="signup_once", fields=["slot", "person"])]

    def __str__(self) -> str:
        return f"{self.person}: {self.slot}"
