import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.images import is_pdf
from core.photos import StoredPhoto, index_of_waiting, rules_of_state
from initiatives.models import Initiative
from initiatives.states import Visibility
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.states import Role
from partners.models import Agreement, Member, Organisation

from ..states.budgets import HAS_RESULT, ON_BALLOT, CountState, ProposalState, RoundState, Rule

MOST_CENTS = 10_000_000_000  # a hundred million euros


class BudgetRoundQuerySet(models.QuerySet["BudgetRound"]):
    def public(self) -> "BudgetRoundQuerySet":
        return self.filter(neighbourhood__is_public=True)

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "BudgetRoundQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def current_first(self) -> "BudgetRoundQuerySet":
        """What still goes on before what has a result; of each the newest first."""
        return self.annotate(
            is_over=models.Case(
                models.When(state__in=HAS_RESULT, then=1),
                default=0,
                output_field=models.IntegerField(),
            )
        ).order_by("is_over", "-begins_on", "-pk")


class BudgetRound(models.Model):
    """Residents say together what money goes to. All amounts are in cents.

    Each step begins the day after the one before it ends. `checker` says of each proposal whether
    it can be done. A ballot holds at most `most_number` proposals, and costs at most `most_total`;
    without them it may hold all. `source` names the file from which a round that was held
    elsewhere was taken.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    title = models.CharField(_("naam van de ronde"), max_length=120)
    budget = models.PositiveBigIntegerField(_("hoeveel geld er is"))
    terms = models.TextField(_("de regels"), max_length=2000)
    who_may = models.CharField(_("wie mee mag doen"), max_length=300)
    rule = models.CharField(_("hoe wij tellen"), max_length=20, choices=Rule)
    checker = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("wie kijkt of het kan")
    )
    most_number = models.PositiveSmallIntegerField(null=True, blank=True)
    most_total = models.PositiveBigIntegerField(null=True, blank=True)
    begins_on = models.DateField(_("eerste dag"))
    propose_until = models.DateField(_("plannen inleveren tot en met"))
    check_until = models.DateField(_("kijken wat kan tot en met"))
    vote_until = models.DateField(_("stemmen tot en met"))
    state = models.CharField(max_length=20, choices=RoundState, default=RoundState.COLLECTING)
    source = models.CharField(max_length=200, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = BudgetRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="budget_round_known",
                condition=Q(state__in=RoundState.values, rule__in=Rule.values),
            ),
            models.CheckConstraint(
                name="budget_round_steps_in_order",
                condition=Q(propose_until__gte=F("begins_on"))
                & Q(check_until__gte=F("propose_until"))
                & Q(vote_until__gte=F("check_until")),
            ),
            models.CheckConstraint(
                name="budget_round_has_money", condition=Q(budget__gt=0, budget__lte=MOST_CENTS)
            ),
        ]
        indexes = [
            models.Index(name="budget_round_of_place", fields=["neighbourhood", "-begins_on"])
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("participation:budget_round", args=[self.pk])

    @property
    def has_result(self) -> bool:
        return self.state in HAS_RESULT

    def takes_proposals(self, today: date) -> bool:
        in_time = self.begins_on <= today <= self.propose_until
        return self.state == RoundState.COLLECTING and in_time

    def takes_ballots(self, today: date) -> bool:
        return self.state == RoundState.VOTING and today <= self.vote_until


class BudgetProposalQuerySet(models.QuerySet["BudgetProposal"]):
    def public(self) -> "BudgetProposalQuerySet":
        """Of initiatives that everybody sees; and those of rounds that were held elsewhere."""
        return self.filter(Q(initiative=None) | Q(initiative__visibility=Visibility.PUBLIC))

    def on_ballot(self) -> "BudgetProposalQuerySet":
        return self.filter(state__in=ON_BALLOT)

    def standing(self) -> "BudgetProposalQuerySet":
        return self.exclude(state=ProposalState.WITHDRAWN)

    def asked_another(self) -> "BudgetProposalQuerySet":
        """Of which the team has not said yet whether it can be done for another cost."""
        return self.filter(other_cost__isnull=False)

    def seen_by(self, user: User | AnonymousUser) -> "BudgetProposalQuerySet":
        """Of public neighbourhoods, and of initiatives that one may see; with what a page says."""
        seen = Initiative.objects.visible_to(user).values("pk")
        here = self.filter(round__neighbourhood__is_public=True)
        return here.filter(Q(initiative=None) | Q(initiative__in=seen)).select_related(
            "initiative", "round__neighbourhood__municipality", "round__checker"
        )


class BudgetProposal(models.Model):
    """An initiative that asks money of a round: `cost` in cents.

    `reason` is why it cannot be done, or why it was (not) chosen, and `possible` what can be done
    (rule R3). `other_cost` is what the checker finds that it costs, until the team says yes.
    `votes` and `place`, the order in which it was chosen, are known once it is counted.
    `reference` and `title` are its number and name in the file of a round that was held elsewhere,
    which has no initiative here.
    """

    round = models.ForeignKey(BudgetRound, models.CASCADE, related_name="proposals")
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=200, blank=True)
    cost = models.PositiveBigIntegerField(_("wat het kost"))
    costs_words = models.TextField(_("waar het geld voor is"), max_length=1000, blank=True)
    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.HANDED_IN)
    version = models.PositiveIntegerField(default=0)
    reason = models.TextField(max_length=1000, blank=True)
    possible = models.TextField(max_length=1000, blank=True)
    other_cost = models.PositiveBigIntegerField(null=True, blank=True)
    other_cost_why = models.CharField(max_length=500, blank=True)
    votes = models.PositiveIntegerField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_in_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = BudgetProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="budget_proposal_once", fields=["round", "initiative"]),
            models.UniqueConstraint(
                name="budget_proposal_reference_once",
                fields=["round", "reference"],
                condition=~Q(reference=""),
            ),
            models.CheckConstraint(
                name="budget_proposal_known", condition=Q(state__in=ProposalState.values)
            ),
            models.CheckConstraint(
                name="budget_proposal_has_a_name",
                condition=Q(initiative__isnull=False) | ~Q(title=""),
            ),
            models.CheckConstraint(
                name="budget_proposal_costs_something",
                condition=Q(cost__gt=0, cost__lte=MOST_CENTS),
            ),
            models.CheckConstraint(
                name="budget_proposal_no_with_reason",
                condition=~Q(state=ProposalState.NOT_FEASIBLE) | (~Q(reason="") & ~Q(possible="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("participation:budget_proposal", args=[self.pk])

    @property
    def name(self) -> str:
        """As its initiative is called now."""
        return self.initiative.title if self.initiative else self.title


class Voter(models.Model):
    """That somebody has voted in a round, once; never when, and never what (decision 14)."""

    round = models.ForeignKey(BudgetRound, models.CASCADE, related_name="voters")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="voter_once", fields=["round", "person"])]

    def __str__(self) -> str:
        return f"{self.round_id}"


class OpenBallot(models.Model):
    """What a voter wants, as long as the voting lasts; it is gone when the round closes.

    `choices` are keys of proposals, in order. `receipt` is what is kept of the code by which the
    voter finds their ballot back: nobody can read the code from it.
    """

    voter = models.OneToOneField(Voter, models.CASCADE, related_name="ballot")
    choices = models.JSONField(default=list)
    receipt = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.voter_id}"


class Ballot(models.Model):
    """One that counts, of nobody: written when a round closes, under a random key, in the order of
    those keys. No column, and no order of rows, leads to a voter (decision 14)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(BudgetRound, models.CASCADE, related_name="ballots")
    choices = models.JSONField(default=list)
    receipt = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="ballot_receipt_once", fields=["round", "receipt"], condition=~Q(receipt="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id}"


class Count(models.Model):
    """The counting of a round, which waits in line, goes on and is done; `percent` of the money is
    given out. `outcome` is all of it as `selections.outcomes` reads it: numbers, and never one
    ballot."""

    round = models.OneToOneField(BudgetRound, models.CASCADE, related_name="count")
    state = models.CharField(max_length=20, choices=CountState, default=CountState.WAITING)
    claimed_until = models.DateTimeField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    outcome = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="count_done_with_outcome",
                condition=Q(state=CountState.DONE, outcome__isnull=False)
                | Q(state__in=[CountState.WAITING, CountState.RUNNING], outcome=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.state}"


class Grant(models.Model):
    """The money that a chosen proposal gets; who promised it stands in the agreement."""

    proposal = models.OneToOneField(BudgetProposal, models.PROTECT, related_name="grant")
    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="+")
    amount = models.PositiveBigIntegerField()
    granted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.proposal}"

    def get_absolute_url(self) -> str:
        return reverse("participation:grant", args=[self.pk])

    def spent(self) -> int:
        """What the team paid from it so far; a query."""
        return int(self.spendings.aggregate(models.Sum("amount", default=0))["amount__sum"])


