from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from neighbourhoods.models import Administrator, Membership, Municipality, Neighbourhood

from ..states import KIND_ICONS, Group, Kind, Language

TEXT = 1000


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def with_page(self) -> "OrganisationQuerySet":
        """Listed: a residents' team only when it chose so."""
        return self.filter(is_listed=True, slug__isnull=False)

    def public(self) -> "OrganisationQuerySet":
        """As everybody sees them, whoever asks."""
        place_is_public = Q(neighbourhood=None) | Q(neighbourhood__is_public=True)
        return self.with_page().filter(place_is_public, hidden_reason="")

    def visible_to(self, user: User | AnonymousUser) -> "OrganisationQuerySet":
        """Public ones; hidden ones, and those of a closed neighbourhood, for their members and
        who moderates there."""
        place_is_public = Q(neighbourhood=None) | Q(neighbourhood__is_public=True)
        public = place_is_public & Q(hidden_reason="")
        if not user.is_authenticated:
            return self.with_page().filter(public)
        office = Membership.objects.of_office().filter(person_id=user.pk)
        governed = Administrator.objects.filter(person_id=user.pk)
        return self.with_page().filter(
            public
            | Q(pk__in=Member.objects.filter(person_id=user.pk).values("organisation"))
            | Q(neighbourhood__in=office.values("neighbourhood"))
            | Q(neighbourhood__municipality__in=governed.values("municipality"))
        )

    def active_in(self, neighbourhood: Neighbourhood) -> "OrganisationQuerySet":
        """A municipality is everywhere in it."""
        active = ActiveIn.objects.filter(neighbourhood=neighbourhood)
        everywhere = Q(kind=Kind.MUNICIPALITY, municipality=neighbourhood.municipality_id)
        return self.filter(Q(pk__in=active.values("organisation")) | everywhere)

    def reaching(self, *words: str) -> "OrganisationQuerySet":
        """All of these: languages and groups."""
        found = self
        for word in words:
            reached = Reached.objects.filter(word=word)
            found = found.filter(pk__in=reached.values("organisation"))
        return found

    def of_one(self, person: int) -> "OrganisationQuerySet":
        """With a page, and of which nobody is left once this person has gone.

        A residents' team goes the way of its initiative.
        """
        others = Member.objects.filter(organisation=models.OuterRef("pk"), person__erased_at=None)
        mine = Member.objects.filter(person=person).values("organisation")
        alone = self.with_page().filter(~models.Exists(others.exclude(person=person)), pk__in=mine)
        return alone.exclude(kind__in=[Kind.RESIDENTS_TEAM, Kind.MUNICIPALITY])

    def for_page(self) -> "OrganisationQuerySet":
        return self.select_related("municipality", "neighbourhood__municipality").defer(
            "neighbourhood__drawing", "neighbourhood__introduction"
        )


class Organisation(models.Model):
    """Every party, on an equal footing: municipality, partner, or the team of an initiative.

    It has a page when it `is_listed`, at its `slug`. What it says of itself: `aim` is what it wants
    to achieve here, `can`, `wants` and `cannot` its role, `conditions` on which it works together.
    `phone` is the organisation's own. `made_as` is the key of the form that made it; `edited_as`
    that by which its texts were last changed.
    """

    TEXTS = ("aim", "can", "wants", "cannot", "conditions")

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(max_length=80, unique=True, null=True, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="organisations")
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    is_listed = models.BooleanField(default=False)
    aim = models.TextField(max_length=TEXT, blank=True, default="", db_default="")
    can = models.TextField(max_length=TEXT, blank=True, default="", db_default="")
    wants = models.TextField(max_length=TEXT, blank=True, default="", db_default="")
    cannot = models.TextField(max_length=TEXT, blank=True, default="", db_default="")
    conditions = models.TextField(max_length=TEXT, blank=True, default="", db_default="")
    place = models.CharField(max_length=120, blank=True, default="", db_default="")
    hours = models.CharField(max_length=120, blank=True, default="", db_default="")
    phone = models.CharField(max_length=30, blank=True, default="", db_default="")
    hidden_reason = models.CharField(max_length=500, blank=True, default="", db_default="")
    made_at = models.DateTimeField(default=timezone.now)
    made_as = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    edited_as = models.UUIDField(null=True, blank=True, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_kind_known", condition=Q(kind__in=Kind.values)
            ),
            models.UniqueConstraint(
                name="municipality_one_organisation",
                fields=["municipality"],
                condition=Q(kind=Kind.MUNICIPALITY),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Of the municipality or neighbourhood for what has no page of its own."""
        if self.slug and self.is_listed:
            return reverse("partners:organisation", args=[self.slug])
        return self.place_url

    @property
    def place_url(self) -> str:
        if self.neighbourhood:
            return self.neighbourhood.get_absolute_url()
        return reverse("portal:municipality", args=[self.municipality.slug])

    @property
    def kind_label(self) -> str:
        return capfirst(str(Kind(self.kind).label))

    @property
    def icon(self) -> str:
        return KIND_ICONS[Kind(self.kind)]

    @property
    def is_team(self) -> bool:
        return self.kind == Kind.RESIDENTS_TEAM

    @property
    def is_coalition(self) -> bool:
        return self.kind == Kind.COALITION

    @property
    def is_hidden(self) -> bool:
        return bool(self.hidden_reason)


class MemberQuerySet(models.QuerySet["Member"]):
    def still_here(self) -> "MemberQuerySet":
        return self.filter(person__erased_at=None)


class Member(models.Model):
    """Somebody of an organisation; the first of a residents' team is who sent the initiative.

    `role` and `hours` are what they say of themselves there, in their own words.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_contact = models.BooleanField(default=False)
    role = models.CharField(
        _("wat u hier doet"), max_length=80, blank=True, default="", db_default=""
    )
    hours = models.CharField(
        _("wanneer te bereiken"), max_length=120, blank=True, default="", db_default=""
    )
    since = models.DateTimeField(default=timezone.now)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="member_once", fields=["organisation", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"


class ActiveIn(models.Model):
    """An organisation works in a neighbourhood; a residents' team only in its own."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="places")
    neighbourhood = models.ForeignKey(Neighbourhood, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="active_in_once", fields=["organisation", "neighbourhood"])
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.neighbourhood}"


REACHED_WORDS = [*Language.choices, *Group.choices]


class Reached(models.Model):
    """An organisation reaches people by a language that they speak, or a group that they are."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="reached")
    word = models.CharField(max_length=20, choices=REACHED_WORDS)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="reached_once", fields=["organisation", "word"])
        ]
        indexes = [models.Index(fields=["word"], name="reached_word")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.word}"

    @property
    def is_language(self) -> bool:
        return self.word in Language.values
