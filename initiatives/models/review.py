import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from neighbourhoods.models import Membership
from neighbourhoods.states import OFFICE

from ..states import ANSWERS, OPEN, DateProposalState, Status, Visibility
from .initiative import Initiative


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> "ReviewQuerySet":
        return self.filter(status__in=OPEN).standing()

    def standing(self) -> "ReviewQuerySet":
        """Those of an initiative that is still there, and not gone on in another one."""
        return self.exclude(initiative__visibility=Visibility.GONE).filter(
            initiative__merged_into=None
        )

    def workable_by(self, user: User) -> "ReviewQuerySet":
        """Those in neighbourhoods where the user works."""
        office = Membership.objects.current().filter(person=user, role__in=OFFICE)
        return self.filter(initiative__neighbourhood__in=office.values("neighbourhood"))

    def held_by(self, user: User) -> "ReviewQuerySet":
        return self.filter(officer=user).standing()

    def unheld(self) -> "ReviewQuerySet":
        return self.filter(officer=None)

    def due_before(self, moment: datetime) -> "ReviewQuerySet":
        return self.open().filter(due_at__lt=moment)

    def for_work(self) -> "ReviewQuerySet":
        """All a line of Mijn werk shows, first due first."""
        waiting = Question.objects.filter(review=models.OuterRef("pk"), answered_at=None)
        return (
            self.select_related("initiative__neighbourhood", "officer")
            .only(
                "due_at",
                "status",
                "initiative__title",
                "initiative__theme",
                "initiative__neighbourhood__name",
                "officer__name",
                "officer__erased_at",
            )
            .annotate(waits_for_resident=models.Exists(waiting))
            .order_by("due_at", "pk")
        )


class Review(models.Model):
    """The municipality's side of one initiative: who answers, before when, and where it stands.

    `officer` is empty only when a neighbourhood had none at that moment; its coordinator is told.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="review")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    status = models.CharField(max_length=20, choices=Status, default=Status.AWAITING)
    due_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_status_known", condition=Q(status__in=Status.values)
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="review_open", condition=Q(status__in=sorted(OPEN))
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.status}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def takes_answer(self) -> bool:
        """Open, or never asked: the municipality may always say what it will do."""
        return self.is_open or self.status == Status.NOT_ASKED

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at < timezone.now()


class Answer(models.Model):
    """What the municipality answered, with a public reason and what is possible (rule R3)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="answers")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=20, choices=[(s.value, s.label) for s in Status if s in ANSWERS]
    )
    reason = models.TextField(_("waarom"), max_length=2000)
    possible = models.TextField(_("wat er wel kan"), max_length=2000)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="answer_with_reason", condition=~Q(reason="") & ~Q(possible="")
            ),
            models.CheckConstraint(name="answer_is_one", condition=Q(status__in=sorted(ANSWERS))),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.status}"


class Question(models.Model):
    """A question from the officer to the team, and the team's answer."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="questions")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("vraag"), max_length=1000)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("antwoord"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="question_answer_complete",
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class DateProposalQuerySet(models.QuerySet["DateProposal"]):
    def open(self) -> "DateProposalQuerySet":
        return self.filter(state=DateProposalState.OPEN)


class DateProposal(models.Model):
    """Another date for the answer: an officer proposes it, and it counts once the team agrees."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="date_proposals")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField()
    reason = models.TextField(_("waarom"), max_length=1000)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=20, choices=DateProposalState, default=DateProposalState.OPEN
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    objects = DateProposalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="date_proposed_once", fields=["review"], condition=Q(state="open")
            ),
            models.CheckConstraint(name="date_proposed_with_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="date_proposal_answered_by_the_team",
                condition=Q(state__in=["open", "lapsed"], answered_by=None, answered_at=None)
                | Q(
                    state__in=["agreed", "declined"],
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.day}"

    @property
    def is_open(self) -> bool:
        return self.state == DateProposalState.OPEN


class Note(models.Model):
    """An internal note, for who works in the neighbourhood only; `mentioned` were told of it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    text = models.TextField(_("notitie"), max_length=2000)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
