from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.models import Initiative
from partners.models import Agreement, Organisation, Programme

from ..states import (
    THEME_ICONS,
    WAS_CHOSEN,
    GoalState,
    Lead,
    Part,
    Say,
    Theme,
)
from .plan import YearPlan
from .spoken import HIDDEN_WITH_REASON, Spoken, SpokenQuerySet


def address_of(pk: int) -> str:
    return reverse("goals:goal", args=[pk])


class GoalQuerySet(SpokenQuerySet["Goal"]):
    def in_force(self) -> "GoalQuerySet":
        """Chosen, and neither stopped nor reached: these take the places of a year (rule R6)."""
        return self.filter(state=GoalState.CHOSEN)

    def was_chosen(self) -> "GoalQuerySet":
        """Those of the year, also what was stopped or reached since."""
        return self.filter(state__in=WAS_CHOSEN)

    def proposed(self) -> "GoalQuerySet":
        return self.filter(state=GoalState.PROPOSED)

    def standing(self) -> "GoalQuerySet":
        return self.exclude(state=GoalState.WITHDRAWN)

    def of_year(self, plan: YearPlan) -> "GoalQuerySet":
        return self.filter(plan=plan).order_by("place", "pk")

    def seen_by(self, user: User | AnonymousUser) -> "GoalQuerySet":
        """Those that stand and that somebody may read, with all that a page of it shows."""
        visible = self.standing().visible_to(user)
        return visible.select_related(
            "plan__neighbourhood__municipality", "organisation", "person", "carried_from__plan"
        ).defer("plan__neighbourhood__drawing", "plan__neighbourhood__introduction")

    def for_page(self) -> "GoalQuerySet":
        """Of what stands around it only what its own page says: columns take their time too."""
        own = (field.name for field in Goal._meta.concrete_fields)
        return (
            self.select_related(None)
            .select_related("plan__neighbourhood", "organisation", "person", "carried_from__plan")
            .only(*own, *AROUND)
        )


# Of what stands around a goal, what its page says.
AROUND = (
    "plan__year", "plan__state", "plan__weigh_until", "plan__neighbourhood__slug",
    "plan__neighbourhood__name", "plan__neighbourhood__is_public",
    "plan__neighbourhood__municipality", "organisation__name", "person__name",
    "person__erased_at", "carried_from__plan__year",
)  # fmt: skip


