from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.models import new_token

from .organisation import Organisation


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> "InvitationQuerySet":
        """Those that still let somebody in."""
        return self.filter(used_at=None, withdrawn_at=None, ends_at__gt=now)

    def about(self, person: int) -> "InvitationQuerySet":
        """Made by this person, or sent to their address."""
        address = User.objects.filter(pk=person, email__isnull=False).values("email")
        return self.filter(models.Q(by=person) | models.Q(email__in=address))

    def for_one(self) -> "InvitationQuerySet":
        return self.exclude(email="")

    def links(self) -> "InvitationQuerySet":
        return self.filter(email="")

    def over_since(self, moment: datetime) -> "InvitationQuerySet":
        """Used, withdrawn or ended before this moment."""
        return self.filter(
            models.Q(used_at__lt=moment)
            | models.Q(withdrawn_at__lt=moment)
            | models.Q(ends_at__lt=moment)
        )


class Invitation(models.Model):
    """Somebody is asked to become a member: who has the `token` may, while it is open.

    With an `email` it is for that person, once; without one it is a link for whom a member gives it
    to. It names nobody, so it tells nobody who has an account.
    """

    class State(models.TextChoices):
        OPEN = "open"
        USED = "used"
        WITHDRAWN = "withdrawn"
        ENDED = "ended"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mailadres"), blank=True)
    token = models.CharField(max_length=40, default=new_token, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_link_is_not_used_up",
                condition=~models.Q(email="") | models.Q(used_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.made_at:%Y-%m-%d}"

    def state(self, now: datetime) -> State:
        if self.used_at:
            return self.State.USED
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        return self.State.OPEN if now < self.ends_at else self.State.ENDED
