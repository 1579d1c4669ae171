from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models import ResidentInput
from partners.models import Agreement, Organisation

from .meeting import Meeting


class MeetingAgreement(models.Model):
    """An action point: what was promised in a meeting is an agreement (rule R4)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agreements")
    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.meeting}: {self.agreement}"


class MinutesVersion(models.Model):
    """The minutes as somebody saved them, for who writes along; the last one stands on the meeting
    itself. Everybody reads only what was approved."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=10_000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="minutes_version_once", fields=["meeting", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"


class Attendance(models.Model):
    """Who were there: how many residents and others, and which organisations. Never who (O43).

    `input` is the row that rule R5 looks at, of a meeting that hosts a review or a year.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="attendance")
    residents = models.PositiveIntegerField(_("hoeveel bewoners"))
    others = models.PositiveIntegerField(_("hoeveel anderen"), default=0)
    input = models.OneToOneField(
        ResidentInput, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.meeting}: {self.residents}"


class AttendedBy(models.Model):
    """An organisation of which somebody was there."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="attended_by_once", fields=["attendance", "organisation"])
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.attendance}"
