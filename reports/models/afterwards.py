from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models.spoken import HIDDEN_WITH_REASON, Spoken, SpokenQuerySet
from participation.models import Meeting
from partners.states import Visibility

from ..states.reports import Chapter
from .report import Report


class ReportReactionQuerySet(SpokenQuerySet["ReportReaction"]):
    PLAN = "report"

    def public(self) -> "ReportReactionQuerySet":
        """For callers who know that the report can be seen."""
        return self.filter(visibility=Visibility.PUBLIC)

    def unanswered(self) -> "ReportReactionQuerySet":
        return self.filter(answer="")

    def newest_first(self) -> "ReportReactionQuerySet":
        return self.order_by("-at", "-pk")


class ReportReaction(Spoken):
    """What somebody says of a published report; each gets an answer before `due_at` (rule R2)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="reactions")
    words = models.TextField(_("uw reactie"), max_length=1500)
    due_at = models.DateTimeField()
    answer = models.TextField(_("antwoord"), max_length=1500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ReportReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="report_reaction_says_something", condition=~Q(words="")),
            models.CheckConstraint(
                name="report_reaction_hidden_with_reason", condition=HIDDEN_WITH_REASON
            ),
            models.CheckConstraint(
                name="report_reaction_answered_by_somebody",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["report", "-at"], name="report_reaction_newest")]

    def __str__(self) -> str:
        return self.words[:120]

    def get_absolute_url(self) -> str:
        return reverse("reports:reactions", args=[self.report_id]) + f"#reactie-{self.pk}"


class Correction(models.Model):
    """A dated note with what is published: the report itself stays as it was."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="corrections")
    chapter = models.CharField(_("hoofdstuk"), max_length=20, choices=Chapter)
    words = models.TextField(_("wat er anders is"), max_length=1500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="correction_says_something",
                condition=Q(chapter__in=Chapter.values) & ~Q(words=""),
            )
        ]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.words[:120]


class ReportMeeting(models.Model):
    """A meeting at which a report is talked about (O33)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="meetings")
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.report}: {self.meeting}"
