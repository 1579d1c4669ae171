"""What helps who works for the municipality: standard texts, and filters that they keep."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neighbourhoods.models import Municipality, Neighbourhood


class StandardTextQuerySet(models.QuerySet["StandardText"]):
    def usable_in(self, neighbourhood: Neighbourhood) -> "StandardTextQuerySet":
        """Those of the neighbourhood and those of its whole municipality."""
        return self.filter(
            Q(neighbourhood=neighbourhood) | Q(municipality=neighbourhood.municipality_id)
        ).order_by("part", "name", "pk")


class StandardText(models.Model):
    """A text to begin with, of a neighbourhood or of a whole municipality; the writer goes on.

    In `text` stand words in braces that are filled with what is true of an initiative
    (initiatives.selections.standard_texts).
    """

    class Part(models.TextChoices):
        """Into which field of the review it goes."""

        REASON = "reason", _("waarom")
        POSSIBLE = "possible", _("wat er wel kan")
        QUESTION = "question", _("vraag aan het team")

    neighbourhood = models.ForeignKey(Neighbourhood, models.CASCADE, null=True, related_name="+")
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")
    part = models.CharField(_("waarvoor"), max_length=20, choices=Part)
    name = models.CharField(_("naam"), max_length=60)
    text = models.TextField(_("tekst"), max_length=1000)

    objects = StandardTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="standard_text_has_one_home",
                condition=Q(neighbourhood=None) ^ Q(municipality=None),
            ),
            models.CheckConstraint(
                name="standard_text_says_something", condition=~Q(name="") & ~Q(text="")
            ),
            models.UniqueConstraint(
                name="standard_text_once_here",
                fields=["neighbourhood", "part", "name"],
                condition=Q(municipality=None),
            ),
            models.UniqueConstraint(
                name="standard_text_once_in_municipality",
                fields=["municipality", "part", "name"],
                condition=Q(neighbourhood=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def home(self) -> Neighbourhood | Municipality:
        """Fetch it with both."""
        home = self.neighbourhood or self.municipality
        assert home, "the database keeps none without"
        return home


class SavedFilter(models.Model):
    """A choice in Mijn werk that somebody keeps under a name; `query` is that of its address."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("naam"), max_length=40)
    query = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(name="saved_filter_once", fields=["person", "name"])]

    def __str__(self) -> str:
        return self.name
