import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neighbourhoods.models import Membership, Neighbourhood

from ..states import Kind, Weekday
from .organisation import Member, Organisation


class PresenceQuerySet(models.QuerySet["Presence"]):
    def running(self) -> "PresenceQuerySet":
        return self.filter(ended_at=None)

    def public_in(self, neighbourhood: Neighbourhood) -> "PresenceQuerySet":
        """Of organisations that everybody sees."""
        shown = Organisation.objects.public()
        return self.running().filter(
            neighbourhood=neighbourhood, organisation__in=shown.values("pk")
        )

    def for_list(self) -> "PresenceQuerySet":
        """With whose it is, and `is_of` whether the person who is named is still of it."""
        member = Member.objects.filter(
            organisation=OuterRef("organisation"), person=OuterRef("person")
        )
        office = Membership.objects.of_office().filter(
            neighbourhood=OuterRef("neighbourhood"), person=OuterRef("person")
        )
        works = Q(Exists(office), organisation__kind=Kind.MUNICIPALITY)
        return (
            self.select_related("organisation", "person")
            .defer(*[f"organisation__{name}" for name in Organisation.TEXTS])
            .annotate(is_of=Q(Exists(member)) | works)
            .order_by("begins", "ends", "pk")
        )


class Presence(models.Model):
    """When an organisation is regularly in the neighbourhood, and where to find it (O19, O21).

    `days` are the digits of its weekdays, 1 for Monday. It goes on past midnight when it `ends`
    earlier than it `begins`. `person` is whom one meets there, for as long as they are of it.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="presences")
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    days = models.CharField(_("welke dagen"), max_length=7)
    begins = models.TimeField(_("van"))
    ends = models.TimeField(_("tot"))
    place = models.CharField(_("waar"), max_length=120)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="presence_some_day", condition=~Q(days="")),
            models.CheckConstraint(name="presence_some_time", condition=~Q(begins=F("ends"))),
        ]
        indexes = [
            models.Index(
                fields=["neighbourhood"], name="presence_running", condition=Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def weekdays(self) -> list[Weekday]:
        return [day for day in Weekday if str(day.value) in self.days]
