import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fulltext import Groups, Has
from goals.models import Goal
from initiatives.models import LookBack
from initiatives.states import Theme
from initiatives.states import Visibility as OfInitiative
from neighbourhoods.models import Neighbourhood
from partners.states import Visibility

from ..states.lessons import Kind
from .methods import Method


class GoalLookBack(models.Model):
    """What was learned of a goal that ended (O62): as of an initiative (initiatives.LookBack)."""

    goal = models.OneToOneField(Goal, models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    helped = models.TextField(_("wat hielp"), max_length=1000, blank=True)
    otherwise = models.TextField(_("wat wij anders zouden doen"), max_length=1000, blank=True)
    brought = models.TextField(_("wat het bracht"), max_length=1000, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="goal_look_back_says_something",
                condition=~Q(helped="") | ~Q(otherwise="") | ~Q(brought=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.at:%Y}"


# What everybody may read: a lesson is there as long as what it is of.
SHOWN = (
    Q(look_back__initiative__visibility=OfInitiative.PUBLIC)
    | Q(goal_look_back__goal__visibility=Visibility.PUBLIC)
    | Q(method__visibility=Visibility.PUBLIC)
)


class LessonQuerySet(models.QuerySet["Lesson"]):
    def shown(self) -> "LessonQuerySet":
        return self.filter(SHOWN, neighbourhood__is_public=True)

    def newest_first(self) -> "LessonQuerySet":
        return self.order_by("-at", "-pk")

    def having(self, groups: Groups) -> "LessonQuerySet":
        """Where of each group a word stands somewhere."""
        return self.filter(Has(F("words"), groups))

    def titled(self, groups: Groups) -> "LessonQuerySet":
        """Where it stands in the title."""
        return self.filter(Has(F("title"), groups))

    def for_cards(self) -> "LessonQuerySet":
        """With all that a card says, and of that no more."""
        return self.select_related(
            "neighbourhood__municipality", "look_back__initiative", "goal_look_back__goal",
            "method",
        ).only(
            "at", "kind", "theme", "neighbourhood__name", "neighbourhood__municipality__name",
            "look_back__helped", "look_back__otherwise", "look_back__brought",
            "look_back__initiative__title", "goal_look_back__helped",
            "goal_look_back__otherwise", "goal_look_back__brought",
            "goal_look_back__goal__title", "method__title", "method__what",
        )  # fmt: skip


class Lesson(models.Model):
    """A place in the library over all neighbourhoods (O65): of one of three things, with the words
    by which search knows it (decision 8).

    Written with what it is of, and read again each night (actions.finding). On SQLite triggers
    keep `reports_lesson_fts` beside it: who changes this table in a migration makes them anew.
    """

    kind = models.CharField(max_length=12, choices=Kind)
    look_back = models.OneToOneField(LookBack, models.CASCADE, null=True, related_name="+")
    goal_look_back = models.OneToOneField(
        GoalLookBack, models.CASCADE, null=True, related_name="lesson"
    )
    method = models.OneToOneField(Method, models.CASCADE, null=True, related_name="lesson")
    neighbourhood = models.ForeignKey(Neighbourhood, models.CASCADE, related_name="+")
    theme = models.CharField(max_length=20, choices=Theme)
    title = models.TextField()
    words = models.TextField()
    at = models.DateTimeField()

    objects = LessonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lesson_of_one",
                condition=Q(
                    kind=Kind.INITIATIVE, look_back__isnull=False, goal_look_back=None, method=None
                )
                | Q(kind=Kind.GOAL, goal_look_back__isnull=False, look_back=None, method=None)
                | Q(kind=Kind.METHOD, method__isnull=False, look_back=None, goal_look_back=None),
            )
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="lesson_newest"),
            models.Index(fields=["neighbourhood", "-at"], name="lesson_of_place"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.method_id:
            return reverse("reports:method", args=[self.method_id])
        return reverse("reports:lesson", args=[self.pk])
