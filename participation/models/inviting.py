from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Organisation

from ..states.meetings import Reply
from .meeting import Meeting


class Invited(models.Model):
    """An organisation that a meeting asks to come; that it has not answered is public (O124)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invited")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reply = models.CharField(max_length=20, choices=Reply, blank=True)
    words = models.CharField(_("toelichting"), max_length=300, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="invited_once", fields=["meeting", "organisation"]),
            models.CheckConstraint(
                name="invited_not_coming_with_words",
                condition=Q(reply="", replied_at=None)
                | Q(reply=Reply.COMING, replied_at__isnull=False)
                | (Q(reply=Reply.NOT_COMING, replied_at__isnull=False) & ~Q(words="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.meeting}"
