import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neighbourhoods.models import Neighbourhood

from ..states import Heard, YearState
from .spoken import HIDDEN_WITH_REASON, Spoken, SpokenQuerySet


class YearPlanQuerySet(models.QuerySet["YearPlan"]):
    def public(self) -> "YearPlanQuerySet":
        return self.filter(neighbourhood__is_public=True)

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "YearPlanQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def preparing(self) -> "YearPlanQuerySet":
        return self.filter(state=YearState.PREPARING)

    def running(self) -> "YearPlanQuerySet":
        return self.filter(state=YearState.RUNNING)

    def newest_first(self) -> "YearPlanQuerySet":
        return self.order_by("-year")


class YearPlan(models.Model):
    """The shared goals of a neighbourhood in a calendar year.

    While it is prepared people weigh goals until `weigh_until`, and meet on `meets_on`. `why` says
    why these goals; `explanation` why they were chosen without residents, if they were (rule R5).
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("jaar"))
    state = models.CharField(max_length=20, choices=YearState, default=YearState.PREPARING)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    weigh_until = models.DateField(_("wegen tot en met"), null=True, blank=True)
    meets_on = models.DateField(_("dag van de bijeenkomst"), null=True, blank=True)
    meets_at = models.TimeField(_("hoe laat"), null=True, blank=True)
    meets_where = models.CharField(_("waar"), max_length=120, blank=True)
    why = models.TextField(_("waarom deze doelen"), max_length=1500, blank=True)
    explanation = models.TextField(_("waarom zonder bewoners"), max_length=1000, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = YearPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="year_plan_once", fields=["neighbourhood", "year"]),
            models.CheckConstraint(
                name="year_plan_state_known", condition=Q(state__in=YearState.values)
            ),
            models.CheckConstraint(
                name="year_plan_chosen_has_day",
                condition=Q(state=YearState.PREPARING, chosen_at=None)
                | (~Q(state=YearState.PREPARING) & Q(chosen_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="year_plan_year", condition=Q(year__gte=2020, year__lte=2100)
            ),
        ]

    def __str__(self) -> str:
        return str(_("Doelen van %(year)s") % {"year": self.year})

    def get_absolute_url(self) -> str:
        return reverse("goals:year", args=[self.neighbourhood.slug, self.year])

    @property
    def is_preparing(self) -> bool:
        return self.state == YearState.PREPARING

    @property
    def is_running(self) -> bool:
        return self.state == YearState.RUNNING

    @property
    def is_over(self) -> bool:
        return self.state == YearState.CLOSED

    def is_weighing(self, today: date) -> bool:
        """Whether anybody may still propose, support and rank."""
        return self.is_preparing and (self.weigh_until is None or today <= self.weigh_until)


class ProblemQuerySet(SpokenQuerySet["Problem"]):
    pass


class Problem(Spoken):
    """What matters in the neighbourhood, before anybody speaks of solutions (O53)."""

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="problems")
    words = models.CharField(_("wat speelt er"), max_length=120)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="problem_hidden_with_reason", condition=HIDDEN_WITH_REASON)
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("goals:problems", args=[self.plan.neighbourhood.slug, self.plan.year])


class ProblemRank(models.Model):
    """One of the three things that matter most to somebody; `place` is 1 for the first."""

    PLACES = 3

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="+")
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="ranks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="problem_rank_place", fields=["plan", "person", "place"]),
            models.UniqueConstraint(name="problem_rank_once", fields=["problem", "person"]),
            models.CheckConstraint(
                name="problem_rank_of_three", condition=Q(place__gte=1, place__lte=3)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


class CoSignature(models.Model):
    """A resident puts their name under the year: the programme-makers are the residents (O84)."""

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="co_signature_once", fields=["plan", "person"])]

    def __str__(self) -> str:
        return f"{self.person}, {self.plan}"


class ResidentInput(models.Model):
    """That residents had their part in a year, or in a quarterly review of it: what rule R5 looks
    at. How many they were and where; never who (O43). Of a meeting `present` names the
    organisations that were there. Of what came in on this site there is one row, whose number is
    kept up with each that comes in."""

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="inputs")
    review = models.ForeignKey(
        "goals.QuarterlyReview", models.CASCADE, null=True, blank=True, related_name="inputs"
    )
    kind = models.CharField(max_length=20, choices=Heard)
    day = models.DateField(_("welke dag"))
    residents = models.PositiveIntegerField(_("hoeveel bewoners"))
    others = models.PositiveIntegerField(_("hoeveel anderen"), default=0)
    place = models.CharField(_("waar"), max_length=120, blank=True)
    present = models.TextField(max_length=500, blank=True, default="", db_default="")
    words = models.TextField(_("wat zij zeiden"), max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="resident_input_kind_known", condition=Q(kind__in=Heard.values)
            ),
            models.UniqueConstraint(
                name="resident_input_online_once",
                fields=["plan"],
                condition=Q(kind=Heard.ONLINE, review=None),
            ),
            models.UniqueConstraint(
                name="resident_input_review_once",
                fields=["review"],
                condition=Q(kind=Heard.ONLINE, review__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day}"
