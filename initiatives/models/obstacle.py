import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from partners.models import Member, Organisation
from partners.models.house_rules import ReportedQuerySet
from partners.states import Visibility

from ..states import OBSTACLE_ANSWERED, OBSTACLE_OPEN, ObstacleState
from .initiative import Initiative


class ObstacleQuerySet(ReportedQuerySet["Obstacle"]):
    def open(self) -> "ObstacleQuerySet":
        return self.filter(state__in=OBSTACLE_OPEN)

    def due_before(self, moment: datetime) -> "ObstacleQuerySet":
        return self.open().filter(due_at__lt=moment, visibility=Visibility.PUBLIC)

    def held_by(self, officer: User) -> "ObstacleQuerySet":
        return self.open().filter(officer=officer)

    def met_by(self, initiative: Initiative) -> "ObstacleQuerySet":
        met = MetObstacle.objects.filter(initiative=initiative)
        return self.filter(pk__in=met.values("obstacle"))

    def matching(self, *, wie: str, stand: str, now: datetime) -> "ObstacleQuerySet":
        """By what somebody chose from lists; an empty choice leaves all in."""
        found = self.filter(organisation=int(wie)) if wie else self
        match stand:
            case "open":
                return found.open()
            case "laat":
                return found.open().filter(due_at__lt=now)
            case "geregeld":
                return found.filter(state=ObstacleState.ARRANGED)
            case "kan-niet":
                return found.filter(state=ObstacleState.CANNOT)
        return found

    def for_cards(self) -> "ObstacleQuerySet":
        """With how often it was met, how many of those can go on, and what was last answered."""
        answers = ObstacleAnswer.objects.filter(obstacle=OuterRef("pk")).order_by("-at", "-pk")
        return (
            self.select_related("neighbourhood", "organisation", "officer")
            .defer("neighbourhood__drawing", "neighbourhood__introduction")
            .annotate(
                number=_number(),
                solved=_number(solved_at__isnull=False),
                said=Subquery(answers.values("reason")[:1]),
            )
        )


def _number(**which: object) -> Coalesce:
    met = MetObstacle.objects.filter(obstacle=OuterRef("pk"), **which).order_by()
    return Coalesce(Subquery(met.values("obstacle").annotate(n=Count("*")).values("n")), 0)


class Obstacle(models.Model):
    """What blocks residents in the way of working of the municipality or of another `organisation`.

    `officer` arranges it inside town hall and answers before `due_at` (rule R2), also where it is
    in the way of working of a partner. `version` counts what was done, so that nobody overtakes
    another unseen.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    title = models.CharField(_("wat u tegenhoudt"), max_length=120)
    text = models.TextField(_("wat er nu gebeurt"), max_length=1000, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=20, choices=ObstacleState, default=ObstacleState.REPORTED)
    due_at = models.DateTimeField()
    reported_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=0)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    hidden_reason = models.CharField(max_length=500, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="obstacle_state_known", condition=Q(state__in=ObstacleState.values)
            ),
            models.CheckConstraint(name="obstacle_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="obstacle_assigned_to_somebody",
                condition=~Q(state=ObstacleState.ASSIGNED) | Q(officer__isnull=False),
            ),
            models.CheckConstraint(
                name="obstacle_hidden_with_reason",
                condition=Q(visibility=Visibility.PUBLIC, hidden_reason="")
                | (Q(visibility=Visibility.HIDDEN) & ~Q(hidden_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "-reported_at"], name="obstacle_newest"),
            models.Index(
                fields=["due_at"],
                name="obstacle_open",
                condition=Q(state__in=sorted(OBSTACLE_OPEN)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiatives:obstacle", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC

    @property
    def is_open(self) -> bool:
        return self.state in OBSTACLE_OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at < timezone.now()


class MetObstacleQuerySet(models.QuerySet["MetObstacle"]):
    def of(self, user: User) -> "MetObstacleQuerySet":
        """By a team of the user, or by the user as an officer."""
        mine = Member.objects.filter(person=user).values("organisation")
        return self.filter(Q(initiative__team__in=mine) | Q(initiative=None, by=user))


class MetObstacle(models.Model):
    """A team met an obstacle, or an officer in their own work (`initiative` is None then).

    Who reported it met it first. `solved_at`: since its last answer they can go on, they say.
    """

    obstacle = models.ForeignKey(Obstacle, models.CASCADE, related_name="met")
    initiative = models.ForeignKey(Initiative, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    solved_at = models.DateTimeField(null=True)
    at = models.DateTimeField(default=timezone.now)

    objects = MetObstacleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="obstacle_met_once_by_team",
                fields=["obstacle", "initiative"],
                condition=Q(initiative__isnull=False),
            ),
            models.UniqueConstraint(
                name="obstacle_met_once_by_officer",
                fields=["obstacle", "by"],
                condition=Q(initiative=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative or self.by}: {self.obstacle}"


class ObstacleAnswer(models.Model):
    """What became of it. Not without a public reason, nor a no without what is possible (R3)."""

    obstacle = models.ForeignKey(Obstacle, models.CASCADE, related_name="answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(
        max_length=20, choices=[(s.value, s.label) for s in ObstacleState if s in OBSTACLE_ANSWERED]
    )
    reason = models.TextField(_("wat er geregeld is, of waarom niet"), max_length=1000)
    possible = models.TextField(_("wat er wel kan"), max_length=1000, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="obstacle_answer_with_reason",
                condition=~Q(reason="")
                & (Q(outcome=ObstacleState.ARRANGED) | ~Q(possible=""))
                & Q(outcome__in=sorted(OBSTACLE_ANSWERED)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.obstacle}: {self.outcome}"


class ObstacleReply(models.Model):
    """What the organisation says of it in whose way of working it is; the officer still answers."""

    obstacle = models.ForeignKey(Obstacle, models.CASCADE, related_name="replies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("uw reactie"), max_length=1000)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.obstacle}"
