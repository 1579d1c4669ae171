import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from neighbourhoods.models import Membership
from neighbourhoods.states import OFFICE
from partners.models import Agreement, Member, Organisation, Party

from ..states import HELP_ICONS, HELP_OPEN, AskedOf, Help, HelpState, PartyRole, Visibility
from .initiative import Initiative


class SupportRequestQuerySet(models.QuerySet["SupportRequest"]):
    def open(self) -> "SupportRequestQuerySet":
        return self.filter(state__in=HELP_OPEN).standing()

    def standing(self) -> "SupportRequestQuerySet":
        """Of an initiative that is still there, and not gone on in another one."""
        return self.exclude(initiative__visibility=Visibility.GONE).filter(
            initiative__merged_into=None
        )

    def workable_by(self, user: User) -> "SupportRequestQuerySet":
        """Asked of the municipality, in neighbourhoods where the user works."""
        office = Membership.objects.current().filter(person=user, role__in=OFFICE)
        return self.filter(
            asked_of=AskedOf.MUNICIPALITY,
            initiative__neighbourhood__in=office.values("neighbourhood"),
        )

    def held_by(self, user: User) -> "SupportRequestQuerySet":
        return self.filter(officer=user).open()

    def due_before(self, moment: datetime) -> "SupportRequestQuerySet":
        return self.open().filter(due_at__lt=moment)

    def for_list(self) -> "SupportRequestQuerySet":
        return self.select_related("initiative", "organisation", "officer").order_by("-at", "-pk")


class SupportRequest(models.Model):
    """What a team asks, and of whom; who is asked owes an answer before `due_at` (rule R2).

    The neighbours owe none: of them the team itself is the owner. `officer` answers for the
    municipality. `talk` is what they talk about meanwhile, in public. It ends agreed, with an
    agreement, declined with a reason and with what is possible (rule R3), or done, with the hands
    that came. `version` counts what happened to it.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="requests")
    kind = models.CharField(_("wat"), max_length=20, choices=Help)
    text = models.CharField(_("uw vraag"), max_length=300)
    asked_of = models.CharField(_("aan wie"), max_length=20, choices=AskedOf)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    wanted_on = models.DateField(_("voor welke dag"), null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=HelpState, default=HelpState.OPEN)
    reason = models.TextField(_("waarom"), max_length=1000, blank=True)
    possible = models.TextField(_("wat er wel kan"), max_length=1000, blank=True)
    talk = models.TextField(
        _("waarover u praat"), max_length=1000, blank=True, default="", db_default=""
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    agreement = models.OneToOneField(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="request_kind_known", condition=Q(kind__in=Help.values)),
            models.CheckConstraint(
                name="request_state_known", condition=Q(state__in=HelpState.values)
            ),
            models.CheckConstraint(
                name="request_of_somebody",
                condition=Q(asked_of=AskedOf.NEIGHBOURS, organisation=None, due_at=None)
                | (
                    Q(asked_of__in=[AskedOf.MUNICIPALITY, AskedOf.ORGANISATION])
                    & Q(organisation__isnull=False, due_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="request_declined_with_reason",
                condition=~Q(state=HelpState.DECLINED) | (~Q(reason="") & ~Q(possible="")),
            ),
            models.CheckConstraint(
                name="request_talked_about_in_public",
                condition=~Q(state=HelpState.IN_CONVERSATION) | ~Q(talk=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="request_open",
                condition=Q(state__in=["open", "in_conversation"]),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("initiatives:request", args=[self.initiative_id, self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in HELP_OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < timezone.now()

    @property
    def icon(self) -> str:
        return HELP_ICONS[Help(self.kind)]


class OfferQuerySet(models.QuerySet["Offer"]):
    def open(self) -> "OfferQuerySet":
        return self.filter(state__in=HELP_OPEN)

    def visible_to(self, user: User | AnonymousUser) -> "OfferQuerySet":
        """For the team to which it is made, and who made it: nobody else hears of it yet."""
        if not user.is_authenticated:
            return self.none()
        mine = Member.objects.filter(person=user).values("organisation")
        return self.filter(Q(initiative__team__in=mine) | Q(organisation__in=mine) | Q(person=user))


class Offer(models.Model):
    """What somebody offers to an initiative, perhaps as an answer to what its team asked.

    Made by an organisation or by a person (`person` is then who wrote it as well). `role`: an
    organisation wants to join it, or to run it too, and with that may promise something. The team
    accepts, which makes an agreement of one line, or declines, kindly (rule R1).
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="offers")
    request = models.ForeignKey(
        SupportRequest, models.SET_NULL, null=True, blank=True, related_name="offers"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=20, choices=PartyRole, blank=True)
    text = models.CharField(_("wat u doet of geeft"), max_length=200, blank=True)
    due_on = models.DateField(_("uiterlijk op"), null=True, blank=True)
    words = models.CharField(_("een woord aan het team"), max_length=500, blank=True)
    state = models.CharField(max_length=20, choices=HelpState, default=HelpState.OPEN)
    answer = models.CharField(_("een woord terug"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    agreement = models.OneToOneField(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offer_state_known", condition=Q(state__in=HelpState.values)
            ),
            models.CheckConstraint(
                name="offer_of_one",
                condition=Q(organisation=None, person__isnull=False)
                | Q(organisation__isnull=False, person=None),
            ),
            models.CheckConstraint(
                name="offer_says_what_and_when",
                condition=(~Q(text="") & Q(due_on__isnull=False))
                | (~Q(role="") & Q(text="", due_on=None)),
            ),
            models.CheckConstraint(
                name="offer_to_join_by_organisation",
                condition=Q(role="") | Q(organisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.get_role_display())

    def get_absolute_url(self) -> str:
        return reverse("initiatives:offer", args=[self.initiative_id, self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in HELP_OPEN

    @property
    def maker(self) -> Party:
        return Party(self.organisation, self.person)


class InitiativeAgreement(models.Model):
    """What was promised to, or by, an initiative."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="agreements")
    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.agreement)
