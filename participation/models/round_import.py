import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neighbourhoods.models import Neighbourhood

from ..states.budgets import Rule
from .budget import BudgetRound


class RoundImport(models.Model):
    """A round that was held elsewhere, as its file was read: nothing of it is public before it is
    confirmed, and then it is `round`. `plans` are [reference, cents, name], `ballots` lists of
    references. The file itself is not kept, nor how it names its voters."""

    neighbourhood = models.ForeignKey(Neighbourhood, models.CASCADE, related_name="+")
    title = models.CharField(_("naam van de ronde"), max_length=120)
    source = models.CharField(_("waar de stemmen vandaan komen"), max_length=200)
    rule = models.CharField(max_length=20, choices=Rule)
    ended_on = models.DateField()
    budget = models.PositiveBigIntegerField()
    plans = models.JSONField(default=list)
    ballots = models.JSONField(default=list)
    round = models.OneToOneField(
        BudgetRound, models.CASCADE, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="round_import_rule", condition=models.Q(rule__in=Rule.values)
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        place = self.neighbourhood.slug
        return reverse("participation:budget_import", args=[place, self.pk])
