import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Organisation

from ..states import PartyRole, ProposalKind, ProposalState
from .initiative import Initiative


class InitiativePartyQuerySet(models.QuerySet["InitiativeParty"]):
    def standing(self) -> "InitiativePartyQuerySet":
        return self.filter(ended_at=None)


class InitiativeParty(models.Model):
    """An organisation that runs or joins an initiative, beside its own team.

    The team of another initiative is one too: these two act together, and each is a party of the
    other. What ended stays with `ended_at`, and begins anew in the same row.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=PartyRole, default=PartyRole.JOINS)
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InitiativePartyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="party_once", fields=["initiative", "organisation"]),
            models.CheckConstraint(name="party_role_known", condition=Q(role__in=PartyRole.values)),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.initiative}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> "ProposalQuerySet":
        return self.filter(state=ProposalState.OPEN)

    def of(self, initiative: Initiative) -> "ProposalQuerySet":
        """Made by its team, or to it."""
        return self.filter(Q(asker=initiative) | Q(asked=initiative))


class Proposal(models.Model):
    """The team of `asker` proposes something to the team of `asked`, which decides (rule R1)."""

    asker = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    asked = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    kind = models.CharField(_("voorstel"), max_length=20, choices=ProposalKind)
    words = models.CharField(_("een woord erbij"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.OPEN)
    answer = models.CharField(_("een woord terug"), max_length=500, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="proposal_to_another", condition=~Q(asker=F("asked"))),
            models.CheckConstraint(
                name="proposal_kind_known", condition=Q(kind__in=ProposalKind.values)
            ),
            models.CheckConstraint(
                name="proposal_state_known", condition=Q(state__in=ProposalState.values)
            ),
            models.CheckConstraint(
                name="proposal_open_or_ended",
                condition=Q(state=ProposalState.OPEN, ended_at=None, ended_by=None)
                | (
                    ~Q(state=ProposalState.OPEN) & Q(ended_at__isnull=False, ended_by__isnull=False)
                ),
            ),
            models.UniqueConstraint(
                name="proposal_one_at_a_time",
                fields=["asker", "asked"],
                condition=Q(state=ProposalState.OPEN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asker}: {self.asked}"

    @property
    def goes(self) -> Initiative | None:
        """Which one goes on in the other, if one does."""
        ends = {ProposalKind.INTO_THEIRS: self.asker, ProposalKind.INTO_OURS: self.asked}
        return ends.get(ProposalKind(self.kind))

    @property
    def stays(self) -> Initiative:
        return self.asker if self.kind == ProposalKind.INTO_OURS else self.asked
