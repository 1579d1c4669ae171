from django.conf import settings
from django.db import models
from django.utils import timezone

from neighbourhoods.models import Municipality, Neighbourhood

from ..states import Kind


class Organisation(models.Model):
    """Every party, on an equal footing: municipality, partner, or the team of an initiative."""

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="organisations")
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    is_listed = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_kind_known", condition=models.Q(kind__in=Kind.values)
            ),
            models.UniqueConstraint(
                name="municipality_one_organisation",
                fields=["municipality"],
                condition=models.Q(kind=Kind.MUNICIPALITY),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Somebody of an organisation; the first of a residents' team is who sent the initiative."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_contact = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="member_once", fields=["organisation", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"
