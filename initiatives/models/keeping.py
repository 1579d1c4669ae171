import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .initiative import Initiative


class LookBack(models.Model):
    """What a team learned when it ended (O62): three short questions, of which some may stay open.

    Who starts again and ends again answers anew; the last one stands.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="look_back")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    helped = models.TextField(_("wat hielp"), max_length=1000, blank=True)
    otherwise = models.TextField(_("wat u anders zou doen"), max_length=1000, blank=True)
    brought = models.TextField(_("wat het bracht"), max_length=1000, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="look_back_says_something",
                condition=~Q(helped="") | ~Q(otherwise="") | ~Q(brought=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.at:%Y}"


class WithinReach(models.Model):
    """Somebody who wants to hear once a year what goes on, after what they did ended (O51)."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="within_reach")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="within_reach_once", fields=["initiative", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.initiative}"
