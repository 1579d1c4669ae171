import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.models import new_token
from goals.models.spoken import HIDDEN_WITH_REASON
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.states import Role

from .spoken import Words


class FocusGroupQuerySet(models.QuerySet["FocusGroup"]):
    def inside(self, user: User | AnonymousUser) -> "FocusGroupQuerySet":
        """In which this person reads and talks: who was invited, and who coordinates there."""
        if not user.is_authenticated:
            return self.none()
        runs = Membership.objects.current().filter(person_id=user.pk, role=Role.COORDINATOR)
        member = GroupMember.objects.filter(group=OuterRef("pk"), person_id=user.pk)
        return self.filter(neighbourhood__is_public=True).filter(
            Exists(member) | Q(neighbourhood__in=runs.values("neighbourhood"))
        )

    def seen_by(self, user: User | AnonymousUser) -> "FocusGroupQuerySet":
        """And what everybody may read of it once it is closed: its summary."""
        closed = Q(closed_at__isnull=False, neighbourhood__is_public=True)
        return self.filter(closed | Q(pk__in=self.inside(user).values("pk")))

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "FocusGroupQuerySet":
        return self.filter(neighbourhood=neighbourhood)


class FocusGroup(models.Model):
    """A few invited people talk among themselves; at the end everybody reads the `summary`."""

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    title = models.CharField(_("titel"), max_length=120)
    about = models.TextField(_("waar het over gaat"), max_length=2000)
    summary = models.TextField(_("wat eruit kwam"), max_length=3000, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = FocusGroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="focus_group_closed_with_summary",
                condition=Q(closed_at=None, summary="")
                | (Q(closed_at__isnull=False) & ~Q(summary="")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("participation:group", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class GroupMember(models.Model):
    group = models.ForeignKey(FocusGroup, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="group_member_once", fields=["group", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.since:%Y-%m-%d}"


class GroupInvitationQuerySet(models.QuerySet["GroupInvitation"]):
    def open(self, now: datetime) -> "GroupInvitationQuerySet":
        """Those that still let somebody in."""
        return self.filter(used_at=None, withdrawn_at=None, ends_at__gt=now, group__closed_at=None)

    def about(self, person: int) -> "GroupInvitationQuerySet":
        """Made by this person, or sent to their address."""
        address = User.objects.filter(pk=person, email__isnull=False).values("email")
        return self.filter(Q(by=person) | Q(email__in=address))

    def over_since(self, moment: datetime) -> "GroupInvitationQuerySet":
        return self.filter(
            Q(used_at__lt=moment) | Q(withdrawn_at__lt=moment) | Q(ends_at__lt=moment)
        )


class GroupInvitation(models.Model):
    """With an `email` it lets in one person, once; without one it is a link to give to people."""

    group = models.ForeignKey(FocusGroup, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mailadres"), blank=True)
    token = models.CharField(max_length=40, default=new_token, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = GroupInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="group_link_is_not_used_up", condition=~Q(email="") | Q(used_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.made_at:%Y-%m-%d}"

    def is_open(self, now: datetime) -> bool:
        return self.used_at is None and self.withdrawn_at is None and now < self.ends_at


class GroupMessageQuerySet(models.QuerySet["GroupMessage"]):
    def visible_to(self, user: User | AnonymousUser) -> "GroupMessageQuerySet":
        """For who is inside; what was hidden only for who wrote it."""
        inside = FocusGroup.objects.inside(user)
        if not user.is_authenticated:
            return self.none()
        return self.filter(group__in=inside.values("pk")).filter(
            Q(visibility="public") | Q(person_id=user.pk)
        )


class GroupMessage(Words):
    group = models.ForeignKey(FocusGroup, models.CASCADE, related_name="messages")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.TextField(max_length=2000)

    objects = GroupMessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="group_message_hidden_with_reason", condition=HIDDEN_WITH_REASON
            )
        ]
        indexes = [models.Index(name="group_message_newest", fields=["group", "-at"])]

    def __str__(self) -> str:
        return self.words[:120]

    def get_absolute_url(self) -> str:
        return self.group.get_absolute_url()
