import uuid
from datetime import date, time

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from neighbourhoods.models import Administrator, Membership, Neighbourhood
from neighbourhoods.states import OFFICE

from ..states import Group, Kind, PostState
from .organisation import Member, Organisation

EVENING = time(18)  # what begins from here on may end after midnight


class PostQuerySet(models.QuerySet["Post"]):
    def standing(self) -> "PostQuerySet":
        """Not taken away; it may wait, or be hidden by the house rules."""
        return self.filter(removed_at=None)

    def shown(self) -> "PostQuerySet":
        """What everybody may read."""
        return self.standing().filter(
            state=PostState.PUBLIC,
            neighbourhood__is_public=True,
            organisation__in=Organisation.objects.public().values("pk"),
        )

    def visible_to(self, user: User | AnonymousUser) -> "PostQuerySet":
        """What is shown; their organisation's, also when it is not; and all that stands, for who
        moderates there."""
        shown = Q(pk__in=self.model._default_manager.shown().values("pk"))
        if not user.is_authenticated:
            return self.filter(shown)
        office = Membership.objects.of_office().filter(person_id=user.pk)
        governed = Administrator.objects.filter(person_id=user.pk)
        here = Q(neighbourhood__in=office.values("neighbourhood")) | Q(
            neighbourhood__municipality__in=governed.values("municipality")
        )
        return self.filter(shown | _own(user) | (here & Q(removed_at=None)))

    def of_somebody(self, user: User) -> "PostQuerySet":
        """Of an organisation for which they post."""
        return self.filter(_own(user))

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "PostQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def news(self) -> "PostQuerySet":
        """The newest first."""
        return self.filter(day=None).order_by("-posted_at", "-pk")

    def coming(self, today: date) -> "PostQuerySet":
        """Activities of today and later, the first one first."""
        return self.filter(day__gte=today).order_by("day", "begins", "pk")

    def over(self, today: date) -> "PostQuerySet":
        """Activities that have been, the last one first."""
        return self.filter(day__lt=today).order_by("-day", "-begins", "-pk")

    def for_list(self) -> "PostQuerySet":
        return self.select_related("organisation", "neighbourhood").only(
            "title", "text", "day", "begins", "ends", "place", "group", "posted_at", "state",
            "hidden_reason", "removed_at", "organisation__name", "organisation__slug",
            "organisation__is_listed", "organisation__kind", "neighbourhood__slug",
            "neighbourhood__name",
        )  # fmt: skip


def _own(user: User) -> Q:
    """Of a municipality in whose name somebody works there, of all others their members."""
    mine = Member.objects.filter(person_id=user.pk)
    office = Membership.objects.current().filter(person_id=user.pk, role__in=OFFICE)
    return Q(organisation__in=mine.values("organisation")) | Q(
        organisation__kind=Kind.MUNICIPALITY, neighbourhood__in=office.values("neighbourhood")
    )


class Post(models.Model):
    """What an organisation tells a neighbourhood: news, or with a `day` an activity (O36).

    The first one of an organisation waits where the neighbourhood wants to read that before others.
    What was taken away (`removed_at`) can be put back for a day.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="posts")
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    title = models.CharField(_("titel"), max_length=100)
    text = models.TextField(_("tekst"), max_length=2000)
    day = models.DateField(_("dag"), null=True, blank=True)
    begins = models.TimeField(_("van"), null=True, blank=True)
    ends = models.TimeField(_("tot"), null=True, blank=True)
    place = models.CharField(_("waar"), max_length=120, blank=True)
    group = models.CharField(_("voor wie"), max_length=20, choices=Group, blank=True)
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=PostState, default=PostState.PUBLIC)
    hidden_reason = models.CharField(max_length=500, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="post_state_known", condition=Q(state__in=PostState.values)
            ),
            models.CheckConstraint(
                name="post_news_or_activity",
                condition=Q(day=None, begins=None, ends=None, place="", group="")
                | (Q(day__isnull=False, begins__isnull=False, group__in=Group.values))
                & ~Q(place=""),
            ),
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(ends=None)
                | Q(ends__gt=F("begins"))
                | (Q(begins__gte=EVENING) & Q(ends__lt=F("begins"))),
            ),
            models.CheckConstraint(
                name="post_hidden_with_reason",
                condition=(~Q(state=PostState.HIDDEN) & Q(hidden_reason=""))
                | (Q(state=PostState.HIDDEN) & ~Q(hidden_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "-posted_at"], name="post_newest"),
            models.Index(fields=["neighbourhood", "day"], name="post_by_day"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:post", args=[self.pk])

    @property
    def is_activity(self) -> bool:
        return self.day is not None

    @property
    def is_public(self) -> bool:
        return self.state == PostState.PUBLIC
