import uuid
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.states import OFFICE
from neighbourhoods.working_days import working_days_between

from ..states import AGREEMENT_RUNS, PROFESSIONAL, UNKEPT, AgreementState, Kind
from .organisation import Member, Organisation

CONFIRMED_WITHIN = 20  # working days after its maker said that it was kept


class Party(NamedTuple):
    """One side: an organisation, or a person who speaks for nobody else."""

    organisation: Organisation | None = None
    person: User | None = None

    @property
    def name(self) -> str:
        if self.organisation:
            return self.organisation.name
        return self.person.public_name if self.person else ""

    @property
    def is_professional(self) -> bool:
        """Of these a reason is owed, and the rate of what they keep is public (rules R3, R4)."""
        return self.organisation is not None and self.organisation.kind in PROFESSIONAL


def _mine(user: User, side: str) -> Q:
    """Where this person, or an organisation for which they speak, is that side."""
    member_of = Member.objects.filter(person=user).values("organisation")
    office = Membership.objects.current().filter(person=user, role__in=OFFICE)
    return (
        Q(**{f"{side}_person": user})
        | Q(**{f"{side}__in": member_of})
        | Q(
            **{f"{side}__kind": Kind.MUNICIPALITY},
            neighbourhood__in=office.values("neighbourhood"),
        )
    )


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def public(self) -> "AgreementQuerySet":
        return self.filter(is_public=True, neighbourhood__is_public=True)

    def visible_to(self, user: User | AnonymousUser) -> "AgreementQuerySet":
        """Public ones, and one's own."""
        public = Q(is_public=True, neighbourhood__is_public=True)
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | _mine(user, "maker") | _mine(user, "receiver"))

    def made_by(self, user: User) -> "AgreementQuerySet":
        """Which this person can keep: made by them, or by whom they speak for."""
        return self.filter(_mine(user, "maker"))

    def made_to(self, user: User) -> "AgreementQuerySet":
        """Of which this person can say whether it was kept."""
        return self.filter(_mine(user, "receiver"))

    def to_settle(self, user: User, last: date) -> "AgreementQuerySet":
        """What this person can say was kept, and is due by the `last` day; and what others say
        that they kept, for this person to confirm."""
        waits = Q(state__in=UNKEPT, due_on__lte=last)
        claimed = Q(state=AgreementState.CLAIMED)
        return self.filter((waits & _mine(user, "maker")) | (claimed & _mine(user, "receiver")))

    def running(self) -> "AgreementQuerySet":
        return self.filter(state__in=AGREEMENT_RUNS)

    def unkept(self) -> "AgreementQuerySet":
        """Nobody has said that it was kept."""
        return self.filter(state__in=UNKEPT)

    def of(self, organisation: Organisation) -> "AgreementQuerySet":
        return self.filter(Q(maker=organisation) | Q(receiver=organisation))

    def late(self, today: date) -> "AgreementQuerySet":
        """Nobody has said that it was kept, and its date has passed."""
        return self.unkept().filter(due_on__lt=today)

    def held_by(self, officer: User) -> "AgreementQuerySet":
        return self.running().filter(officer=officer)

    def for_list(self) -> "AgreementQuerySet":
        """All that a line of a list shows, first due first."""
        return self.select_related(
            "maker", "receiver", "maker_person", "receiver_person", "neighbourhood"
        ).order_by("due_on", "pk")


class Agreement(models.Model):
    """A promise: who does what for whom, and by when (rule R4).

    Each side is an organisation or a person; what an initiative is promised is promised to its
    team. `about_url` is where it came from. `officer` sees to it when the municipality made it.
    `words` are what was said last: why it was broken or renewed, or what its receiver misses;
    `possible` is what can be done instead (rule R3). `renewal_of` is the one of which this is the
    new date. `is_first`: it comes before new promises (O26).
    """

    text = models.CharField(_("afspraak"), max_length=200)
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    maker = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="promises"
    )
    maker_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    receiver = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    receiver_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("uiterlijk op"))
    state = models.CharField(max_length=20, choices=AgreementState, default=AgreementState.OPEN)
    version = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=500, blank=True)
    possible = models.CharField(max_length=500, blank=True)
    about_url = models.CharField(max_length=200, blank=True)
    is_first = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    renewal_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewal"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agreement_state_known", condition=Q(state__in=AgreementState.values)
            ),
            models.CheckConstraint(
                name="agreement_one_maker",
                condition=Q(maker=None, maker_person__isnull=False)
                | Q(maker__isnull=False, maker_person=None),
            ),
            models.CheckConstraint(
                name="agreement_one_receiver",
                condition=Q(receiver=None, receiver_person__isnull=False)
                | Q(receiver__isnull=False, receiver_person=None),
            ),
            models.CheckConstraint(
                name="agreement_with_another",
                condition=~Q(maker=models.F("receiver"))
                & ~Q(maker_person=models.F("receiver_person")),
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "due_on"], name="agreement_of_place"),
            models.Index(
                fields=["due_on"],
                name="agreement_due",
                condition=Q(state__in=["open", "disputed"]),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("partners:agreement", args=[self.pk])

    @property
    def maker_party(self) -> Party:
        return Party(self.maker, self.maker_person)

    @property
    def receiver_party(self) -> Party:
        return Party(self.receiver, self.receiver_person)

    @property
    def runs(self) -> bool:
        return self.state in AGREEMENT_RUNS

    def is_late(self, today: date) -> bool:
        return self.state in UNKEPT and self.due_on < today

    def is_unconfirmed(self, now: datetime) -> bool:
        """Its maker said long ago that it was kept, and its receiver said nothing."""
        if self.state != AgreementState.CLAIMED or self.claimed_at is None:
            return False
        since = timezone.localdate(self.claimed_at)
        return working_days_between(since, timezone.localdate(now)) > CONFIRMED_WITHIN
