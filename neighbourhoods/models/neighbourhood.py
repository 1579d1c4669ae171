from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..states import IN_VIEW, OFFICE, AnswerTo, Role
from .geography import Area, Municipality


class NeighbourhoodQuerySet(models.QuerySet["Neighbourhood"]):
    def public(self) -> "NeighbourhoodQuerySet":
        return self.filter(is_public=True)

    def for_links(self) -> "NeighbourhoodQuerySet":
        """With name and address, without the texts and the drawing."""
        return self.defer("drawing", "introduction")


class Neighbourhood(models.Model):
    """The area of one wijkaanpak: one or more whole CBS wijken."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=80)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="neighbourhoods")
    areas = models.ManyToManyField(Area, related_name="neighbourhoods")
    motto = models.CharField(_("in één zin"), max_length=160, blank=True)
    introduction = models.TextField(_("over de wijk"), max_length=3000, blank=True)
    drawing = models.JSONField(null=True, blank=True, editable=False)
    is_public = models.BooleanField(default=True)
    holds_first_posts = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=timezone.now)

    objects = NeighbourhoodQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:neighbourhood", args=[self.slug])


SHOWN = ("role", "hours", "place", "phone", "portrait", "person")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)

    def in_view(self) -> "MembershipQuerySet":
        """Who is named on the neighbourhood's page, officers first."""
        return (
            self.current()
            .filter(role__in=IN_VIEW)
            .select_related("person")
            .annotate(
                first=models.Case(
                    models.When(role=Role.OFFICER, then=0),
                    models.When(role=Role.BUILDER, then=1),
                    default=2,
                )
            )
            .order_by("first", "pk")
        )

    def as_shown(self) -> "MembershipQuerySet":
        """With the role, and when and where to find who has it; the person is there already."""
        return self.only(*SHOWN)

    def named(self) -> "MembershipQuerySet":
        """As shown, and who it is."""
        shown = self.select_related("person")
        return shown.only(*SHOWN, "person__name", "person__erased_at")

    def officers(self) -> "MembershipQuerySet":
        return self.current().filter(role=Role.OFFICER)

    def coordinators(self) -> "MembershipQuerySet":
        return self.current().filter(role=Role.COORDINATOR)

    def of_office(self) -> "MembershipQuerySet":
        return self.current().filter(role__in=OFFICE)


class Membership(models.Model):
    """A person's role in a neighbourhood; for who is in view also when and where to find them."""

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    hours = models.CharField(_("wanneer te vinden"), max_length=120, blank=True)
    place = models.CharField(_("waar te vinden"), max_length=120, blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    portrait = models.CharField(max_length=60, blank=True, editable=False)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_role_known", condition=models.Q(role__in=Role.values)
            ),
            models.UniqueConstraint(
                name="membership_role_once",
                fields=["neighbourhood", "person", "role"],
                condition=models.Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    @property
    def portrait_url(self) -> str:
        return reverse("neighbourhoods:portrait", args=[self.portrait]) if self.portrait else ""


class Administrator(models.Model):
    """Somebody who opens neighbourhoods and gives roles for a municipality."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="administrators")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="administrator_once", fields=["municipality", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.municipality}"


class Term(models.Model):
    """Within how many working days a municipality answers a kind of question (rule R2)."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="terms")
    kind = models.CharField(max_length=20, choices=AnswerTo)
    working_days = models.PositiveSmallIntegerField(
        _("aantal werkdagen"), validators=[MinValueValidator(1), MaxValueValidator(60)]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="term_once", fields=["municipality", "kind"]),
            models.CheckConstraint(
                name="term_within_reason",
                condition=models.Q(working_days__gte=1, working_days__lte=60),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.kind}: {self.working_days}"
