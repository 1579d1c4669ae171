import uuid

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Draft, User
from core.photos import StoredPhoto, index_of_waiting, rules_of_state
from initiatives.models import Initiative, SupportRequest
from neighbourhoods.models import Membership
from partners.models import Member, Organisation
from partners.states import Approach, Kind

from ..quarters import Quarter, quarter_of
from .goal import Goal


def _of_shown_party(user: User | AnonymousUser) -> Q:
    """Of no organisation that is hidden, and of no team whose initiative is."""
    initiatives = Initiative.objects.readable_by(user)
    return Q(organisation__hidden_reason="") & (
        ~Q(organisation__kind=Kind.RESIDENTS_TEAM) | Q(organisation__in=initiatives.values("team"))
    )


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def standing(self) -> "ContributionQuerySet":
        return self.filter(removed_at=None)

    def seen_by(self, user: User | AnonymousUser) -> "ContributionQuerySet":
        """Of goals that one may see; what stands with an organisation is hidden with it, but for
        its own people."""
        shown = _of_shown_party(user)
        mine = Member.objects.filter(person_id=user.pk).values("organisation")
        return self.standing().filter(
            shown | Q(organisation__in=mine) if user.is_authenticated else shown,
            goal__in=Goal.objects.standing().visible_to(user).values("pk"),
        )

    def of_shown_parties(self) -> "ContributionQuerySet":
        """As everybody sees them, of goals that the caller may show."""
        return self.standing().filter(_of_shown_party(AnonymousUser()))

    def of_party(self, user: User) -> "ContributionQuerySet":
        """Of an organisation or team of theirs, and for the municipality where they work; also
        what was taken away, as long as it can come back."""
        mine = Member.objects.filter(person_id=user.pk).values("organisation")
        office = Membership.objects.of_office().filter(person_id=user.pk)
        return self.filter(
            Q(organisation__in=mine)
            | Q(
                organisation__kind=Kind.MUNICIPALITY,
                goal__plan__neighbourhood__in=office.values("neighbourhood"),
            ),
            goal__in=Goal.objects.standing().visible_to(user).values("pk"),
        )

    def of(self, goal: Goal) -> "ContributionQuerySet":
        return self.standing().filter(goal=goal)

    def in_quarter(self, quarter: Quarter) -> "ContributionQuerySet":
        return self.filter(day__range=(quarter.first_day, quarter.last_day))

    def newest_first(self) -> "ContributionQuerySet":
        return self.order_by("-day", "-pk")

    def for_lines(self) -> "ContributionQuerySet":
        return self.select_related("organisation", "goal").only(
            "what", "day", "hours_spent", "euros", "materials", "changed_at",
            "organisation__name", "organisation__slug", "organisation__is_listed",
            "goal__title",
        )  # fmt: skip

    def for_page(self) -> "ContributionQuerySet":
        return self.select_related(
            "goal__plan__neighbourhood__municipality",
            "organisation__municipality",
            "initiative",
            "request__initiative",
            "photo",
        )


class Contribution(models.Model):
    """What an organisation or team did for a goal on a `day`: an activity, never persons or
    households. It answers an `initiative` or a `request` of residents where it can (O105).

    `without` says that it was solved without calling on the municipality or the police (O83).
    """

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    what = models.CharField(_("wat er is gedaan"), max_length=300)
    day = models.DateField(_("wanneer"))
    hours_spent = models.DecimalField(
        _("uren"), max_digits=6, decimal_places=1, null=True, blank=True
    )
    euros = models.PositiveIntegerField(_("euro"), null=True, blank=True)
    materials = models.CharField(_("materiaal"), max_length=120, blank=True)
    approach = models.PositiveSmallIntegerField(choices=Approach, null=True, blank=True)
    without = models.BooleanField(default=False)
    initiative = models.ForeignKey(
        Initiative, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    request = models.ForeignKey(
        SupportRequest, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="contribution_says_what", condition=~Q(what=""))]
        indexes = [models.Index(fields=["goal", "-day"], name="contribution_newest")]

    def __str__(self) -> str:
        return self.what[:120]

    def get_absolute_url(self) -> str:
        return reverse("goals:contribution", args=[self.pk])

    @property
    def quarter(self) -> Quarter:
        return quarter_of(self.day)


class ContributionChange(models.Model):
    """The trace of a correction: which words stood there before, by field."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="changes")
    before = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.contribution}, {self.at:%Y-%m-%d}"


class ContributionPhotoQuerySet(models.QuerySet["ContributionPhoto"]):
    def visible_to(self, user: User | AnonymousUser) -> "ContributionPhotoQuerySet":
        """Of contributions that one may see, and what one chose and did not send yet."""
        seen = Q(contribution__in=Contribution.objects.seen_by(user).values("pk"))
        return self.filter(seen | Q(draft__person_id=user.pk) if user.is_authenticated else seen)

    def kept_for(self, user: User, form: str) -> "ContributionPhotoQuerySet":
        return self.filter(draft__person_id=user.pk, draft__form=form)


class ContributionPhoto(StoredPhoto):
    """One photo of a contribution; of a `draft` while the form around it was refused."""

    contribution = models.OneToOneField(
        Contribution, models.CASCADE, null=True, related_name="photo"
    )
    draft = models.OneToOneField(Draft, models.CASCADE, null=True, related_name="+")

    FOLDER = "contributions"

    objects = ContributionPhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contribution_photo_has_one_home",
                condition=Q(contribution=None) ^ Q(draft=None),
            ),
            *rules_of_state("contribution_photo"),
        ]
        indexes = [index_of_waiting("contribution_photo")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def address(self) -> str:
        whole = reverse("goals:contribution_photo", args=[self.pk, 0, "jpeg"])
        return whole.removesuffix("0.jpeg")

    @property
    def description(self) -> str:
        return str(_("Een foto bij deze bijdrage"))
