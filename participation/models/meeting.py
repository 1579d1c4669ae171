import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activity.models import new_token
from goals.models import QuarterlyReview, YearPlan
from initiatives.models import Initiative
from initiatives.states import Visibility
from neighbourhoods.models import Neighbourhood
from partners.models import Organisation

from ..states.meetings import MeetingKind, MeetingState, MinutesState
from .process import Process


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def public(self) -> "MeetingQuerySet":
        """What everybody reads: not of an initiative or a party that is hidden."""
        return self.filter(
            Q(initiative=None) | Q(initiative__visibility=Visibility.PUBLIC),
            Q(host=None) | Q(host__hidden_reason=""),
            neighbourhood__is_public=True,
        )

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "MeetingQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def walks(self) -> "MeetingQuerySet":
        return self.filter(kind=MeetingKind.WALK)

    def planned(self) -> "MeetingQuerySet":
        return self.filter(state=MeetingState.PLANNED)

    def coming(self, now: datetime) -> "MeetingQuerySet":
        """Of now and later, also what does not go on; the first one first."""
        return self.filter(ends_at__gt=now).order_by("begins_at", "pk")

    def over(self, now: datetime) -> "MeetingQuerySet":
        """What has been, the last one first."""
        return self.filter(ends_at__lte=now, state=MeetingState.PLANNED).order_by(
            "-begins_at", "-pk"
        )


class Meeting(models.Model):
    """People of a neighbourhood come together, in a place or by a video link.

    `host` is the party that invites; without one it is the builder or officer who called it. Of a
    walk `route` has a place on each line. A day with a programme is a meeting of which others are
    `part_of`. It can host a quarterly review or the choosing of a year's goals, and then writes the
    `goals.ResidentInput` that rule R5 looks at. `token` is in the address behind the QR code of its
    room. Without residents it says why (`explanation`). `version` counts what changed, so that
    nobody overtakes another unseen and calendars follow.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    host = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    initiative = models.ForeignKey(
        Initiative, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    process = models.ForeignKey(
        Process, models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    review = models.ForeignKey(
        QuarterlyReview, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    plan = models.ForeignKey(YearPlan, models.SET_NULL, null=True, blank=True, related_name="+")
    part_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts"
    )
    kind = models.CharField(
        max_length=20,
        choices=MeetingKind,
        default=MeetingKind.TALK,
        db_default=MeetingKind.TALK.value,
    )
    title = models.CharField(_("titel"), max_length=120)
    about = models.TextField(_("waar het over gaat"), max_length=2000, blank=True)
    begins_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("is afgelopen"))
    place = models.CharField(_("waar"), max_length=120, blank=True)
    route = models.TextField(
        _("langs welke plekken"), max_length=1000, blank=True, default="", db_default=""
    )
    access = models.CharField(_("hoe toegankelijk het is"), max_length=300, blank=True)
    video_url = models.URLField(_("adres van het videogesprek"), max_length=300, blank=True)
    places = models.PositiveIntegerField(_("aantal plaatsen"), null=True, blank=True)
    invites_residents = models.BooleanField(_("bewoners zijn uitgenodigd"), default=True)
    explanation = models.TextField(_("waarom zonder bewoners"), max_length=1000, blank=True)
    state = models.CharField(max_length=20, choices=MeetingState, default=MeetingState.PLANNED)
    cancelled_why = models.TextField(_("waarom het niet doorgaat"), max_length=500, blank=True)
    minutes = models.TextField(_("verslag"), max_length=10_000, blank=True)
    minutes_state = models.CharField(max_length=20, choices=MinutesState, default=MinutesState.NONE)
    minutes_version = models.PositiveIntegerField(default=0)
    approved_at = models.DateTimeField(null=True, blank=True)
    token = models.CharField(max_length=40, default=new_token, unique=True)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    called_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=0, db_default=0)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meeting_kind_known", condition=Q(kind__in=MeetingKind.values)
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))
            ),
            models.CheckConstraint(
                name="meeting_somewhere", condition=~Q(place="") | ~Q(video_url="")
            ),
            models.CheckConstraint(
                name="meeting_without_residents_says_why",
                condition=Q(invites_residents=True) | ~Q(explanation=""),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_with_why",
                condition=Q(state=MeetingState.PLANNED, cancelled_why="")
                | (Q(state=MeetingState.CANCELLED) & ~Q(cancelled_why="")),
            ),
            models.CheckConstraint(
                name="meeting_minutes_state",
                condition=Q(minutes_state__in=MinutesState.values)
                & (~Q(minutes_state=MinutesState.APPROVED) | Q(approved_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="meeting_by_day", fields=["neighbourhood", "begins_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("participation:meeting", args=[self.pk])

    @property
    def is_walk(self) -> bool:
        return self.kind == MeetingKind.WALK

    @property
    def stops(self) -> list[str]:
        """The places of a walk, in order."""
        return [line.strip() for line in self.route.splitlines() if line.strip()]

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now

    def is_open(self, now: datetime) -> bool:
        """Nobody comes in or goes out any more once it has begun, or does not go on."""
        return not self.is_cancelled and now < self.begins_at
