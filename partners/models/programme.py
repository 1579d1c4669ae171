import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from neighbourhoods.models import Neighbourhood

from ..states import Approach, DayPart, Group
from .organisation import Organisation


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def running(self) -> "ProgrammeQuerySet":
        return self.filter(ended_at=None)

    def public_in(self, neighbourhood: Neighbourhood) -> "ProgrammeQuerySet":
        """What runs here, of organisations that everybody sees."""
        shown = Organisation.objects.public()
        return self.running().filter(
            neighbourhood=neighbourhood, organisation__in=shown.values("pk")
        )


class Programme(models.Model):
    """What an organisation runs in a neighbourhood: for whom, when, and in which way."""

    PARTS = {
        "in_morning": DayPart.MORNING,
        "in_afternoon": DayPart.AFTERNOON,
        "in_evening": DayPart.EVENING,
        "at_night": DayPart.NIGHT,
    }

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="programmes")
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    about = models.CharField(max_length=500, blank=True)
    group = models.CharField(max_length=20, choices=Group)
    in_morning = models.BooleanField(default=False)
    in_afternoon = models.BooleanField(default=False)
    in_evening = models.BooleanField(default=False)
    at_night = models.BooleanField(default=False)
    approach = models.PositiveSmallIntegerField(choices=Approach)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    added_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="programme_group_known", condition=Q(group__in=Group.values)
            ),
            models.CheckConstraint(
                name="programme_approach_known", condition=Q(approach__in=Approach.values)
            ),
            models.CheckConstraint(
                name="programme_some_part_of_the_day",
                condition=Q(in_morning=True)
                | Q(in_afternoon=True)
                | Q(in_evening=True)
                | Q(at_night=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["neighbourhood"], name="programme_running", condition=Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def parts(self) -> list[DayPart]:
        return [part for field, part in self.PARTS.items() if getattr(self, field)]
