import uuid
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from neighbourhoods.models import Administrator, Area, Membership, Neighbourhood
from partners.models import Member, Organisation

from ..states import (
    ENDED,
    KINDS_ON_CARD,
    THEME_ICONS,
    BesideService,
    Kind,
    NewsState,
    Stage,
    Theme,
    Visibility,
)

if TYPE_CHECKING:
    from .photo import Photo


@cache  # an expression: each query takes a copy, and making it costs as much as fetching rows
def number_of(model: type[models.Model]) -> Coalesce:
    """How many rows of `model` the initiative has, counted apart from all else in the query."""
    rows = model._default_manager.filter(initiative=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("initiative").annotate(n=Count("*")).values("n")), 0)


@lru_cache(maxsize=4096)  # a list has twenty, and making them costs more than fetching their rows
def address_of(pk: int, title: str) -> str:
    slug = slugify(title)[:60].strip("-") or "initiatief"
    return reverse("initiatives:detail", args=[pk, slug])


STANDS_NOT = Q(visibility=Visibility.GONE) | Q(merged_into__isnull=False)
ON_ITS_PAGE = (  # all of it but its keys, and little of the rest: each column costs time
    "place",
    "title",
    "plan",
    "needs",
    "theme",
    "stage",
    "kind",
    "visibility",
    "hidden_reason",
    "team",
    "merged_into",
    "edited_as",
    "service",
    "beside",
    "heir",
    "for_whom",
    "source",
    "neighbourhood__slug",
    "neighbourhood__name",
    "neighbourhood__is_public",
    "neighbourhood__holds_first_posts",
    "neighbourhood__municipality__name",
    "buurt__short_name",
    "review__status",
    "review__due_at",
    "review__version",
    "review__officer__name",
    "review__officer__erased_at",
)


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def visible_to(self, user: User | AnonymousUser) -> "InitiativeQuerySet":
        """Public ones in a public neighbourhood; hidden ones for their team and who moderates.

        What is gone is there for nobody, and what goes on in another one is there to read only.
        """
        seen = self._seen_by(user, Visibility.PUBLIC)
        return seen.standing() if user.is_authenticated else seen

    def readable_by(self, user: User | AnonymousUser) -> "InitiativeQuerySet":
        """Those that one may see, and the pages of those that go on in another one."""
        return self._seen_by(user, Visibility.PUBLIC, Visibility.MERGED)

    def _seen_by(self, user: User | AnonymousUser, *shown: Visibility) -> "InitiativeQuerySet":
        public = Q(neighbourhood__is_public=True) & (
            Q(visibility=shown[0]) if len(shown) == 1 else Q(visibility__in=shown)
        )
        if not user.is_authenticated:
            return self.filter(public)
        office = Membership.objects.of_office().filter(person_id=user.pk)
        governed = Administrator.objects.filter(person_id=user.pk)
        return self.filter(
            public
            | Q(team__in=Member.objects.filter(person_id=user.pk).values("organisation"))
            | Q(neighbourhood__in=office.values("neighbourhood"))
            | Q(neighbourhood__municipality__in=governed.values("municipality"))
        ).exclude(visibility=Visibility.GONE)

    def standing(self) -> "InitiativeQuerySet":
        """Those that are not gone, and do not go on in another one."""
        return self.exclude(STANDS_NOT)

    def public(self) -> "InitiativeQuerySet":
        """As everybody sees them, whoever asks."""
        return self.filter(visibility=Visibility.PUBLIC, neighbourhood__is_public=True)

    def of_team_member(self, user: User) -> "InitiativeQuerySet":
        return self.filter(team__in=Member.objects.filter(person=user).values("organisation"))

    def of_team_of_one(self, person: int) -> "InitiativeQuerySet":
        """Those that nobody runs any more once this person has left."""
        others = Member.objects.filter(organisation=OuterRef("team"), person__erased_at=None)
        mine = Member.objects.filter(person=person).values("organisation")
        alone = self.filter(~Exists(others.exclude(person=person)), team__in=mine)
        return alone.standing()

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "InitiativeQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def under_way(self) -> "InitiativeQuerySet":
        return self.exclude(stage__in=ENDED)

    def of_kind(self, kind: Kind) -> "InitiativeQuerySet":
        return self.filter(kind=kind)

    def of_party(self, organisation: Organisation) -> "InitiativeQuerySet":
        """Those that it runs as their own team, and those that it joined."""
        joined = Q(parties__organisation=organisation, parties__ended_at=None)
        found = self.filter(Q(team=organisation) | joined)
        return self.filter(pk__in=found.values("pk"))

    def locked_pair(self, one: "Initiative", two: "Initiative") -> list["Initiative"]:
        """Both, in the order of their keys, so that two presses never wait for each other."""
        locked = self.select_for_update(of=("self",)).select_related("neighbourhood", "team")
        return list(locked.filter(pk__in=[one.pk, two.pk]).order_by("pk"))

    def newest_first(self) -> "InitiativeQuerySet":
        return self.order_by("-sent_at", "-pk")

    def matching(
        self, *, thema: str, fase: str, soort: str, antwoord: str, hulp: str
    ) -> "InitiativeQuerySet":
        """By what somebody chose from lists; an empty choice leaves all in."""
        found = self
        if thema:
            found = found.filter(theme=thema)
        if fase:
            found = found.filter(stage=fase)
        if soort:
            found = found.filter(kind=soort)
        if antwoord:
            found = found.filter(review__status=antwoord)
        if hulp:  # the team says what it needs, and is still at it
            found = found.under_way().exclude(needs="")
        return found

    def in_part(self, part: Area | None) -> "InitiativeQuerySet":
        """In this buurt; without one those that are about the whole neighbourhood."""
        return self.filter(buurt=part)

    def for_page(self) -> "InitiativeQuerySet":
        """All that its page says of it, its place and its officer."""
        return self.select_related("neighbourhood__municipality", "buurt", "review__officer").only(
            *ON_ITS_PAGE
        )

    def for_cards(self) -> "InitiativeQuerySet":
        """All a card shows of it and nothing else, in one query."""
        return (
            self.select_related("buurt", "review")
            .only(
                "title",
                "place",
                "theme",
                "stage",
                "kind",
                "visibility",
                "buurt__short_name",
                "review__status",
                "review__due_at",
            )
            .annotate(supporters=number_of(Support))
        )


