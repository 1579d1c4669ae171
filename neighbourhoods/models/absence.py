"""When somebody who works here is away, and who stands in for them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .neighbourhood import Membership, Neighbourhood


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def not_over(self, today: date) -> "AbsenceQuerySet":
        return self.filter(back_on__gt=today)

    def on(self, today: date) -> "AbsenceQuerySet":
        """Who is away today."""
        return self.not_over(today).filter(first_day__lte=today)

    def covered(self, today: date) -> "AbsenceQuerySet":
        """Those whose stand-in still works here, and is not away today as well.

        Nobody stands in for a stand-in: there are no chains, and so no circles.
        """
        office = Membership.objects.of_office().filter(
            neighbourhood=OuterRef("neighbourhood"), person=OuterRef("stand_in")
        )
        away = Absence.objects.on(today).filter(
            neighbourhood=OuterRef("neighbourhood"), person=OuterRef("stand_in")
        )
        return self.filter(Exists(office), ~Exists(away))


class Absence(models.Model):
    """The absence of one person in one neighbourhood that is, or is to come: the last one said.

    `back_on` is the first day on which they are there again; then it has ended by itself.
    `stand_in` is empty once that person is gone, until another one is named.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.CASCADE, related_name="absences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    first_day = models.DateField(_("eerste dag dat u er niet bent"))
    back_on = models.DateField(_("eerste dag dat u er weer bent"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="absence_once", fields=["neighbourhood", "person"]),
            models.CheckConstraint(
                name="absence_begins_before_it_ends",
                condition=Q(first_day__lt=F("back_on")),
            ),
            models.CheckConstraint(
                name="absence_nobody_for_themselves",
                condition=Q(stand_in=None) | ~Q(stand_in=F("person")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.first_day} - {self.back_on}"
