import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, IntegerField, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.models import new_token
from neighbourhoods.models import Administrator, Area, Membership, Neighbourhood

from ..states import ASSET_ICONS, FACILITIES, AskedPer, AssetKind, Condition, Visibility
from .organisation import Member, Organisation


class AssetQuerySet(models.QuerySet["Asset"]):
    def standing(self) -> "AssetQuerySet":
        """Agreed to by whom it is about, and not taken away; the house rules may have hidden it."""
        return self.filter(agreed_at__isnull=False, removed_at=None)

    def shown(self) -> "AssetQuerySet":
        """What everybody may read today: nothing expires but on a day that somebody set."""
        today = timezone.localdate()
        return self.standing().filter(
            Q(until=None) | Q(until__gte=today),
            visibility=Visibility.PUBLIC,
            neighbourhood__is_public=True,
        )

    def may_be_asked(self, now: datetime) -> "AssetQuerySet":
        """Of people who said that they may be, and how often; nobody else is asked (rule R8)."""
        found = self.standing().filter(
            Q(until=None) | Q(until__gte=timezone.localdate(now)), visibility=Visibility.PUBLIC
        )
        return found.filter(person__is_active=True, asked_at_most__gt=0)

    def visible_to(self, user: User | AnonymousUser) -> "AssetQuerySet":
        """What is shown; one's own, also when it is not; and all that stands, for who moderates."""
        shown = Q(pk__in=self.model._default_manager.shown().values("pk"))
        if not user.is_authenticated:
            return self.filter(shown)
        office = Membership.objects.of_office().filter(person_id=user.pk)
        governed = Administrator.objects.filter(person_id=user.pk)
        here = Q(neighbourhood__in=office.values("neighbourhood")) | Q(
            neighbourhood__municipality__in=governed.values("municipality")
        )
        return self.filter(
            shown | _own(user) | (here & Q(agreed_at__isnull=False, removed_at=None))
        )

    def of_somebody(self, user: User) -> "AssetQuerySet":
        """Theirs, their organisation's, or put there by them for the neighbourhood."""
        return self.filter(_own(user))

    def about(self, person: int) -> "AssetQuerySet":
        """Of this person, put there by them, or a proposal that waits at their address."""
        address = User.objects.filter(pk=person, email__isnull=False).values("email")
        return self.filter(Q(person=person) | Q(put_by=person) | Q(email__in=address))

    def proposed(self) -> "AssetQuerySet":
        """Wijkkenners who have not said yes yet: nobody reads these but who is asked."""
        return self.filter(agreed_at=None)

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "AssetQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def of_kind(self, kind: str) -> "AssetQuerySet":
        return self.filter(kind=kind) if kind else self

    def facilities(self) -> "AssetQuerySet":
        """Places and spaces of which somebody said how they are; what needs most comes first."""
        worst = Case(
            *(When(Q(condition=one), then=rank) for rank, one in enumerate(Condition.values)),
            output_field=IntegerField(),
        )
        return self.exclude(condition="").order_by(worst, "check_on", "pk")

    def newest_first(self) -> "AssetQuerySet":
        return self.order_by("-put_at", "-pk")

    def for_cards(self) -> "AssetQuerySet":
        return self.select_related("neighbourhood", "buurt", "person", "organisation").defer(
            "neighbourhood__drawing", "neighbourhood__introduction"
        )


def _own(user: User) -> Q:
    mine = Member.objects.filter(person_id=user.pk)
    theirs = Q(person_id=user.pk) | Q(organisation__in=mine.values("organisation"))
    put = Q(put_by_id=user.pk, person=None, organisation=None)
    return (theirs | put) & Q(agreed_at__isnull=False)


class Asset(models.Model):
    """What is already there (R7): of a person, of an organisation, or simply in the neighbourhood.

    `person` is there by their own choice only, and not asked for anything unless `asked_at_most`
    says how often (R8). A place or a space may have a `condition`, somebody in words by whom it is
    `kept_by`, an `heir` who goes on with it when the money stops (O100), and a day to `check_on` it
    (O101). A wijkkenner whom another proposed has an `email`
    and no `agreed_at` until they say yes with the `token`. What was taken away (`removed_at`) can
    be put back for a day.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=AssetKind)
    title = models.CharField(_("titel"), max_length=80)
    words = models.TextField(_("in uw woorden"), max_length=600, blank=True)
    hours = models.CharField(_("wanneer, en wie er is"), max_length=200, blank=True)
    place = models.CharField(_("plek"), max_length=120, blank=True)
    buurt = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    until = models.DateField(_("tot en met"), null=True, blank=True)
    asked_at_most = models.PositiveSmallIntegerField(default=0)
    asked_per = models.CharField(max_length=10, choices=AskedPer, default=AskedPer.MONTH)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    put_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    email = models.EmailField(blank=True)
    token = models.CharField(max_length=40, default=new_token, unique=True)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    hidden_reason = models.CharField(max_length=500, blank=True)
    condition = models.CharField(
        max_length=20, choices=Condition, blank=True, default="", db_default=""
    )
    kept_by = models.CharField(
        _("wie ervoor zorgt"), max_length=120, blank=True, default="", db_default=""
    )
    heir = models.CharField(
        _("wie ermee doorgaat als het geld stopt"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
    )
    check_on = models.DateField(_("wanneer er weer naar gekeken wordt"), null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = AssetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="asset_kind_known", condition=Q(kind__in=AssetKind.values)),
            models.CheckConstraint(
                name="asset_of_one", condition=Q(person=None) | Q(organisation=None)
            ),
            models.CheckConstraint(
                name="asset_only_people_are_asked",
                condition=Q(asked_at_most=0) | Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="asset_knower_is_somebody_who_agreed",
                condition=~Q(kind=AssetKind.KNOWER)
                | Q(person__isnull=False, agreed_at__isnull=False)
                | Q(organisation__isnull=False, agreed_at__isnull=False)
                | (Q(agreed_at=None, person=None, organisation=None) & ~Q(email="")),
            ),
            models.CheckConstraint(
                name="asset_address_until_agreed", condition=Q(email="") | Q(agreed_at=None)
            ),
            models.CheckConstraint(
                name="asset_kept_is_a_facility",
                condition=Q(kind__in=sorted(FACILITIES))
                | Q(condition="", kept_by="", heir="", check_on=None),
            ),
            models.CheckConstraint(
                name="asset_condition_known",
                condition=Q(condition="") | Q(condition__in=Condition.values),
            ),
            models.CheckConstraint(
                name="asset_hidden_with_reason",
                condition=Q(visibility=Visibility.PUBLIC, hidden_reason="")
                | (Q(visibility=Visibility.HIDDEN) & ~Q(hidden_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "kind", "-put_at"], name="asset_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:asset", args=[self.pk])

    @property
    def icon(self) -> str:
        return ASSET_ICONS[AssetKind(self.kind)]

    @property
    def is_facility(self) -> bool:
        return self.kind in FACILITIES

    @property
    def where(self) -> str:
        buurt = self.buurt.short_name if self.buurt else ""
        return ", ".join(filter(None, (self.place, buurt)))

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC
