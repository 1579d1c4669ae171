import uuid
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.models import Initiative
from initiatives.states import Visibility
from neighbourhoods.models import Neighbourhood
from partners.models import Member

from ..states.thanks import Light


class SpotlightQuerySet(models.QuerySet["Spotlight"]):
    def shown(self, today: date) -> "SpotlightQuerySet":
        """What everybody may read today: agreed to, not over, and its initiative still there."""
        there = Q(initiative=None) | Q(initiative__visibility=Visibility.PUBLIC)
        return self.filter(there, state=Light.SHOWN, until__gte=today).order_by(
            "-answered_at", "-pk"
        )

    def open(self, today: date) -> "SpotlightQuerySet":
        """What waits for a yes, or stands there."""
        return self.filter(state__in=[Light.ASKED, Light.SHOWN], until__gte=today)

    def about(self, user: User | AnonymousUser) -> "SpotlightQuerySet":
        """Of this person, or of a team that they are in: they say yes or no."""
        mine = Member.objects.filter(person_id=user.pk)
        return self.filter(
            Q(person_id=user.pk) | Q(initiative__team__in=mine.values("organisation"))
        )


class Spotlight(models.Model):
    """Somebody, or the team of an initiative, in the light (O38): for all to read only after their
    own yes, which they take back whenever they want; over after `until`."""

    neighbourhood = models.ForeignKey(Neighbourhood, models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, null=True, blank=True, related_name="+"
    )
    words = models.TextField(_("waarom"), max_length=400)
    until = models.DateField(_("tot en met"))
    state = models.CharField(max_length=12, choices=Light, default=Light.ASKED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = SpotlightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="spotlight_of_one",
                condition=Q(person__isnull=False, initiative=None)
                | Q(person=None, initiative__isnull=False),
            ),
            models.CheckConstraint(
                name="spotlight_after_a_yes",
                condition=~Q(state=Light.SHOWN) | Q(answered_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["neighbourhood", "until"], name="spotlight_shown")]

    def __str__(self) -> str:
        return gettext("In het zonnetje")  # no name: history keeps it longer than they may want

    def get_absolute_url(self) -> str:
        return reverse("reports:spotlight", args=[self.pk])

    @property
    def name(self) -> str:
        """Of the person as they are known, or of what the team does."""
        if self.initiative is not None:
            return str(self.initiative)
        assert self.person is not None
        return self.person.public_name
