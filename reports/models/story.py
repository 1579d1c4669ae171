import uuid
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.photos import StoredPhoto, index_of_waiting, rules_of_state
from goals.models.spoken import HIDDEN_WITH_REASON
from neighbourhoods.models import Administrator, Membership
from partners.models import Organisation
from partners.states import Visibility

from ..states.reports import ReportState
from ..states.voices import Voice
from .report import Report


def hash_of(token: str) -> str:
    """Of what stands in the link, which itself is kept nowhere."""
    return sha256(token.encode()).hexdigest()


class StoryInvitationQuerySet(models.QuerySet["StoryInvitation"]):
    def open(self, now: datetime) -> "StoryInvitationQuerySet":
        """Those whose link still opens: not withdrawn, and of a report that is being made."""
        return self.filter(
            withdrawn_at=None,
            ends_at__gt=now,
            report__state=ReportState.DRAFTING,
            report__neighbourhood__is_public=True,
        )

    def of_token(self, token: str) -> "StoryInvitationQuerySet":
        return self.filter(token_hash=hash_of(token))

    def over_since(self, moment: datetime) -> "StoryInvitationQuerySet":
        return self.filter(
            Q(withdrawn_at__lt=moment)
            | Q(ends_at__lt=moment)
            | Q(report__published_at__lt=moment, report__state=ReportState.PUBLISHED)
        )


class StoryInvitation(models.Model):
    """Somebody is asked for a story, by a link that works without an account (DESIGN section 5).

    The address to which it was mailed is not kept; `for_whom` says to the coordinator who it is.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="story_invitations")
    for_whom = models.CharField(_("wie u vraagt"), max_length=80)
    voice = models.CharField(max_length=20, choices=Voice)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StoryInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="story_invitation_voice_known", condition=Q(voice__in=Voice.values)
            )
        ]

    def __str__(self) -> str:
        return self.for_whom


class StoryQuerySet(models.QuerySet["Story"]):
    def shown(self) -> "StoryQuerySet":
        """What is in the report; for callers who know that the report can be seen."""
        return self.filter(visibility=Visibility.PUBLIC, left_out="")

    def public(self) -> "StoryQuerySet":
        """What everybody may read."""
        return self.shown().filter(
            report__state=ReportState.PUBLISHED, report__neighbourhood__is_public=True
        )

    def visible_to(self, user: User | AnonymousUser) -> "StoryQuerySet":
        """What everybody may read, one's own, and all for who works or moderates there."""
        public = Q(pk__in=StoryQuerySet(Story).public().values("pk"))
        if not user.is_authenticated:
            return self.filter(public)
        office = Membership.objects.of_office().filter(person_id=user.pk)
        governed = Administrator.objects.filter(person_id=user.pk)
        return self.filter(
            public
            | Q(person_id=user.pk)
            | Q(report__neighbourhood__in=office.values("neighbourhood"))
            | Q(report__neighbourhood__municipality__in=governed.values("municipality"))
        )

    def in_order(self) -> "StoryQuerySet":
        """Residents first, then councillors, then partners; each as they came."""
        order = [Voice.RESIDENT, Voice.COUNCILLOR, Voice.PARTNER]
        place = Case(
            *[When(voice=voice, then=Value(number)) for number, voice in enumerate(order)],
            output_field=IntegerField(),
        )
        return self.order_by(place, "at", "pk")


class Story(models.Model):
    """A signed story in somebody's own words: nobody else changes them (O29, O30).

    Told by a `person` who signed in, or by who got an `invitation`. `signed` is how they sign it;
    `left_out` is why the coordinator left it out, which who wrote it is told.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="stories")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    invitation = models.OneToOneField(
        StoryInvitation, models.SET_NULL, null=True, blank=True, related_name="story"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    voice = models.CharField(max_length=20, choices=Voice)
    signed = models.CharField(_("ondertekend"), max_length=80, blank=True)
    title = models.CharField(_("titel"), max_length=120)
    words = models.TextField(_("verhaal"), max_length=3000)
    at = models.DateTimeField(default=timezone.now)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    hidden_reason = models.CharField(max_length=500, blank=True)
    left_out = models.CharField(_("waarom het er niet in staat"), max_length=500, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="story_once_a_person",
                fields=["report", "person"],
                condition=Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="story_says_something",
                condition=Q(voice__in=Voice.values) & ~Q(words="") & ~Q(title=""),
            ),
            models.CheckConstraint(name="story_hidden_with_reason", condition=HIDDEN_WITH_REASON),
        ]
        indexes = [models.Index(fields=["report", "at"], name="story_of_report")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.report.is_published:
            return f"{self.report.get_absolute_url()}#verhaal-{self.pk}"
        return reverse("reports:tell_story", args=[self.report_id])

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC


class StoryPhotoQuerySet(models.QuerySet["StoryPhoto"]):
    def visible_to(self, user: User | AnonymousUser) -> "StoryPhotoQuerySet":
        return self.filter(story__in=Story.objects.visible_to(user).values("pk"))


class StoryPhoto(StoredPhoto):
    """The picture that goes with a story."""

    story = models.OneToOneField(Story, models.CASCADE, related_name="photo")
    description = models.CharField(_("wat er op de foto staat"), max_length=200, blank=True)

    FOLDER = "stories"

    objects = StoryPhotoQuerySet.as_manager()

    class Meta:
        constraints = rules_of_state("story_photo")
        indexes = [index_of_waiting("story_photo")]

    def __str__(self) -> str:
        return self.description or str(self.name)

    @property
    def address(self) -> str:
        whole = reverse("reports:story_photo", args=[self.pk, 0, "jpeg"])
        return whole.removesuffix("0.jpeg")

    @property
    def key(self) -> str:
        """As lines of a report are called (`reports.content`)."""
        return f"story_photo:{self.pk}"
