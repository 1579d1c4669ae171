import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .initiative import Initiative


class Experiment(models.Model):
    """What a team wants to find out, how it tries that, and what it learned; some may be open.

    `key` is that of the form by which it was last told.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="experiment")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    question = models.TextField(_("uw vraag"), max_length=500, blank=True)
    tryout = models.TextField(_("wat u probeert"), max_length=1000, blank=True)
    learned = models.TextField(_("wat u leerde"), max_length=2000, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="experiment_says_something",
                condition=~Q(question="") | ~Q(tryout="") | ~Q(learned=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.question[:60]}"
