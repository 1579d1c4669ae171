import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.models import Event

from ..states import ReactionState
from .initiative import Initiative, Update

MAY_EDIT = timedelta(minutes=15)


def shown(user: User | AnonymousUser, *, moderates: bool) -> Q:
    """Of an initiative that one may see: what is public, one's own, and all to moderators."""
    standing = Q(removed_at=None)
    if moderates:
        return standing
    public = Q(state=ReactionState.PUBLIC)
    return standing & (public | Q(author=user.pk) if user.is_authenticated else public)


class ReactionQuerySet(models.QuerySet["Reaction"]):
    def standing(self) -> "ReactionQuerySet":
        """Those of which nobody took the words away."""
        return self.filter(removed_at=None)

    def visible_to(self, user: User | AnonymousUser) -> "ReactionQuerySet":
        """Public ones under an initiative that one may read, and one's own."""
        seen = Initiative.objects.readable_by(user).values("pk")
        return self.filter(shown(user, moderates=False), initiative__in=seen)

    def of(self, person: int) -> "ReactionQuerySet":
        return self.filter(author=person).standing()

    def in_neighbourhood_of(self, initiative: Initiative) -> "ReactionQuerySet":
        return self.filter(initiative__neighbourhood=initiative.neighbourhood_id)


class Reaction(models.Model):
    """A question or reaction under an initiative, to a piece of its news, or to another one.

    Replies have one level: `parent` has none itself. `side` is for whom the author spoke then.
    Once its author took it away, or a moderator hid it, the row stays for what hangs on it.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="reactions")
    update = models.ForeignKey(Update, models.SET_NULL, null=True, blank=True, related_name="+")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    side = models.CharField(max_length=20, choices=Event.Side, default=Event.Side.RESIDENT)
    text = models.TextField(_("reactie"), max_length=1000, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=ReactionState, default=ReactionState.PUBLIC)
    hidden_reason = models.CharField(max_length=500, blank=True)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reaction_state_known", condition=Q(state__in=ReactionState.values)
            ),
            models.CheckConstraint(
                name="reaction_hidden_with_reason",
                condition=(~Q(state=ReactionState.HIDDEN) & Q(hidden_reason=""))
                | (Q(state=ReactionState.HIDDEN) & ~Q(hidden_reason="")),
            ),
            models.CheckConstraint(
                name="reaction_has_words_until_removed",
                condition=(Q(removed_at=None) & ~Q(text=""))
                | (Q(removed_at__isnull=False) & Q(text="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["initiative", "-id"], name="reaction_newest", condition=Q(parent=None)
            ),
            models.Index(fields=["author", "-at"], name="reaction_author"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return self.initiative.get_absolute_url() + self.anchor

    @property
    def top_id(self) -> int:
        """Of the thread in which it stands."""
        return self.parent_id or self.pk

    @property
    def name(self) -> str:
        """Its id on the page."""
        return f"reactie-{self.pk}"

    @property
    def anchor(self) -> str:
        """Behind the address of the initiative: where it stands, however many came after it."""
        whole = f"&alles={self.parent_id}" if self.parent_id else ""
        return f"?vanaf={self.top_id}{whole}#{self.name}"

    def may_be_edited(self, now: datetime) -> bool:
        is_there = self.removed_at is None and self.state != ReactionState.HIDDEN
        return is_there and now - self.at < MAY_EDIT
