import uuid
from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Draft, User
from core.photos import PhotoState, StoredPhoto, index_of_waiting, rules_of_state
from neighbourhoods.models import Area, Membership, Neighbourhood

from ..states import (
    ANSWERED_CONCERN,
    CONCERN_ICONS,
    OPEN_CONCERN,
    ConcernKind,
    ConcernState,
    Visibility,
)
from .house_rules import ReportedQuerySet
from .organisation import Member, Organisation


class ConcernQuerySet(ReportedQuerySet["Concern"]):
    def open(self) -> "ConcernQuerySet":
        return self.filter(state__in=OPEN_CONCERN)

    def late(self, now: datetime) -> "ConcernQuerySet":
        return self.open().filter(due_at__lt=now)

    def due_before(self, moment: datetime) -> "ConcernQuerySet":
        return self.open().filter(due_at__lt=moment, visibility=Visibility.PUBLIC)

    def held_by(self, officer: User) -> "ConcernQuerySet":
        """For the municipality; what an organisation answers is that organisation's."""
        return self.open().filter(owner=officer, organisation=None)

    def answerable_by(self, user: User) -> "ConcernQuerySet":
        """Where the user works for the municipality, or sent to an organisation of theirs."""
        office = Membership.objects.of_office().filter(person_id=user.pk)
        mine = Member.objects.filter(person_id=user.pk)
        return self.filter(
            Q(neighbourhood__in=office.values("neighbourhood"))
            | Q(organisation__in=mine.values("organisation"))
        )

    def about(self, kind: str, buurt: Area | None) -> "ConcernQuerySet":
        """What may be the same: of one kind, in one buurt; without a buurt anywhere here."""
        found = self.filter(kind=kind)
        return found.filter(Q(buurt=buurt) | Q(buurt=None)) if buurt else found

    def matching(self, *, soort: str, stand: str, now: datetime) -> "ConcernQuerySet":
        """By what somebody chose from lists; an empty choice leaves all in."""
        found = self.filter(kind=soort) if soort else self
        match stand:
            case "open":
                return found.open()
            case "laat":
                return found.late(now)
            case "opgelost":
                return found.filter(state=ConcernState.ARRANGED)
            case "kan-niet":
                return found.filter(state=ConcernState.CANNOT)
        return found

    def first_due_first(self) -> "ConcernQuerySet":
        return self.order_by("due_at", "pk")

    def most_shared(self) -> "ConcernQuerySet":
        """What most residents are bothered by, of what more than one is."""
        return self.annotate(number=_number()).filter(number__gt=1).order_by("-number", "-pk")

    def for_cards(self) -> "ConcernQuerySet":
        """With how many residents it bothers: who reported it, and who said "me too"."""
        return (
            self.select_related("neighbourhood", "buurt", "organisation", "owner")
            .defer("neighbourhood__drawing", "neighbourhood__introduction")
            .annotate(number=_number())
        )


def _number() -> CombinedExpression:
    shared = MeToo.objects.filter(concern=OuterRef("pk")).order_by()
    number = shared.values("concern").annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(number), 0) + Value(1)


class Concern(models.Model):
    """What bothers residents (clean, whole, safe), and who answers it before when (rule R2).

    `owner` is the one who is named; for the municipality, or for `organisation`. `group` is the app
    group in whose name it was reported, known to who reported and who answers. `version` counts
    what was done, so that nobody overtakes another unseen.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ConcernKind)
    place = models.CharField(_("plek"), max_length=120)
    buurt = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("wat er is"), max_length=1000)
    group = models.CharField(_("appgroep"), max_length=80, blank=True)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=ConcernState, default=ConcernState.REPORTED)
    due_at = models.DateTimeField()
    reported_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=0)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    hidden_reason = models.CharField(max_length=500, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="concern_kind_known", condition=Q(kind__in=ConcernKind.values)
            ),
            models.CheckConstraint(
                name="concern_state_known", condition=Q(state__in=ConcernState.values)
            ),
            models.CheckConstraint(
                name="concern_hidden_with_reason",
                condition=Q(visibility=Visibility.PUBLIC, hidden_reason="")
                | (Q(visibility=Visibility.HIDDEN) & ~Q(hidden_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "-reported_at"], name="concern_newest"),
            models.Index(
                fields=["due_at"], name="concern_open", condition=Q(state__in=sorted(OPEN_CONCERN))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.place}"

    def get_absolute_url(self) -> str:
        return reverse("partners:concern", args=[self.pk])

    @property
    def icon(self) -> str:
        return CONCERN_ICONS[ConcernKind(self.kind)]

    @property
    def where(self) -> str:
        return f"{self.place}, {self.buurt.short_name}" if self.buurt else self.place

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_CONCERN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at < timezone.now()


class MeToo(models.Model):
    """Somebody who is bothered by it as well; nobody sees who. Who reported it counts already."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="me_too")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="me_too_once", fields=["concern", "person"])]

    def __str__(self) -> str:
        return f"{self.person}: {self.concern}"


class ConcernAnswer(models.Model):
    """What became of it. Not without a public reason, nor a no without what is possible (R3)."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(
        max_length=20, choices=[(s.value, s.label) for s in ConcernState if s in ANSWERED_CONCERN]
    )
    reason = models.TextField(_("wat er gebeurde, of waarom niet"), max_length=1000)
    possible = models.TextField(_("wat er wel kan"), max_length=1000, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="concern_answer_with_reason",
                condition=~Q(reason="")
                & (Q(outcome=ConcernState.ARRANGED) | ~Q(possible=""))
                & Q(outcome__in=sorted(ANSWERED_CONCERN)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.concern}: {self.outcome}"


class ConcernRoute(models.Model):
    """Who gets concerns of a kind, in one buurt or in all: an organisation, or somebody who works
    here. Without a route it is an officer of the neighbourhood."""

    neighbourhood = models.ForeignKey(Neighbourhood, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=ConcernKind)
    buurt = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="concern_route_once",
                fields=["neighbourhood", "kind", "buurt"],
                condition=Q(buurt__isnull=False),
            ),
            models.UniqueConstraint(
                name="concern_route_once_everywhere",
                fields=["neighbourhood", "kind"],
                condition=Q(buurt=None),
            ),
            models.CheckConstraint(
                name="concern_route_to_one", condition=Q(organisation=None) ^ Q(officer=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.neighbourhood}, {self.get_kind_display()}"


@lru_cache(maxsize=4096)  # a list has dozens, and asks for several widths of each
def _address_of(pk: int) -> str:
    return reverse("partners:concern_photo", args=[pk, 0, "jpeg"]).removesuffix("0.jpeg")


class ConcernPhotoQuerySet(models.QuerySet["ConcernPhoto"]):
    def visible_to(self, user: User | AnonymousUser, browser: str) -> "ConcernPhotoQuerySet":
        """Of concerns one may see, and of one's own drafts."""
        return self.filter(
            Q(concern__in=Concern.objects.visible_to(user).values("pk"))
            | Q(draft__in=Draft.objects.held_by(user, browser).values("pk"))
        )

    def of(self, concerns: Collection[int]) -> "ConcernPhotoQuerySet":
        """What there is to see of them."""
        return self.filter(concern__in=concerns, state=PhotoState.READY).order_by("pk")


class ConcernPhoto(StoredPhoto):
    """How it was when it was reported, or how it is after an answer; until sent, of a draft."""

    concern = models.ForeignKey(Concern, models.CASCADE, null=True, related_name="photos")
    answer = models.OneToOneField(ConcernAnswer, models.CASCADE, null=True, related_name="photo")
    draft = models.OneToOneField(Draft, models.CASCADE, null=True, related_name="+")

    FOLDER = "concerns"

    objects = ConcernPhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="concern_photo_has_one_home", condition=Q(concern=None) ^ Q(draft=None)
            ),
            models.CheckConstraint(
                name="concern_photo_answer_of_concern",
                condition=Q(answer=None) | Q(concern__isnull=False),
            ),
            *rules_of_state("concern_photo"),
        ]
        indexes = [index_of_waiting("concern_photo")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def address(self) -> str:
        return _address_of(self.pk)

    @property
    def is_after(self) -> bool:
        return self.answer_id is not None

    @property
    def description(self) -> str:
        return str(_("Zo is het nu") if self.is_after else _("Zo was het"))
