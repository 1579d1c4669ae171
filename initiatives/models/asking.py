import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activity.models import new_token
from partners.models import Agreement, Asset, Member
from partners.models.asset import AssetQuerySet
from partners.states import AskedPer

from ..states import AskState
from .helping import SupportRequest
from .initiative import Initiative

# The longest month and quarter: whichever way somebody counts, it is not more often than they said.
PERIODS = {AskedPer.MONTH: timedelta(days=31), AskedPer.QUARTER: timedelta(days=92)}
LINK_STAYS = timedelta(days=30)  # after its day one can read how it went


class AskQuerySet(models.QuerySet["Ask"]):
    def open(self) -> "AskQuerySet":
        return self.filter(state=AskState.ASKED)

    def linked(self, now: datetime) -> "AskQuerySet":
        """Those whose link still leads somewhere."""
        return self.filter(
            until__gte=timezone.localdate(now - LINK_STAYS),
            person__is_active=True,
            request__initiative__in=Initiative.objects.public(),
        )

    def over(self, now: datetime) -> "AskQuerySet":
        """Open, while nobody answers any more: the day has passed, the person left, or the team
        has what it asked."""
        late = Q(until__lt=timezone.localdate(now)) | Q(person__is_active=False)
        return self.open().filter(late | ~Q(request__in=SupportRequest.objects.open()))


class Ask(models.Model):
    """A team asks one thing of one person, who said that they may be asked (rule R8).

    `text` and `due_on` are what becomes the agreement: both sides see them before they press.
    Whoever has the `token` may say no for whom it was sent to. An answer helps until `until`. The
    asset that made the team think of them may be gone since.
    """

    request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="asks")
    asset = models.ForeignKey(Asset, models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.CharField(_("wat"), max_length=200)
    due_on = models.DateField(_("voor welke dag"))
    words = models.CharField(_("persoonlijk"), max_length=500, blank=True)
    until = models.DateField(_("tot wanneer een antwoord helpt"))
    state = models.CharField(max_length=20, choices=AskState, default=AskState.ASKED)
    ended_at = models.DateTimeField(null=True, blank=True)
    agreement = models.OneToOneField(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    token = models.CharField(max_length=40, default=new_token, unique=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="ask_state_known", condition=Q(state__in=AskState.values)),
            models.CheckConstraint(
                name="ask_yes_is_agreed",
                condition=Q(state=AskState.YES, agreement__isnull=False)
                | (~Q(state=AskState.YES) & Q(agreement=None)),
            ),
            models.CheckConstraint(
                name="ask_open_or_ended",
                condition=Q(state=AskState.ASKED, ended_at=None)
                | (~Q(state=AskState.ASKED) & Q(ended_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="ask_one_at_a_time",
                fields=["request"],
                condition=Q(state=AskState.ASKED),
            ),
            models.UniqueConstraint(name="ask_a_person_once", fields=["request", "person"]),
        ]
        indexes = [models.Index(fields=["person", "at"], name="ask_how_often")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("initiatives:asked_you", args=[self.request.initiative_id, self.pk])

    @property
    def link(self) -> str:
        """Where who was asked answers, signed in or not."""
        return reverse("initiatives:asked", args=[self.token])

    @property
    def is_open(self) -> bool:
        return self.state == AskState.ASKED


def askable(request: SupportRequest, now: datetime) -> AssetQuerySet:
    """Of people outside the team who may be asked this: they said so, by all teams together they
    were asked less often than they said, and this was not asked of them before. Nobody while the
    initiative is hidden: a message would take it past the house rules."""
    initiative = request.initiative
    if not initiative.is_public:
        return Asset.objects.none()
    found = Asset.objects.may_be_asked(now).filter(
        neighbourhood=initiative.neighbourhood_id, neighbourhood__is_public=True
    )
    team = Member.objects.filter(organisation=initiative.team_id)
    asked = Ask.objects.filter(request=request)
    each = [
        Q(asked_per=per, asked_at_most__gt=_times_since(now - period))
        for per, period in PERIODS.items()
    ]
    often = Q.create([*each], connector=Q.OR)
    return (
        found.filter(often)
        .exclude(person__in=team.values("person"))
        .exclude(person__in=asked.values("person"))
    )


def _times_since(moment: datetime) -> Coalesce:
    """How often the person of an asset was asked anything since, whatever they answered."""
    asks = Ask.objects.filter(person=OuterRef("person"), at__gt=moment).order_by()
    return Coalesce(Subquery(asks.values("person").annotate(n=Count("*")).values("n")), 0)
