from typing import Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from accounts.models import User
from neighbourhoods.models import Administrator, Membership, Neighbourhood

from ..states import Visibility

Reported = TypeVar("Reported", bound=models.Model)


class ReportedQuerySet(models.QuerySet[Reported]):
    """Of what a `reporter` put before a neighbourhood, and the house rules may hide."""

    def public(self) -> Self:
        return self.filter(visibility=Visibility.PUBLIC, neighbourhood__is_public=True)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Public ones; hidden ones for who reported them and who moderates."""
        public = Q(visibility=Visibility.PUBLIC, neighbourhood__is_public=True)
        if not user.is_authenticated:
            return self.filter(public)
        office = Membership.objects.of_office().filter(person_id=user.pk)
        governed = Administrator.objects.filter(person_id=user.pk)
        return self.filter(
            public
            | Q(reporter_id=user.pk)
            | Q(neighbourhood__in=office.values("neighbourhood"))
            | Q(neighbourhood__municipality__in=governed.values("municipality"))
        )

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> Self:
        return self.filter(neighbourhood=neighbourhood)

    def newest_first(self) -> Self:
        return self.order_by("-reported_at", "-pk")
