import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ..states import Language, PassingState
from .organisation import Organisation
from .post import Post


class PassingOn(models.Model):
    """A group of residents is asked to pass a post on to the people it reaches (O45).

    It does that itself, in its own way and `language`; the platform mails nobody it reaches.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="passings")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="passings")
    words = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=20, choices=PassingState, default=PassingState.ASKED)
    language = models.CharField(max_length=10, choices=Language, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="passing_on_once", fields=["post", "organisation"]),
            models.CheckConstraint(
                name="passing_on_state_known", condition=Q(state__in=PassingState.values)
            ),
            models.CheckConstraint(
                name="passing_on_answered_by_somebody",
                condition=Q(state=PassingState.ASKED, answered_by=None, answered_at=None)
                | (
                    ~Q(state=PassingState.ASKED)
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("partners:passing_on", args=[self.pk])
