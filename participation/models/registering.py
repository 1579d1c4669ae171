from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from activity.models import new_token

from ..states.meetings import Comes
from .meeting import Meeting


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def going(self) -> "RegistrationQuerySet":
        return self.filter(state=Comes.GOING)

    def waiting(self) -> "RegistrationQuerySet":
        """Whose turn it is first stands first."""
        return self.filter(state=Comes.WAITING).order_by("turn")

    def standing(self) -> "RegistrationQuerySet":
        return self.exclude(state=Comes.LEFT)


class Registration(models.Model):
    """That one person comes to a meeting, or waits for a place. Nobody else reads who they are:
    the host neither.

    `turn` is the order in which people came; who left and comes back gets a new one.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="registrations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(max_length=20, choices=Comes)
    turn = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registration_once", fields=["meeting", "person"]),
            models.UniqueConstraint(name="registration_turn", fields=["meeting", "turn"]),
            models.CheckConstraint(
                name="registration_state_known", condition=Q(state__in=Comes.values)
            ),
        ]
        indexes = [models.Index(name="registration_state", fields=["meeting", "state", "turn"])]

    def __str__(self) -> str:
        return f"{self.person}: {self.meeting}, {self.state}"


class CalendarLink(models.Model):
    """The address, which nobody can guess, of the calendar of one person."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=40, default=new_token, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.person)
