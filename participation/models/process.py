import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.photos import StoredPhoto, index_of_waiting, rules_of_state
from goals.models import Goal
from goals.states import GoalState, Say
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from partners.models import Agreement, Organisation

from ..states.processes import PhaseKind, PhaseState


class ProcessQuerySet(models.QuerySet["Process"]):
    def public(self) -> "ProcessQuerySet":
        return self.filter(neighbourhood__is_public=True)

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "ProcessQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def going_on(self) -> "ProcessQuerySet":
        return self.filter(closed_at=None)

    def newest_first(self) -> "ProcessQuerySet":
        return self.order_by("-begun_at", "-pk")


class Process(models.Model):
    """How people take part in one thing: who asks it, what residents decide (rule R3), and what is
    fixed and why. In three phases, of which each has its row. `outcome` says at the end what was
    done with what came in, `learned` what to do otherwise next time; `explanation` why it ended
    without residents (rule R5)."""

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    title = models.CharField(_("waar het over gaat"), max_length=120)
    subject = models.TextField(_("wat er speelt"), max_length=2000)
    asked_by = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("wie het vraagt")
    )
    say = models.CharField(_("wat bewoners beslissen"), max_length=20, choices=Say)
    say_words = models.CharField(_("wat dat hier betekent"), max_length=300)
    fixed = models.TextField(_("wat al vaststaat"), max_length=1000, blank=True)
    fixed_why = models.TextField(_("waarom dat vaststaat"), max_length=1000, blank=True)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="+")
    initiative = models.ForeignKey(
        Initiative, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.TextField(_("wat ermee is gedaan"), max_length=3000, blank=True)
    learned = models.TextField(_("wat wij ervan leerden"), max_length=2000, blank=True)
    explanation = models.TextField(_("waarom zonder bewoners"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="process_say_known", condition=Q(say__in=Say.values) & ~Q(say_words="")
            ),
            models.CheckConstraint(
                name="process_fixed_with_why", condition=Q(fixed="") | ~Q(fixed_why="")
            ),
            models.CheckConstraint(
                name="process_closed_with_outcome", condition=Q(closed_at=None) | ~Q(outcome="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("participation:process", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def shown_goal(self) -> Goal | None:
        """The one it belongs to, as long as everybody may read it."""
        goal = self.goal
        return goal if goal and goal.is_public and goal.state != GoalState.WITHDRAWN else None

    @property
    def shown_initiative(self) -> Initiative | None:
        return self.initiative if self.initiative and self.initiative.is_public else None


class Phase(models.Model):
    """One of the three phases of a process; `report` says what became of what was agreed in it.

    `explanation` is why the next one opened while no resident had been heard (rule R5).
    """

    process = models.ForeignKey(Process, models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=20, choices=PhaseKind)
    state = models.CharField(max_length=20, choices=PhaseState, default=PhaseState.COMING)
    begins_on = models.DateField(_("vanaf"), null=True, blank=True)
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    report = models.TextField(_("wat er van de afspraken kwam"), max_length=2000, blank=True)
    explanation = models.TextField(_("waarom zonder bewoners"), max_length=1000, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="phase_once", fields=["process", "kind"]),
            models.CheckConstraint(
                name="phase_known",
                condition=Q(kind__in=PhaseKind.values, state__in=PhaseState.values),
            ),
            models.CheckConstraint(
                name="phase_begins_before_it_ends",
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def address(self) -> str:
        """Where what was agreed in it leads back to."""
        return f"{self.process.get_absolute_url()}#fase-{self.kind}"


class PhaseAgreement(models.Model):
    """An agreement that was made in a phase: the next one opens when it was reported on (O27)."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="agreements")
    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.agreement}, {self.phase}"


class RuleDone(models.Model):
    """What was done for a rule of thumb of a phase, in one line."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="done")
    rule = models.CharField(max_length=30)
    words = models.CharField(_("wat u deed"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rule_done_once", fields=["phase", "rule"]),
            models.CheckConstraint(name="rule_done_says_what", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words


class RulePhotoQuerySet(models.QuerySet["RulePhoto"]):
    def public(self) -> "RulePhotoQuerySet":
        return self.filter(done__phase__process__neighbourhood__is_public=True)


class RulePhoto(StoredPhoto):
    """One photo of what was done for a rule of thumb."""

    done = models.OneToOneField(RuleDone, models.CASCADE, related_name="photo")

    FOLDER = "rules"

    objects = RulePhotoQuerySet.as_manager()

    class Meta:
        constraints = rules_of_state("rule_photo")
        indexes = [index_of_waiting("rule_photo")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def address(self) -> str:
        whole = reverse("participation:rule_photo", args=[self.pk, 0, "jpeg"])
        return whole.removesuffix("0.jpeg")

    @property
    def description(self) -> str:
        return str(_("Een foto van wat er is gedaan"))
