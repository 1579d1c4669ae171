import uuid

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from goals.models import Problem, YearPlan
from initiatives.models import Initiative
from neighbourhoods.models import Area, Membership, Neighbourhood
from neighbourhoods.states import OFFICE, Role
from partners.models import Asset, Concern

from ..states.conversations import Spot
from .meeting import Meeting


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "ConversationQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def visible_to(self, user: User | AnonymousUser) -> "ConversationQuerySet":
        """One's own, and for builders and who works there those of their neighbourhood."""
        if not user.is_authenticated:
            return self.none()
        there = Membership.objects.current().filter(
            person_id=user.pk, role__in=[Role.BUILDER, *OFFICE]
        )
        return self.filter(
            Q(recorded_by_id=user.pk) | Q(neighbourhood__in=there.values("neighbourhood")),
            neighbourhood__is_public=True,
        )

    def newest_first(self) -> "ConversationQuerySet":
        return self.order_by("-day", "-pk")


class Conversation(models.Model):
    """What somebody told, written down by another with their permission.

    It has no name of who spoke, or a first name if they like that (`called`), which goes after
    some months. Nobody reads it but who wrote it down, builders and who works there. `plan` is the
    year of goals for which it counted as residents' part (rule R5), `walk` the meeting during which
    it was heard or seen.
    """

    TEXTS = ("good", "talent", "idea", "worry")

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    spot = models.CharField(_("waar"), max_length=20, choices=Spot)
    buurt = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="+")
    day = models.DateField(_("welke dag"))
    people = models.PositiveSmallIntegerField(_("met hoeveel mensen"), default=1)
    called = models.CharField(_("voornaam"), max_length=40, blank=True)
    good = models.TextField(_("wat goed gaat"), max_length=1000, blank=True)
    talent = models.TextField(_("wat iemand kan en graag doet"), max_length=1000, blank=True)
    idea = models.TextField(_("een idee"), max_length=1000, blank=True)
    worry = models.TextField(_("een zorg"), max_length=1000, blank=True)
    walk = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    plan = models.ForeignKey(YearPlan, models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="conversation_says_something",
                condition=~Q(good="", talent="", idea="", worry=""),
            ),
            models.CheckConstraint(
                name="conversation_somewhere", condition=Q(spot__in=Spot.values, people__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return str(_("Gesprek %(where)s") % {"where": self.get_spot_display()})

    def get_absolute_url(self) -> str:
        return reverse("participation:conversation", args=[self.pk])


class CameOfIt(models.Model):
    """Something that exists because of a conversation: one of four kinds."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="led_to")
    asset = models.ForeignKey(Asset, models.CASCADE, null=True, blank=True, related_name="+")
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, null=True, blank=True, related_name="+"
    )
    concern = models.ForeignKey(Concern, models.CASCADE, null=True, blank=True, related_name="+")
    problem = models.ForeignKey(Problem, models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="came_of_it_is_one_thing",
                condition=Q(asset__isnull=False, initiative=None, concern=None, problem=None)
                | Q(asset=None, initiative__isnull=False, concern=None, problem=None)
                | Q(asset=None, initiative=None, concern__isnull=False, problem=None)
                | Q(asset=None, initiative=None, concern=None, problem__isnull=False),
            ),
            *(
                models.UniqueConstraint(
                    name=f"came_of_it_{kind}_once",
                    fields=["conversation", kind],
                    condition=Q(**{f"{kind}__isnull": False}),
                )
                for kind in ("asset", "initiative", "concern", "problem")
            ),
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def thing(self) -> Asset | Initiative | Concern | Problem:
        found = self.asset or self.initiative or self.concern or self.problem
        assert found is not None
        return found


class OwnQuestion(models.Model):
    """A question that a neighbourhood adds to the library; `about` as in `states.questions`."""

    neighbourhood = models.ForeignKey(Neighbourhood, models.CASCADE, related_name="+")
    about = models.CharField(max_length=10)
    words = models.CharField(_("vraag"), max_length=160)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    def __str__(self) -> str:
        return self.words


class LogNote(models.Model):
    """What somebody keeps for themselves of a day in the neighbourhood, of an initiative or of
    nothing in particular (O106). Nobody else reads it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    initiative = models.ForeignKey(
        Initiative, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    day = models.DateField(_("welke dag"))
    words = models.TextField(_("wat u wilt onthouden"), max_length=1000)
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    def __str__(self) -> str:
        return self.words[:60]
