import uuid
from typing import Self, TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from neighbourhoods.models import Administrator, Membership
from partners.states import Visibility

Row = TypeVar("Row", bound=models.Model)


class SpokenQuerySet(models.QuerySet[Row]):
    """Of what people wrote for the plan of a neighbourhood; `PLAN` is the way to that plan."""

    PLAN = "plan"

    def shown(self) -> Self:
        """What everybody may read."""
        public = {f"{self.PLAN}__neighbourhood__is_public": True}
        return self.filter(visibility=Visibility.PUBLIC, **public)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What is shown; one's own, also when it is hidden; and all, for who moderates there."""
        place = f"{self.PLAN}__neighbourhood"
        public = Q(visibility=Visibility.PUBLIC, **{f"{place}__is_public": True})
        if not user.is_authenticated:
            return self.filter(public)
        office = Membership.objects.of_office().filter(person_id=user.pk)
        governed = Administrator.objects.filter(person_id=user.pk)
        return self.filter(
            public
            | Q(person_id=user.pk)
            | Q(**{f"{place}__in": office.values("neighbourhood")})
            | Q(**{f"{place}__municipality__in": governed.values("municipality")})
        )


class Spoken(models.Model):
    """What somebody wrote: hidden only by the house rules; `key` is that of the form."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    hidden_reason = models.CharField(max_length=500, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC


HIDDEN_WITH_REASON = Q(visibility=Visibility.PUBLIC, hidden_reason="") | (
    Q(visibility=Visibility.HIDDEN) & ~Q(hidden_reason="")
)
