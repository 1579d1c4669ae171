from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ..states import RequestState
from .organisation import Organisation


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def standing(self) -> "AffiliationQuerySet":
        return self.filter(state=RequestState.ACCEPTED)

    def open(self) -> "AffiliationQuerySet":
        return self.filter(state=RequestState.ASKED)

    def of(self, organisation: Organisation) -> "AffiliationQuerySet":
        """On either side."""
        return self.filter(Q(coalition=organisation) | Q(organisation=organisation))


class Affiliation(models.Model):
    """An organisation belongs to a coalition, or was asked to, or asked so itself.

    One side asks (`asked_by_coalition` says which) and the other answers.
    """

    coalition = models.ForeignKey(Organisation, models.CASCADE, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="coalitions")
    asked_by_coalition = models.BooleanField()
    state = models.CharField(max_length=20, choices=RequestState, default=RequestState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="affiliation_one_that_counts",
                fields=["coalition", "organisation"],
                condition=Q(state__in=["asked", "accepted"]),
            ),
            models.CheckConstraint(
                name="affiliation_not_with_itself", condition=~Q(coalition=F("organisation"))
            ),
            models.CheckConstraint(
                name="affiliation_state_known", condition=Q(state__in=RequestState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.coalition}"

    @property
    def asked(self) -> Organisation:
        """The side that answers."""
        return self.organisation if self.asked_by_coalition else self.coalition

    @property
    def asker(self) -> Organisation:
        return self.coalition if self.asked_by_coalition else self.organisation