class Initiative(models.Model):
    """Something residents do, or want to do, in their neighbourhood; it is theirs (rule R1).

    `place` is in words; without `buurt` it is about the whole neighbourhood. `sent_as` is the key
    of the draft that it was, unique, so that sending twice is sending once; `edited_as` that of the
    form by which its text was last changed, empty while it stands as it was sent.

    `for_whom` says for whom its team sent it, without a name: a neighbour or a group that agreed to
    it and comes into the team when they like (O114).

    `source` names the list of the municipality from which it was taken, `source_key` is which row
    of it that was: such a one began without a team, and nobody sent it. `merged_into` is the one
    in which it goes on.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="initiatives")
    buurt = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(_("waar"), max_length=120, blank=True)
    title = models.CharField(_("titel"), max_length=100)
    plan = models.TextField(_("wat u wilt doen"), max_length=3000)
    needs = models.TextField(_("wat u nodig heeft"), max_length=1000, blank=True)
    theme = models.CharField(_("thema"), max_length=20, choices=Theme)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.IDEA)
    kind = models.CharField(
        _("soort"),
        max_length=20,
        choices=Kind,
        default=Kind.ACTIVITY,
        db_default=Kind.ACTIVITY.value,  # the release before this one knows no kinds
    )
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    hidden_reason = models.CharField(max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    team = models.OneToOneField(Organisation, models.PROTECT, related_name="initiative")
    service = models.CharField(max_length=140, blank=True, default="", db_default="")
    beside = models.CharField(
        max_length=10, choices=BesideService, blank=True, default="", db_default=""
    )
    heir = models.CharField(max_length=200, blank=True, default="", db_default="")
    for_whom = models.CharField(_("voor wie"), max_length=80, blank=True, default="", db_default="")
    sent_as = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sent_at = models.DateTimeField(default=timezone.now)
    edited_as = models.UUIDField(null=True, blank=True, editable=False)
    source = models.CharField(max_length=140, blank=True, default="", db_default="")
    source_key = models.CharField(max_length=140, null=True, blank=True, editable=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="initiative_stage_known", condition=Q(stage__in=Stage.values)
            ),
            models.CheckConstraint(name="initiative_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="initiative_visibility_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="initiative_hidden_with_reason",
                condition=(~Q(visibility=Visibility.HIDDEN) & Q(hidden_reason=""))
                | (Q(visibility=Visibility.HIDDEN) & ~Q(hidden_reason="")),
            ),
            models.CheckConstraint(
                name="initiative_merged_into_one",
                condition=~Q(visibility=Visibility.MERGED) | Q(merged_into__isnull=False),
            ),
            models.CheckConstraint(name="initiative_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="initiative_beside_a_service",
                condition=Q(service="", beside="")
                | (~Q(service="") & Q(beside__in=BesideService.values)),
            ),
            models.UniqueConstraint(
                name="initiative_taken_from_a_list_once", fields=["neighbourhood", "source_key"]
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "-sent_at"], name="initiative_newest"),
            models.Index(fields=["-sent_at"], name="initiative_newest_anywhere"),
            models.Index(  # counts the public ones without reading them
                fields=["neighbourhood"],
                name="initiative_public",
                condition=Q(visibility=Visibility.PUBLIC),
            ),
            models.Index(  # search asks of each that it found whether it is public, and where
                fields=["id", "neighbourhood"],
                name="initiative_public_by_key",
                condition=Q(visibility=Visibility.PUBLIC),
            ),
            models.Index(  # history leaves out the few that are hidden
                fields=["neighbourhood"],
                name="initiative_hidden",
                condition=Q(visibility=Visibility.HIDDEN),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of(self.pk, self.title)

    @property
    def short_url(self) -> str:
        """Its address without its title, which may change."""
        return reverse("initiatives:short", args=[self.pk])

    @property
    def theme_icon(self) -> str:
        return THEME_ICONS[Theme(self.theme)]

    @property
    def theme_label(self) -> str:
        return str(Theme(self.theme).label)

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label).capitalize()

    @property
    def where(self) -> str:
        """In words: the place, and the buurt behind it."""
        return ", ".join(
            part for part in (self.place, self.buurt.short_name if self.buurt else "") if part
        )

    @property
    def beside_label(self) -> str:
        return str(BesideService(self.beside).label) if self.beside else ""

    @property
    def special_kind(self) -> str:
        """What sort it is in words, when that is not just an activity."""
        return "" if self.kind == Kind.ACTIVITY else str(Kind(self.kind).label).capitalize()

    @property
    def kind_on_card(self) -> str:
        return self.special_kind if self.kind in KINDS_ON_CARD else ""

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC

    @cached_property
    def photo(self) -> "Photo | None":
        """Its cover, for a page of its own; `Photo.objects.covers_of` is for a list."""
        return self.photos.covers().first()


class Support(models.Model):
    """`Ik steun dit`: once per person."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="supports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="support_once", fields=["initiative", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.initiative}"