class SpendingQuerySet(models.QuerySet["Spending"]):
    def of_form(self, grant: Grant, key: str) -> "SpendingQuerySet":
        """What the form with this key made, whatever somebody sent as its key."""
        try:
            return self.filter(grant=grant, key=uuid.UUID(key))
        except ValueError:
            return self.none()


class Spending(models.Model):
    """What a team paid from its grant. What was written down by mistake is taken away."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="spendings")
    day = models.DateField(_("dag"))
    what = models.CharField(_("waarvoor"), max_length=200)
    amount = models.PositiveBigIntegerField(_("bedrag"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = SpendingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="spending_is_something", condition=Q(amount__gt=0, amount__lte=MOST_CENTS)
            )
        ]

    def __str__(self) -> str:
        return self.what


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, user: User | AnonymousUser) -> "ReceiptQuerySet":
        """The team's, and of who coordinates there; nobody else sees it."""
        if not user.is_authenticated:
            return self.none()
        mine = Member.objects.filter(person_id=user.pk).values("organisation")
        runs = Membership.objects.current().filter(person_id=user.pk, role=Role.COORDINATOR)
        proposal = "spending__grant__proposal"
        return self.filter(
            Q(**{f"{proposal}__initiative__team__in": mine})
            | Q(**{f"{proposal}__round__neighbourhood__in": runs.values("neighbourhood")})
        )


