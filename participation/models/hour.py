import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from goals.models.spoken import HIDDEN_WITH_REASON
from neighbourhoods.models import Neighbourhood
from partners.models import Organisation

from ..states.hours import When
from .meeting import Meeting
from .spoken import ONE_OF_BOTH, WithoutNameQuerySet, Words


class QuestionHourQuerySet(models.QuerySet["QuestionHour"]):
    def public(self) -> "QuestionHourQuerySet":
        return self.filter(neighbourhood__is_public=True)

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "QuestionHourQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def coming(self, now: datetime) -> "QuestionHourQuerySet":
        """Of now and later, the first one first."""
        return self.filter(ends_at__gt=now, closed_at=None).order_by("begins_at", "pk")


class QuestionHour(models.Model):
    """At a set time `guest` or the municipality answers in writing what people ask.

    Questions can be put before. Of one that is held in the room of a `meeting`, who has no account
    takes part by the code of that room. `version` grows with all that changes what is shown: who
    refreshes every few seconds asks for that alone.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    guest = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("wie antwoordt"),
    )  # fmt: skip
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(_("titel"), max_length=120)
    about = models.TextField(_("waar het over gaat"), max_length=2000, blank=True)
    begins_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("is afgelopen"))
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = QuestionHourQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="question_hour_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))
            )
        ]
        indexes = [models.Index(name="question_hour_by_day", fields=["neighbourhood", "ends_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("participation:hour", args=[self.pk])

    def when(self, now: datetime) -> When:
        if self.closed_at or now >= self.ends_at:
            return When.OVER
        return When.LIVE if now >= self.begins_at else When.BEFORE


class HourQuestionQuerySet(WithoutNameQuerySet["HourQuestion"]):
    def visible_to(self, user: User | AnonymousUser) -> "HourQuestionQuerySet":
        """What is shown, and one's own."""
        public = Q(visibility="public", hour__neighbourhood__is_public=True)
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | Q(person_id=user.pk))

    def by_support(self) -> "HourQuestionQuerySet":
        return self.order_by("-supports", "pk")


class HourQuestion(Words):
    """Without a name; `supports` is how many rows of HourSupport it has, written with them."""

    hour = models.ForeignKey(QuestionHour, models.CASCADE, related_name="questions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    browser = models.CharField(max_length=64, blank=True)
    words = models.TextField(max_length=300)
    supports = models.PositiveIntegerField(default=0)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_for = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = HourQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="hour_question_of_one", condition=ONE_OF_BOTH),
            models.CheckConstraint(
                name="hour_question_hidden_with_reason", condition=HIDDEN_WITH_REASON
            ),
            models.CheckConstraint(
                name="hour_question_answered_by_somebody",
                condition=Q(answer="", answered_at=None, answered_by=None, answered_for=None)
                | (
                    ~Q(answer="")
                    & Q(
                        answered_at__isnull=False,
                        answered_by__isnull=False,
                        answered_for__isnull=False,
                    )
                ),
            ),
        ]
        indexes = [models.Index(name="hour_question_by_support", fields=["hour", "-supports"])]

    def __str__(self) -> str:
        return self.words[:120]

    def get_absolute_url(self) -> str:
        return self.hour.get_absolute_url()


class HourSupport(models.Model):
    """Somebody wants to know this too: once a person, or once a browser."""

    question = models.ForeignKey(HourQuestion, models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    browser = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="hour_support_once_a_person",
                fields=["question", "person"],
                condition=Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                name="hour_support_once_a_browser",
                fields=["question", "browser"],
                condition=~Q(browser=""),
            ),
            models.CheckConstraint(name="hour_support_of_one", condition=ONE_OF_BOTH),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.at:%Y-%m-%d}"