class Participant(models.Model):
    """`Ik doe mee`: somebody who helps, with what they can do in their own words, for the team."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    can_do = models.CharField(_("wat u kunt doen, en wanneer"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participant_once", fields=["initiative", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.initiative}"


class UpdateQuerySet(models.QuerySet["Update"]):
    def hidden(self) -> "UpdateQuerySet":
        return self.filter(state=NewsState.HIDDEN)

    def visible_to(self, user: User | AnonymousUser) -> "UpdateQuerySet":
        """Of initiatives that one may see."""
        seen = Initiative.objects.visible_to(user).values("pk")
        return self.filter(state=NewsState.PUBLIC, initiative__in=seen)


class Update(models.Model):
    """News from the team; its words stand in the story as long as it is public."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="updates")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("nieuws"), max_length=2000)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=20,
        choices=NewsState,
        default=NewsState.PUBLIC,
        db_default=NewsState.PUBLIC.value,
    )
    hidden_reason = models.CharField(max_length=500, blank=True, default="", db_default="")

    objects = UpdateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="update_state_known", condition=Q(state__in=NewsState.values)
            ),
            models.CheckConstraint(
                name="update_hidden_with_reason",
                condition=Q(state=NewsState.PUBLIC, hidden_reason="")
                | (Q(state=NewsState.HIDDEN) & ~Q(hidden_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return self.initiative.get_absolute_url() + self.anchor

    @property
    def anchor(self) -> str:
        """Where it stands in the story."""
        return f"#nieuws-{self.pk}"
