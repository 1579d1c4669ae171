import uuid
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partners.states import Visibility

Row = TypeVar("Row", bound=models.Model)


class WithoutNameQuerySet(models.QuerySet[Row]):
    def shown(self) -> Self:
        """What the house rules did not hide."""
        return self.filter(visibility=Visibility.PUBLIC)


class Words(models.Model):
    """What somebody wrote, perhaps without an account: hidden only by the house rules; `key` is
    that of the form."""

    at = models.DateTimeField(default=timezone.now)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    hidden_reason = models.CharField(max_length=500, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC


ONE_OF_BOTH = Q(person=None) | Q(browser="")  # a person, a browser, or nobody any more
