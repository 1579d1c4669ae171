from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models.spoken import HIDDEN_WITH_REASON, Spoken, SpokenQuerySet
from partners.states import Visibility

from ..states.processes import Done, InputKind, PlaceKind
from .process import Phase, Process


class InputQuerySet(SpokenQuerySet["Input"]):
    PLAN = "process"

    def public(self) -> "InputQuerySet":
        """For callers who know that the process can be seen."""
        return self.filter(visibility=Visibility.PUBLIC)

    def unanswered(self) -> "InputQuerySet":
        return self.filter(answer=None)

    def objections(self) -> "InputQuerySet":
        return self.filter(kind=InputKind.OBJECTION)

    def newest_first(self) -> "InputQuerySet":
        return self.order_by("-at", "-pk")


class Input(Spoken):
    """A wish, an idea or an objection of somebody, in a phase of a process (O47).

    Who gave it is not shown. `for_whom` says for whom a builder wrote it down, without a name;
    `is_resident` that it is a resident's, which is what rule R5 looks at.
    """

    process = models.ForeignKey(Process, models.CASCADE, related_name="inputs")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+")
    kind = models.CharField(_("wat het is"), max_length=20, choices=InputKind)
    words = models.TextField(_("wat u wilt zeggen"), max_length=1500)
    for_whom = models.CharField(_("voor wie"), max_length=80, blank=True)
    is_resident = models.BooleanField(default=True)

    objects = InputQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="input_says_what", condition=Q(kind__in=InputKind.values) & ~Q(words="")
            ),
            models.CheckConstraint(name="input_hidden_with_reason", condition=HIDDEN_WITH_REASON),
        ]
        indexes = [models.Index(fields=["process", "-at"], name="input_newest")]

    def __str__(self) -> str:
        return self.words[:120]

    def get_absolute_url(self) -> str:
        return self.process.get_absolute_url()


class InputAnswer(models.Model):
    """What was done with it and why; what was not done also says what is possible (rule R3)."""

    input = models.OneToOneField(Input, models.CASCADE, related_name="answer")
    done = models.CharField(_("wat ermee is gedaan"), max_length=20, choices=Done)
    reason = models.TextField(_("waarom"), max_length=1000)
    possible = models.TextField(_("wat er wel kan"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="input_answer_with_reason",
                condition=Q(done__in=Done.values)
                & ~Q(reason="")
                & (Q(done=Done.DONE) | ~Q(possible="")),
            )
        ]

    def __str__(self) -> str:
        return self.get_done_display()


class Round(models.Model):
    """A conversation or a round of them, with how many and what kinds of people, and where: never
    who, and never against a quota (O4, O5, O43). `people` are keys of `states.processes.People`."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="rounds")
    day = models.DateField(_("wanneer"))
    place = models.CharField(_("waar"), max_length=20, choices=PlaceKind)
    where = models.CharField(_("welke plek"), max_length=80, blank=True)
    number = models.PositiveIntegerField(_("hoeveel mensen"))
    people = models.JSONField(_("wie"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="round_somewhere_with_somebody",
                condition=Q(place__in=PlaceKind.values, number__gte=1),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()}, {self.day:%Y-%m-%d}"
