import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..states import RequestState
from .organisation import Organisation


class JoinRequest(models.Model):
    """Somebody asks to become a member, with a word about themselves; one at a time.

    `answer` is what the contact says with a no: kind, and for this person only.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=RequestState, default=RequestState.ASKED)
    answer = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="join_request_one_open",
                fields=["organisation", "person"],
                condition=Q(state="asked"),
            ),
            models.CheckConstraint(
                name="join_request_state_known",
                condition=Q(state__in=["asked", "accepted", "declined", "withdrawn"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.organisation}"

    @property
    def is_open(self) -> bool:
        return self.state == RequestState.ASKED
