from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from goals.quarters import Quarter
from neighbourhoods.models import Membership, Neighbourhood

from ..states.reports import Chapter, MakingState, Period, ReportState


class ReportQuerySet(models.QuerySet["Report"]):
    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "ReportQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def published(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.PUBLISHED, neighbourhood__is_public=True)

    def visible_to(self, user: User | AnonymousUser) -> "ReportQuerySet":
        """What is published, and for who coordinates there also what is being made."""
        public = Q(state=ReportState.PUBLISHED)
        if user.is_authenticated:
            mine = Membership.objects.coordinators().filter(person_id=user.pk)
            public |= Q(neighbourhood__in=mine.values("neighbourhood"))
        return self.filter(public, neighbourhood__is_public=True)

    def newest_first(self) -> "ReportQuerySet":
        """The year after its last quarter, so before it in this order."""
        return self.order_by("-year", models.F("quarter").desc(nulls_first=True), "-pk")


class Report(models.Model):
    """What a neighbourhood tells of a quarter or of a year (rule R9).

    What the platform drafts stands in its `Making`, what people write in `ReportWords`: making it
    anew loses nothing. `story_order` are keys of stories in the chosen order; `explanation` says
    why residents had no part in it, if they had none (rule R5). Published, `frozen` is its content
    (`reports.content`). `begun_by` is empty when the clock began it.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Period)
    year = models.PositiveSmallIntegerField(_("jaar"))
    quarter = models.PositiveSmallIntegerField(_("kwartaal"), null=True, blank=True)
    state = models.CharField(max_length=20, choices=ReportState, default=ReportState.DRAFTING)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    story_order = models.JSONField(default=list, blank=True)
    explanation = models.TextField(_("waarom zonder bewoners"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)
    frozen = models.JSONField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="report_of_quarter_once",
                fields=["neighbourhood", "year", "quarter"],
                condition=Q(quarter__isnull=False),
            ),
            models.UniqueConstraint(
                name="report_of_year_once",
                fields=["neighbourhood", "year"],
                condition=Q(quarter=None),
            ),
            models.CheckConstraint(
                name="report_of_quarter_or_year",
                condition=Q(kind=Period.YEAR, quarter=None)
                | Q(kind=Period.QUARTER, quarter__gte=1, quarter__lte=4),
            ),
            models.CheckConstraint(
                name="report_published_is_frozen",
                condition=Q(
                    state=ReportState.PUBLISHED,
                    frozen__isnull=False,
                    published_at__isnull=False,
                    published_by__isnull=False,
                )
                | Q(state=ReportState.DRAFTING, frozen=None, published_at=None, published_by=None),
            ),
        ]

    def __str__(self) -> str:
        if self.quarter is None:
            return str(_("Verslag van %(year)s") % {"year": self.year})
        return str(
            _("Verslag van kwartaal %(quarter)s van %(year)s")
            % {"quarter": self.quarter, "year": self.year}
        )

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.pk])

    @property
    def first_day(self) -> date:
        return Quarter(self.year, self.quarter or 1).first_day

    @property
    def last_day(self) -> date:
        return Quarter(self.year, self.quarter or 4).last_day

    @property
    def is_published(self) -> bool:
        return self.state == ReportState.PUBLISHED


class MakingQuerySet(models.QuerySet["Making"]):
    def to_do(self) -> "MakingQuerySet":
        return self.filter(state__in=[MakingState.WAITING, MakingState.RUNNING])


class Making(models.Model):
    """The draft that the platform makes of a report: what waits is the queue of the worker.

    `facts` is the last one that came ready (`content.Facts`) and stays until the next one is.
    `claimed_until`: a worker has it till then; `tries` is how often one began.
    """

    MOST_TRIES = 3

    report = models.OneToOneField(Report, models.CASCADE, related_name="making")
    state = models.CharField(max_length=20, choices=MakingState, default=MakingState.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    facts = models.JSONField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = MakingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="making_state_known", condition=Q(state__in=MakingState.values)
            ),
            models.CheckConstraint(
                name="making_done_has_facts",
                condition=~Q(state=MakingState.DONE)
                | Q(facts__isnull=False, made_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="making_to_do",
                condition=Q(state__in=["waiting", "running"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.percent}%"

    @property
    def is_busy(self) -> bool:
        return self.state in (MakingState.WAITING, MakingState.RUNNING)

    @property
    def has_failed(self) -> bool:
        return self.state == MakingState.FAILED


class ReportWords(models.Model):
    """What the coordinator writes with a chapter, in the name of the neighbourhood."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="words")
    chapter = models.CharField(max_length=20, choices=Chapter)
    words = models.TextField(_("uw eigen woorden"), max_length=3000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="report_words_once", fields=["report", "chapter"]),
            models.CheckConstraint(name="report_words_say_something", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words[:60]


class LeftOut(models.Model):
    """A line (`content.Line.key`) that the coordinator left out. Of what went wrong it takes a
    reason that everybody reads (rule R9); a story may go without."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="left_out")
    chapter = models.CharField(max_length=20, choices=Chapter)
    line = models.CharField(max_length=60)
    why = models.CharField(_("waarom u dit weglaat"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="left_out_once", fields=["report", "chapter", "line"]),
            models.CheckConstraint(
                name="left_out_with_reason", condition=Q(chapter=Chapter.STORIES) | ~Q(why="")
            ),
        ]

    def __str__(self) -> str:
        return self.line
