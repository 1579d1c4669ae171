from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from neighbourhoods.models import Neighbourhood

from ..states import Visibility
from .initiative import Initiative


class ResemblanceQuerySet(models.QuerySet["Resemblance"]):
    def shown(self) -> "ResemblanceQuerySet":
        """Those that stand, and of which the other one is there for everybody."""
        return self.filter(
            ended_at=None,
            other__visibility=Visibility.PUBLIC,
            other__neighbourhood__in=Neighbourhood.objects.public().values("pk"),
        )


class Resemblance(models.Model):
    """`initiative` resembles `other`: always two rows, one each way.

    It brings people together; it never hides or closes either (rule R1). What was taken back
    stays with `ended_at`, so that the teams are told once.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="resemblances")
    other = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = ResemblanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="resemblance_once", fields=["initiative", "other"]),
            models.CheckConstraint(name="resemblance_of_two", condition=~Q(initiative=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.other}"
