import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from neighbourhoods.models import Municipality, Neighbourhood

from ..states import AssignmentState
from .organisation import Organisation


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def public(self) -> "AssignmentQuerySet":
        """From the moment that the organisation said yes, and also after its end."""
        return self.filter(confirmed_at__isnull=False)


class Assignment(models.Model):
    """A task that a municipality gives to an organisation, with its scope and its term.

    An officer records it, a contact of the organisation confirms it; from then on it is public.
    `reason` says why it was declined, or why it ended.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    scope = models.TextField(max_length=2000)
    begins_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(
        max_length=20, choices=AssignmentState, default=AssignmentState.PROPOSED
    )
    reason = models.TextField(max_length=1000, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assignment_state_known", condition=Q(state__in=AssignmentState.values)
            ),
            models.CheckConstraint(
                name="assignment_ends_after_it_begins", condition=Q(ends_on__gte=F("begins_on"))
            ),
            models.CheckConstraint(
                name="assignment_ended_with_reason",
                condition=~Q(state__in=["declined", "ended"]) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.organisation.get_absolute_url()}#opdracht-{self.pk}"

    def is_over(self, today: date) -> bool:
        """Its term has passed, or it was ended before."""
        return self.state == AssignmentState.ENDED or self.ends_on < today
