import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from ..states.meetings import Bars
from .meeting import Meeting


class BarrierQuerySet(models.QuerySet["Barrier"]):
    def unanswered(self) -> "BarrierQuerySet":
        return self.filter(answered_at=None)

    def held_by(self, officer: User) -> "BarrierQuerySet":
        return self.unanswered().filter(officer=officer)

    def due_before(self, moment: datetime) -> "BarrierQuerySet":
        return self.unanswered().filter(meeting__neighbourhood__is_public=True, due_at__lt=moment)


class Barrier(models.Model):
    """ "Ik kan niet meedoen omdat": what keeps somebody from a meeting, and what is done about it
    (O49). `words` are only for who answers; the answer is public, and who asked is not."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="barriers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    bars = models.CharField(max_length=20, choices=Bars)
    words = models.CharField(_("wat zou helpen"), max_length=500, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_at = models.DateTimeField()
    at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("wat wij doen"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = BarrierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="barrier_known", condition=Q(bars__in=Bars.values)),
            models.CheckConstraint(
                name="barrier_answered_with_words",
                condition=Q(answered_at=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
        ]
        indexes = [
            models.Index(name="barrier_due", fields=["due_at"], condition=Q(answered_at=None))
        ]

    def __str__(self) -> str:
        return str(self.get_bars_display())