class Receipt(StoredPhoto):
    """A photo of a receipt, or a PDF (`is_pdf`): for the team and who coordinates, because it can
    name people. A PDF is kept as it was sent and handed over as a file, never shown on a page."""

    FOLDER = "receipts"

    spending = models.OneToOneField(Spending, models.CASCADE, related_name="receipt")
    is_pdf = models.BooleanField(default=False, db_default=False)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        constraints = rules_of_state("receipt")
        indexes = [index_of_waiting("receipt")]

    def __str__(self) -> str:
        return f"{self.spending}"

    @property
    def address(self) -> str:
        whole = reverse("participation:receipt", args=[self.pk, 0, "jpeg"])
        return whole.removesuffix("0.jpeg")

    @property
    def document(self) -> str:
        """Where the PDF stands."""
        return f"{self.folder}/document.pdf"

    @property
    def whole(self) -> str:
        """The address of all of it."""
        return reverse("participation:receipt_pdf", args=[self.pk]) if self.is_pdf else self.large

    def keep(self, file: File[Any]) -> None:
        """A checked file; a photo waits to be made ready, a PDF is ready at once."""
        if not is_pdf(file):
            super().keep(file)
            return
        self.is_pdf = True
        file.seek(0)
        default_storage.save(self.document, ContentFile(file.read()))

    def delete_files(self) -> None:
        default_storage.delete(self.document)
        super().delete_files()

    @property
    def description(self) -> str:
        return str(_("De foto van het bonnetje"))
