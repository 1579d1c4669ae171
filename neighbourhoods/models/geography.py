"""The CBS geography: municipalities, wijken and buurten, and the postcodes that lead to them."""

import unicodedata

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

SEARCH_LENGTH = 100


def search_key(text: str) -> str:
    """Lower case without accents and apostrophes, other signs as one space: "'s-Gravenhage" is
    "s gravenhage"; at most 100 signs, and safe for every database."""
    letters = unicodedata.normalize("NFKD", text[:SEARCH_LENGTH]).casefold()
    letters = letters.translate({ord(sign): None for sign in "'’‘`´\0"})
    kept = (sign if sign.isalnum() else " " for sign in letters if not unicodedata.combining(sign))
    return " ".join("".join(kept).split())[:SEARCH_LENGTH].rstrip()


class AreaLevel(models.TextChoices):
    WIJK = "wijk", _("wijk")
    BUURT = "buurt", _("buurt")


def _in_the_netherlands() -> models.Q:
    """Longitude and latitude (WGS84) of the European Netherlands; refuses a swapped pair."""
    return models.Q(longitude__range=(3, 8), latitude__range=(50, 54))


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def current(self) -> "MunicipalityQuerySet":
        return self.filter(is_current=True)

    def by_name(self) -> "MunicipalityQuerySet":
        return self.order_by("search_name", "pk")


class Municipality(models.Model):
    """A gemeente as CBS knows it; one that merged into another stays, no longer current."""

    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=110, unique=True)
    alias = models.CharField(max_length=100, blank=True)
    province = models.CharField(max_length=40, blank=True)
    residents = models.PositiveIntegerField(null=True, blank=True)
    longitude = models.FloatField()
    latitude = models.FloatField()
    search_name = models.CharField(max_length=SEARCH_LENGTH, db_index=True)
    search_alias = models.CharField(max_length=SEARCH_LENGTH, blank=True)
    is_current = models.BooleanField(default=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="municipality_code_is_gm", condition=models.Q(code__startswith="GM")
            ),
            models.CheckConstraint(
                name="municipality_in_the_netherlands", condition=_in_the_netherlands()
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:municipality", args=[self.slug])


class AreaQuerySet(models.QuerySet["Area"]):
    def current(self) -> "AreaQuerySet":
        return self.filter(is_current=True)

    def wijken(self) -> "AreaQuerySet":
        return self.filter(level=AreaLevel.WIJK)

    def buurten(self) -> "AreaQuerySet":
        return self.filter(level=AreaLevel.BUURT)

    def within(self, areas: "models.QuerySet[Area]") -> "AreaQuerySet":
        """The buurten of these wijken: what somebody picks to say where something is."""
        return self.filter(parent__in=areas)

    def overlapping(self, west: float, south: float, east: float, north: float) -> "AreaQuerySet":
        """Those with a boundary that may lie in this window, in degrees WGS84."""
        return self.filter(west__lt=east, east__gt=west, south__lt=north, north__gt=south)

    def for_lists(self) -> "AreaQuerySet":
        """With the municipality and without the boundary, which is long and rarely needed."""
        return self.select_related("municipality").defer("boundary", "search_places")

    def by_name(self) -> "AreaQuerySet":
        return self.order_by("search_name", "pk")


class Area(models.Model):
    """A wijk or buurt as CBS knows it; one that CBS no longer has stays, no longer current."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=100)
    level = models.CharField(max_length=5, choices=AreaLevel)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="areas")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    residents = models.PositiveIntegerField(null=True, blank=True)
    surface_km2 = models.FloatField(null=True, blank=True)
    longitude = models.FloatField()
    latitude = models.FloatField()
    # The rings as JSON text (neighbourhoods/data/README.md); text, because it is only copied and
    # compared until somebody draws it. Empty for buurten.
    boundary = models.TextField(blank=True)
    west = models.FloatField(null=True, blank=True)
    south = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)
    search_name = models.CharField(max_length=SEARCH_LENGTH, db_index=True)
    # |zaandam|zaanstad|: the places and the municipality that a wijk or buurt lies in.
    search_places = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="area_municipality_level", fields=["municipality", "level"])]
        constraints = [
            models.CheckConstraint(
                name="area_level_fits_code_and_parent",
                condition=models.Q(level=AreaLevel.WIJK, parent__isnull=True, code__startswith="WK")
                | models.Q(level=AreaLevel.BUURT, parent__isnull=False, code__startswith="BU"),
            ),
            models.CheckConstraint(name="area_in_the_netherlands", condition=_in_the_netherlands()),
            models.CheckConstraint(
                name="area_boundary_has_extent",
                condition=models.Q(boundary="", west=None, south=None, east=None, north=None)
                | (
                    ~models.Q(boundary="")
                    & models.Q(west__lt=models.F("east"), south__lt=models.F("north"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def wijk_id(self) -> int:
        """The key of the wijk that this is, or lies in."""
        return self.pk if self.parent_id is None else self.parent_id


class PostcodeArea(models.Model):
    """A wijk in which a four-digit postcode lies, the one with most of its residents first."""

    # Found through the index of the unique constraint, which begins with it.
    postcode = models.CharField(max_length=4)
    place = models.CharField(max_length=100, blank=True)
    area = models.ForeignKey(Area, models.CASCADE, related_name="postcodes")
    rank = models.PositiveSmallIntegerField()
    share = models.FloatField(help_text=_("Geschat deel van de inwoners van de postcode, 0 tot 1"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="postcode_area_once", fields=["postcode", "area"]),
            models.CheckConstraint(
                name="postcode_share_is_a_share", condition=models.Q(share__range=(0, 1))
            ),
            models.CheckConstraint(
                name="postcode_from_1000", condition=models.Q(postcode__range=("1000", "9999"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.postcode} {self.place}".strip()
