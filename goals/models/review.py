import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activity.models import new_token
from partners.models import Organisation
from partners.states import Visibility

from ..quarters import Quarter
from ..states import Fits, Judgement, ReviewState, Sees
from .goal import Goal
from .plan import YearPlan
from .spoken import HIDDEN_WITH_REASON, SpokenQuerySet


class QuarterlyReviewQuerySet(models.QuerySet["QuarterlyReview"]):
    def public(self) -> "QuarterlyReviewQuerySet":
        return self.filter(plan__neighbourhood__is_public=True)

    def open(self) -> "QuarterlyReviewQuerySet":
        """Voices can still come in."""
        return self.exclude(state=ReviewState.CLOSED)

    def for_page(self) -> "QuarterlyReviewQuerySet":
        return self.select_related("plan__neighbourhood__municipality", "closed_by")


class QuarterlyReview(models.Model):
    """The neighbourhood looks back on a quarter (rule R6): it opens on the first day after it.

    `token` is in the address behind the QR code. `lacks` is what does not work yet (rule R9);
    `explanation` why it was closed without residents (rule R5). Closed, `frozen` is what it shows:
    texts and figures as they were, organisations by name, people by key alone.
    """

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="reviews")
    quarter = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=ReviewState, default=ReviewState.OPEN)
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(default=timezone.now)
    token = models.CharField(max_length=40, default=new_token, unique=True)
    meets_on = models.DateField(_("dag"), null=True, blank=True)
    meets_at = models.TimeField(_("hoe laat"), null=True, blank=True)
    meets_where = models.CharField(_("waar"), max_length=120, blank=True)
    present = models.CharField(_("wie er waren"), max_length=500, blank=True)
    lacks = models.TextField(_("wat nog niet goed lukt"), max_length=1500, blank=True)
    explanation = models.TextField(_("waarom zonder bewoners"), max_length=1000, blank=True)
    frozen = models.JSONField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = QuarterlyReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="quarterly_review_once", fields=["plan", "quarter"]),
            models.CheckConstraint(
                name="quarterly_review_of_four", condition=Q(quarter__gte=1, quarter__lte=4)
            ),
            models.CheckConstraint(
                name="quarterly_review_closed_is_frozen",
                condition=(
                    Q(state=ReviewState.CLOSED, closed_at__isnull=False, frozen__isnull=False)
                    & ~Q(lacks="")
                )
                | (~Q(state=ReviewState.CLOSED) & Q(closed_at=None, frozen=None)),
            ),
        ]

    def __str__(self) -> str:
        return str(
            _("Kwartaalgesprek %(quarter)s van %(year)s")
            % {"quarter": self.quarter, "year": self.plan.year}
        )

    def get_absolute_url(self) -> str:
        return reverse("goals:review", args=[self.pk])

    @property
    def period(self) -> Quarter:
        return Quarter(self.plan.year, self.quarter)

    @property
    def is_closed(self) -> bool:
        return self.state == ReviewState.CLOSED


class Assessment(models.Model):
    """What a review ended in for a goal, and why; a stop also says what is possible (rule R3)."""

    review = models.ForeignKey(QuarterlyReview, models.CASCADE, related_name="assessments")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="assessments")
    judgement = models.CharField(max_length=20, choices=Judgement)
    why = models.TextField(max_length=1000)
    possible = models.TextField(max_length=1000, blank=True)
    adjusted = models.TextField(_("hoe het nu luidt"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="assessment_once", fields=["review", "goal"]),
            models.CheckConstraint(
                name="assessment_with_why",
                condition=~Q(why="") & (~Q(judgement=Judgement.STOP) | ~Q(possible="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.get_judgement_display()}"


class VoiceQuerySet(SpokenQuerySet["Voice"]):
    PLAN = "review__plan"


class Voice(models.Model):
    """What somebody said before or in a review; once a person, or once a browser for who has no
    account. `saw` is what they saw change, `table` what should be on the table (O125)."""

    review = models.ForeignKey(QuarterlyReview, models.CASCADE, related_name="voices")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    browser = models.CharField(max_length=64, blank=True)
    is_resident = models.BooleanField(default=True)
    saw = models.TextField(max_length=500, blank=True)
    table = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    hidden_reason = models.CharField(max_length=500, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="voice_once_a_person",
                fields=["review", "person"],
                condition=Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                name="voice_once_a_browser",
                fields=["review", "browser"],
                condition=~Q(browser=""),
            ),
            models.CheckConstraint(name="voice_hidden_with_reason", condition=HIDDEN_WITH_REASON),
        ]

    def __str__(self) -> str:
        return self.table or self.saw[:120]

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC

    def get_absolute_url(self) -> str:
        return self.review.get_absolute_url()


class VoiceOnGoal(models.Model):
    """Whether a goal still fits, and what somebody saw change for it."""

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="on_goals")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="+")
    fits = models.CharField(max_length=10, choices=Fits, blank=True)
    sees = models.CharField(max_length=10, choices=Sees, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="voice_on_goal_once", fields=["voice", "goal"])]

    def __str__(self) -> str:
        return f"{self.goal}: {self.fits} {self.sees}"


class VoiceOnParty(models.Model):
    """How working together with a party is, from 1 to 5; shown from five voices up (O77, R12)."""

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="on_parties")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="voice_on_party_once", fields=["voice", "organisation"]),
            models.CheckConstraint(
                name="voice_on_party_of_five", condition=Q(score__gte=1, score__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.score}"
