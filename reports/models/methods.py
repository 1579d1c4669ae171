import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.states import Theme
from neighbourhoods.models import Administrator, Membership, Neighbourhood
from partners.models import Organisation
from partners.states import Visibility


class MethodQuerySet(models.QuerySet["Method"]):
    def shown(self) -> "MethodQuerySet":
        """What everybody may read."""
        return self.filter(visibility=Visibility.PUBLIC, neighbourhood__is_public=True)

    def visible_to(self, user: User | AnonymousUser) -> "MethodQuerySet":
        """What is shown; one's own, also when it is hidden; and all, for who moderates there."""
        public = Q(visibility=Visibility.PUBLIC, neighbourhood__is_public=True)
        if not user.is_authenticated:
            return self.filter(public)
        office = Membership.objects.of_office().filter(person_id=user.pk)
        governed = Administrator.objects.filter(person_id=user.pk)
        return self.filter(
            public
            | Q(person_id=user.pk)
            | Q(neighbourhood__in=office.values("neighbourhood"))
            | Q(neighbourhood__municipality__in=governed.values("municipality"))
        )

    def for_page(self) -> "MethodQuerySet":
        return self.select_related(
            "neighbourhood__municipality", "person", "organisation__initiative"
        ).defer("neighbourhood__drawing", "neighbourhood__introduction")


def _words(label: Any, length: int, *, blank: bool = False) -> "models.TextField[Any, Any]":
    return models.TextField(label, max_length=length, blank=blank)


class Method(models.Model):
    """How somebody did it, so that others can (O52); `person` wrote it, in the name of the
    `organisation` (a team, the municipality or another), or for themselves as a builder.

    `organisation` is also whom one asks about it, through the platform.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    title = models.CharField(_("naam"), max_length=100)
    theme = models.CharField(_("onderwerp"), max_length=20, choices=Theme)
    what = _words(_("wat het is"), 400)
    for_whom = _words(_("voor wie"), 300, blank=True)
    takes = _words(_("wat het vraagt"), 500, blank=True)
    steps = _words(_("stap voor stap"), 2000)
    look_out = _words(_("waar u op moet letten"), 1000, blank=True)
    costs = models.CharField(_("wat het kost"), max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    hidden_reason = models.CharField(max_length=500, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = MethodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="method_theme_known", condition=Q(theme__in=Theme.values)),
            models.CheckConstraint(
                name="method_hidden_with_reason",
                condition=Q(visibility=Visibility.PUBLIC, hidden_reason="")
                | (Q(visibility=Visibility.HIDDEN) & ~Q(hidden_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:method", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC
