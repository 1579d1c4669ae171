from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from goals.models.spoken import HIDDEN_WITH_REASON, Spoken, SpokenQuerySet

from ..states.meetings import ItemAnswer
from .meeting import Meeting


class AgendaItemQuerySet(SpokenQuerySet["AgendaItem"]):
    PLAN = "meeting"

    def unanswered(self) -> "AgendaItemQuerySet":
        return self.filter(answer="", answered_at=None)

    def held_by(self, officer: User) -> "AgendaItemQuerySet":
        return self.unanswered().filter(officer=officer)

    def due_before(self, moment: datetime) -> "AgendaItemQuerySet":
        return self.unanswered().shown().filter(due_at__lt=moment)

    def in_order(self) -> "AgendaItemQuerySet":
        return self.order_by("place", "pk")


class AgendaItem(Spoken):
    """What somebody puts on the agenda of a meeting. It stands there at once and gets an answer
    before `due_at` (rule R2, O123), by who hosts the meeting or by the officer.

    The host orders (`place`) and gives `minutes`; `outcome` is what came of it, after the meeting.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    title = models.CharField(_("waar het over gaat"), max_length=120)
    text = models.TextField(_("toelichting"), max_length=1000, blank=True)
    place = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(_("minuten"), null=True, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=20, choices=ItemAnswer, blank=True)
    reason = models.TextField(_("antwoord"), max_length=1000, blank=True)
    possible = models.TextField(_("wat er wel kan"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(_("wat eruit kwam"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="agenda_item_hidden", condition=HIDDEN_WITH_REASON),
            models.CheckConstraint(
                name="agenda_item_answered_with_reason",
                condition=Q(answer="", answered_at=None)
                | (
                    Q(answer__in=ItemAnswer.values, answered_at__isnull=False)
                    & ~Q(reason="")
                    & (Q(answer=ItemAnswer.DISCUSS) | ~Q(possible=""))
                ),
            ),
        ]
        indexes = [
            models.Index(name="agenda_item_due", fields=["due_at"], condition=Q(answered_at=None))
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#punt-{self.pk}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    def is_late(self, now: datetime) -> bool:
        return not self.is_answered and self.due_at < now