class Goal(Spoken):
    """What a neighbourhood wants to reach together in a year; `person` proposed it.

    `want` says what, in plain words; `goes_well` what goes well already (rule R7). `organisation`
    is for whom it was proposed, none for who spoke for themselves. Chosen or not, `reason` says
    why; of a goal that was not chosen, or was stopped, `possible` says what can be done (rule R3).
    `place` orders it in its year. An ongoing goal is carried over to the next one (O98). The
    mandate is what residents may decide, with how much money, until when and by whom (O86).
    """

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="goals")
    title = models.CharField(_("doel"), max_length=100)
    want = models.TextField(_("wat willen wij"), max_length=1000)
    goes_well = models.TextField(_("wat gaat al goed"), max_length=1000)
    theme = models.CharField(_("thema"), max_length=20, choices=Theme)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead = models.CharField(_("wie trekt het"), max_length=20, choices=Lead)
    say = models.CharField(_("wat bewoners beslissen"), max_length=20, choices=Say)
    say_words = models.CharField(_("wat dat hier betekent"), max_length=500)
    state = models.CharField(max_length=20, choices=GoalState, default=GoalState.PROPOSED)
    place = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(_("waarom"), max_length=1000, blank=True)
    possible = models.TextField(_("wat er wel kan"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    is_ongoing = models.BooleanField(_("loopt door na dit jaar"), default=False)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    mandate = models.CharField(_("wat bewoners mogen beslissen"), max_length=300, blank=True)
    mandate_euros = models.PositiveIntegerField(_("met hoeveel geld"), null=True, blank=True)
    mandate_until = models.DateField(_("tot wanneer"), null=True, blank=True)
    mandate_by = models.CharField(_("van wie"), max_length=120, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="goal_state_known", condition=Q(state__in=GoalState.values)
            ),
            models.CheckConstraint(name="goal_hidden_with_reason", condition=HIDDEN_WITH_REASON),
            models.CheckConstraint(
                name="goal_starts_from_what_goes_well", condition=~Q(goes_well="")
            ),
            models.CheckConstraint(name="goal_says_who_decides", condition=~Q(say_words="")),
            models.CheckConstraint(
                name="goal_no_with_reason",
                condition=~Q(state__in=[GoalState.NOT_CHOSEN, GoalState.STOPPED])
                | (~Q(reason="") & ~Q(possible="")),
            ),
            models.CheckConstraint(
                name="goal_mandate_is_given_by_somebody",
                condition=Q(mandate="") | ~Q(mandate_by=""),
            ),
        ]
        indexes = [models.Index(fields=["plan", "state"], name="goal_of_year")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of(self.pk)

    @property
    def icon(self) -> str:
        return THEME_ICONS[Theme(self.theme)]

    @property
    def is_chosen(self) -> bool:
        return self.state == GoalState.CHOSEN

    @property
    def is_proposed(self) -> bool:
        return self.state == GoalState.PROPOSED

    @property
    def proposed_by(self) -> str:
        return self.organisation.name if self.organisation else self.person.public_name


class GoalSupportQuerySet(SpokenQuerySet["GoalSupport"]):
    PLAN = "goal__plan"

    def with_words(self) -> "GoalSupportQuerySet":
        return self.exclude(words="")


class GoalSupport(Spoken):
    """Somebody finds that a proposed goal should be chosen, and may say why in a few words."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="supports")
    words = models.CharField(_("waarom u dit belangrijk vindt"), max_length=300, blank=True)

    objects = GoalSupportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="goal_support_once", fields=["goal", "person"]),
            models.CheckConstraint(
                name="goal_support_hidden_with_reason", condition=HIDDEN_WITH_REASON
            ),
        ]

    def __str__(self) -> str:
        return self.words or f"{self.person}, {self.goal}"

    def get_absolute_url(self) -> str:
        return self.goal.get_absolute_url()


class GoalParty(models.Model):
    """A line of the joint agenda (O119): how a party sees the problem (O40), its own aim behind the
    goal (O70), its part (O82) and what it brings, with which of its programmes (O67). What is not
    said stands as an empty place."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    part = models.CharField(_("wat u doet"), max_length=20, choices=Part, blank=True)
    sees = models.TextField(_("hoe u het ziet"), max_length=500, blank=True)
    aim = models.TextField(_("uw eigen doel"), max_length=500, blank=True)
    brings = models.TextField(_("wat u bijdraagt"), max_length=500, blank=True)
    programmes = models.ManyToManyField(Programme, related_name="+", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="goal_party_once", fields=["goal", "organisation"]),
            models.CheckConstraint(
                name="goal_party_part_known", condition=Q(part__in=["", *Part.values])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.goal}"


class GoalInitiativeQuerySet(models.QuerySet["GoalInitiative"]):
    def shown(self) -> "GoalInitiativeQuerySet":
        return self.filter(initiative__in=Initiative.objects.public().values("pk"))


class GoalInitiative(models.Model):
    """A team says that its initiative adds to a goal."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="initiatives")
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = GoalInitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="goal_initiative_once", fields=["goal", "initiative"])
        ]

    def __str__(self) -> str:
        return f"{self.initiative}, {self.goal}"


class GoalAgreement(models.Model):
    """An agreement for a goal: a pledge, or with a `review` what was agreed in it."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="agreements")
    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="+")
    review = models.ForeignKey(
        "goals.QuarterlyReview", models.PROTECT, null=True, blank=True, related_name="agreements"
    )

    def __str__(self) -> str:
        return f"{self.agreement}, {self.goal}"
