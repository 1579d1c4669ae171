import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from neighbourhoods.models import Membership
from neighbourhoods.states import OFFICE

from ..states import CHALLENGE_RUNS, DECISIONS, ChallengeState, Visibility
from .initiative import Initiative


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def running(self) -> "ChallengeQuerySet":
        """Under way, of an initiative that is still there."""
        gone = Q(initiative__visibility=Visibility.GONE)
        return self.filter(state__in=CHALLENGE_RUNS).exclude(gone)

    def due_before(self, moment: datetime) -> "ChallengeQuerySet":
        return self.running().filter(due_at__lt=moment)

    def workable_by(self, user: User) -> "ChallengeQuerySet":
        """Those in neighbourhoods where the user works."""
        office = Membership.objects.current().filter(person=user, role__in=OFFICE)
        return self.filter(initiative__neighbourhood__in=office.values("neighbourhood"))


class Challenge(models.Model):
    """The right to challenge (uitdaagrecht): a team asks to take over a task of the municipality.

    Who answers is the officer of the initiative's review. `due_at` is before when the municipality
    owes the next step, and empty while it owes nothing. `version` counts the steps; `key` is that
    of the form by which the last one was taken.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="challenge")
    state = models.CharField(max_length=20, choices=ChallengeState, default=ChallengeState.ASKED)
    due_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    # The request
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    task = models.CharField(_("welke taak"), max_length=200)
    approach = models.TextField(_("hoe u het doet"), max_length=2000)
    money = models.TextField(_("wat het kost"), max_length=1000)
    quality = models.TextField(_("hoe het goed blijft"), max_length=1000)
    # Who decides
    decider = models.CharField(_("wie beslist"), max_length=120, blank=True)
    decide_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    # The agreements, and when to look back at them
    proposed_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    evaluate_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="challenge_state_known", condition=Q(state__in=ChallengeState.values)
            ),
            models.CheckConstraint(
                name="challenge_due_while_it_runs",
                condition=Q(due_at=None) | Q(state__in=sorted(CHALLENGE_RUNS)),
            ),
            models.CheckConstraint(
                name="challenge_decider_with_date",
                condition=Q(decider="", decide_on=None, confirmed_at=None)
                | (~Q(decider="") & Q(decide_on__isnull=False, confirmed_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="challenge_due", condition=Q(due_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.task}"

    @property
    def runs(self) -> bool:
        return self.state in CHALLENGE_RUNS

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()


class MovedDate(models.Model):
    """Another date for the decision, with why in public; the one `before` stays readable."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="moved_dates")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    before = models.DateField()
    day = models.DateField()
    reason = models.TextField(_("waarom"), max_length=1000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="moved_date_with_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="moved_date_is_another", condition=~Q(day=F("before"))),
        ]

    def __str__(self) -> str:
        return f"{self.challenge}: {self.day}"


class ChallengeDecision(models.Model):
    """Yes, partly or no, with a public reason and what is possible (rule R3).

    With it, once there is one, the team's objection: then the next decision is taken anew.
    """

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="decisions")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(
        max_length=20,
        choices=[(state.value, state.label) for state in ChallengeState if state in DECISIONS],
    )
    decider = models.CharField(max_length=120)
    reason = models.TextField(_("waarom"), max_length=2000)
    possible = models.TextField(_("wat er wel kan"), max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    objection = models.TextField(_("bezwaar"), max_length=2000, blank=True)
    objected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    objected_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="challenge_decision_with_reason",
                condition=~Q(reason="") & ~Q(possible=""),
            ),
            models.CheckConstraint(
                name="challenge_decision_is_one", condition=Q(outcome__in=sorted(DECISIONS))
            ),
            models.CheckConstraint(
                name="challenge_objection_complete",
                condition=Q(objection="", objected_by=None, objected_at=None)
                | (~Q(objection="") & Q(objected_by__isnull=False, objected_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.challenge}: {self.outcome}"


class ChallengeAgreement(models.Model):
    """One line of what was agreed, before issue 4 brings agreements that are kept or broken.

    Issue 4 replaces this model by its Agreement; hence no more in it than a text, who and when.
    """

    class Side(models.TextChoices):
        TEAM = "team", _("het team")
        MUNICIPALITY = "municipality", _("de gemeente")
        BOTH = "both", _("samen")

    class About(models.TextChoices):
        MONEY = "money", _("geld")
        QUALITY = "quality", _("kwaliteit")
        OTHER = "other", _("nog een afspraak")

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="agreements")
    about = models.CharField(max_length=20, choices=About)
    text = models.CharField(_("afspraak"), max_length=300)
    side = models.CharField(max_length=20, choices=Side)
    by_day = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class ChallengeEvaluation(models.Model):
    """How it went, in the words of one of the two sides."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="evaluations")
    side = models.CharField(
        max_length=20,
        choices=[
            (side.value, side.label)
            for side in ChallengeAgreement.Side
            if side != ChallengeAgreement.Side.BOTH
        ],
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("hoe het ging"), max_length=2000)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="challenge_evaluated_once", fields=["challenge", "side"])
        ]

    def __str__(self) -> str:
        return f"{self.challenge}: {self.side}"
