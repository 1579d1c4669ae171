import secrets
import uuid
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from goals.models.spoken import HIDDEN_WITH_REASON
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.states import Role

from ..states.polls import SCALE, Asks, Audience, PollState
from .meeting import Meeting
from .spoken import ONE_OF_BOTH, WithoutNameQuerySet, Words

# Read aloud in a hall and typed on a phone: nothing that looks or sounds like another.
LETTERS = "BCDFGHJKMNPRTVWXZ2346789"
LENGTH = 6


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _number in range(LENGTH))


class PanelMember(models.Model):
    """A resident who wants to be asked now and then; the panel of a neighbourhood is its rows."""

    neighbourhood = models.ForeignKey(Neighbourhood, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="panel_member_once", fields=["neighbourhood", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.neighbourhood} {self.since:%Y-%m-%d}"


class Room(models.Model):
    """The short code of the room of a meeting, for who cannot scan the QR code (`new_code`)."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="room")
    code = models.CharField(max_length=12, unique=True)

    def __str__(self) -> str:
        return self.code


class PollQuerySet(models.QuerySet["Poll"]):
    def seen_by(self, user: User | AnonymousUser) -> "PollQuerySet":
        """One that is being made exists only for who coordinates there."""
        public = self.filter(neighbourhood__is_public=True)
        if not user.is_authenticated:
            return public.exclude(state=PollState.DRAFT)
        runs = Membership.objects.current().filter(person_id=user.pk, role=Role.COORDINATOR)
        mine = Q(neighbourhood__in=runs.values("neighbourhood"))
        return public.filter(~Q(state=PollState.DRAFT) | mine)

    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "PollQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def asked(self) -> "PollQuerySet":
        return self.exclude(state=PollState.DRAFT)

    def open(self) -> "PollQuerySet":
        return self.filter(state=PollState.OPEN)

    def over(self, today: date) -> "PollQuerySet":
        """Open, while their last day has been."""
        return self.open().filter(closes_on__lt=today)

    def without_outcome(self) -> "PollQuerySet":
        """Closed, and nobody wrote yet what is done with it."""
        return self.filter(state=PollState.CLOSED, outcome="")

    def newest_first(self) -> "PollQuerySet":
        return self.order_by("-opened_at", "-pk")


class Poll(models.Model):
    """A few questions, for two minutes: to the panel, the neighbourhood, or a meeting's room.

    `version` grows with all that changes what is shown. `closes_on` is the last day on which it
    takes answers, if it has one. `outcome` is what is done with it (O17).
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    audience = models.CharField(_("aan wie"), max_length=20, choices=Audience)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="polls"
    )
    title = models.CharField(_("titel"), max_length=120)
    about = models.TextField(_("waarom wij dit vragen"), max_length=1000, blank=True)
    state = models.CharField(max_length=20, choices=PollState, default=PollState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(_("wat wij ermee doen"), max_length=2000, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="poll_known",
                condition=Q(state__in=PollState.values, audience__in=Audience.values),
            ),
            models.CheckConstraint(
                name="poll_of_a_room_has_a_meeting",
                condition=Q(audience=Audience.ROOM, meeting__isnull=False)
                | (~Q(audience=Audience.ROOM) & Q(meeting=None)),
            ),
            models.CheckConstraint(
                name="poll_state_with_its_time",
                condition=Q(state=PollState.DRAFT, opened_at=None, closed_at=None)
                | Q(state=PollState.OPEN, opened_at__isnull=False, closed_at=None)
                | Q(state=PollState.CLOSED, opened_at__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="poll_outcome_after_closing",
                condition=Q(outcome="", outcome_at=None)
                | (~Q(outcome="") & Q(outcome_at__isnull=False, state=PollState.CLOSED)),
            ),
        ]
        indexes = [models.Index(name="poll_by_day", fields=["neighbourhood", "-opened_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("participation:poll", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == PollState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == PollState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == PollState.CLOSED

    def takes_answers(self, today: date) -> bool:
        return self.is_open and (self.closes_on is None or today <= self.closes_on)


class PollQuestion(models.Model):
    """`low` and `high` are what the ends of a scale mean."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    asks = models.CharField(max_length=20, choices=Asks)
    text = models.CharField(max_length=200)
    low = models.CharField(max_length=40, blank=True)
    high = models.CharField(max_length=40, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="poll_question_place", fields=["poll", "place"]),
            models.CheckConstraint(name="poll_question_known", condition=Q(asks__in=Asks.values)),
        ]

    def __str__(self) -> str:
        return self.text


class PollOption(models.Model):
    question = models.ForeignKey(PollQuestion, models.CASCADE, related_name="options")
    place = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="poll_option_place", fields=["question", "place"])
        ]

    def __str__(self) -> str:
        return self.words


class PollAnswer(models.Model):
    """What somebody answered; once a person, or once a browser for who has no account. After
    closing no browser stands here any more."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="answers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    browser = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="poll_answer_once_a_person",
                fields=["poll", "person"],
                condition=Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                name="poll_answer_once_a_browser",
                fields=["poll", "browser"],
                condition=~Q(browser=""),
            ),
            models.CheckConstraint(name="poll_answer_of_one", condition=ONE_OF_BOTH),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.at:%Y-%m-%d}"


class PollChoice(models.Model):
    """An option that was chosen, `number` its place in a ranking; or, of a scale, the number."""

    answer = models.ForeignKey(PollAnswer, models.CASCADE, related_name="choices")
    question = models.ForeignKey(PollQuestion, models.CASCADE, related_name="+")
    option = models.ForeignKey(PollOption, models.CASCADE, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="poll_choice_once",
                fields=["answer", "option"],
                condition=Q(option__isnull=False),
            ),
            models.UniqueConstraint(
                name="poll_scale_once", fields=["answer", "question"], condition=Q(option=None)
            ),
            models.CheckConstraint(
                name="poll_scale_of_five",
                condition=Q(option__isnull=False) | Q(number__gte=SCALE[0], number__lte=SCALE[-1]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.option_id} {self.number}"


class PollWordsQuerySet(WithoutNameQuerySet["PollWords"]):
    def visible_to(self, user: User | AnonymousUser) -> "PollWordsQuerySet":
        """What is shown, and one's own."""
        public = Q(visibility="public", question__poll__neighbourhood__is_public=True)
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | Q(answer__person_id=user.pk))


class PollWords(Words):
    """An answer in somebody's own words; nobody reads whose they are."""

    answer = models.ForeignKey(PollAnswer, models.CASCADE, related_name="words")
    question = models.ForeignKey(PollQuestion, models.CASCADE, related_name="+")
    words = models.TextField(max_length=500)

    objects = PollWordsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="poll_words_once", fields=["answer", "question"]),
            models.CheckConstraint(
                name="poll_words_hidden_with_reason", condition=HIDDEN_WITH_REASON
            ),
        ]

    def __str__(self) -> str:
        return self.words[:120]

    @property
    def person(self) -> User | None:
        """Whoever asks has fetched `answer__person`."""
        return self.answer.person

    def get_absolute_url(self) -> str:
        return self.question.poll.get_absolute_url()
