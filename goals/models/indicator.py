import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neighbourhoods.models import Municipality
from partners.models import Organisation

from ..states import Confidence, Count, Direction, Source
from .goal import Goal
from .spoken import HIDDEN_WITH_REASON, Spoken, SpokenQuerySet


class FigureSeries(models.Model):
    """Official figures of one kind: what they mean, where they come from and what one may do with
    them. Of CBS, or with a `municipality` its own."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    unit = models.CharField(max_length=40)
    theme = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=10, choices=Direction, blank=True)
    source = models.CharField(max_length=120)
    licence = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="figure_series_of_all",
                fields=["name"],
                condition=Q(municipality=None),
            ),
            models.UniqueConstraint(
                name="figure_series_of_one",
                fields=["municipality", "name"],
                condition=Q(municipality__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Figure(models.Model):
    """One official figure. Area codes are used again over the years for other areas, so it is tied
    to the code and the year of the division (`division`) in which that code had its meaning."""

    series = models.ForeignKey(FigureSeries, models.CASCADE, related_name="figures")
    area_code = models.CharField(max_length=10)
    division = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=16, decimal_places=4)
    source = models.CharField(max_length=120, blank=True)
    method = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="figure_once", fields=["series", "area_code", "division", "year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.series}, {self.area_code}, {self.year}: {self.value}"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def standing(self) -> "IndicatorQuerySet":
        return self.filter(removed_at=None)

    def of(self, goal: Goal) -> "IndicatorQuerySet":
        return self.standing().filter(goal=goal).order_by("place", "pk")


class Indicator(models.Model):
    """A figure that is followed for a goal; at most five stand (`removed_at`).

    Official ones are read from a series, for the area with `area_code` in the `division` of that
    year; the platform counts what `count` says; an organisation counts its own. `confidence` says
    how sure we are that our effort caused the change (O30), and `confidence_words` why.
    """

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="indicators")
    source = models.CharField(max_length=20, choices=Source)
    title = models.CharField(_("wat wij volgen"), max_length=120)
    unit = models.CharField(_("eenheid"), max_length=40, blank=True)
    direction = models.CharField(_("welke kant op"), max_length=10, choices=Direction)
    series = models.ForeignKey(
        FigureSeries, models.PROTECT, null=True, blank=True, related_name="+"
    )
    area_code = models.CharField(max_length=10, blank=True)
    division = models.PositiveSmallIntegerField(null=True, blank=True)
    count = models.CharField(max_length=20, choices=Count, blank=True)
    counted_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    baseline = models.DecimalField(
        _("waar wij begonnen"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    target = models.DecimalField(
        _("waar wij heen willen"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    confidence = models.CharField(max_length=20, choices=Confidence, default=Confidence.UNKNOWN)
    confidence_words = models.CharField(max_length=300, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="indicator_from_one_source",
                condition=Q(
                    source=Source.OFFICIAL,
                    series__isnull=False,
                    division__isnull=False,
                    count="",
                    counted_by=None,
                )
                | Q(source=Source.PLATFORM, series=None, counted_by=None, count__in=Count.values)
                | Q(source=Source.PARTY, series=None, counted_by__isnull=False, count=""),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("goals:indicator", args=[self.pk])


class Measurement(models.Model):
    """What an indicator was at the end of a quarter, or with no `quarter` of a year: counted by
    the platform when the review opened, or said by who counts it."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="measurements")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(null=True, blank=True)
    value = models.DecimalField(max_digits=16, decimal_places=4)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="measurement_of_quarter",
                fields=["indicator", "year", "quarter"],
                condition=Q(quarter__isnull=False),
            ),
            models.UniqueConstraint(
                name="measurement_of_year",
                fields=["indicator", "year"],
                condition=Q(quarter=None),
            ),
            models.CheckConstraint(
                name="measurement_quarter_of_four",
                condition=Q(quarter=None) | Q(quarter__gte=1, quarter__lte=4),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.year}: {self.value:f}"


class MeaningQuerySet(SpokenQuerySet["Meaning"]):
    PLAN = "indicator__goal__plan"


class Meaning(Spoken):
    """What a figure means according to somebody from the neighbourhood (duiding, O13)."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="meanings")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.CharField(_("wat dit cijfer betekent"), max_length=500)

    objects = MeaningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="meaning_hidden_with_reason", condition=HIDDEN_WITH_REASON)
        ]

    def __str__(self) -> str:
        return self.words[:120]

    def get_absolute_url(self) -> str:
        return f"{self.indicator.get_absolute_url()}#duiding-{self.pk}"


class FigureImport(models.Model):
    """A municipality's own list of figures, as it was read: nothing of it is written before
    somebody confirms it. `rows` are the lines that are right ([code, name, year, value, source,
    method]), `refused` those that are not ([line, what stood there, why]) and `series` what is said
    of each figure by its name. The file itself is not kept."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    source = models.CharField(_("waar de cijfers vandaan komen"), max_length=120)
    licence = models.CharField(max_length=120, blank=True)
    rows = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    series = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    def __str__(self) -> str:
        return self.source
