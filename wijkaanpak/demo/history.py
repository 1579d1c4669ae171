"""When the things of the demo happened: always some time before now, on days when people work."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zlib import crc32

from allauth.account.models import EmailAddress
from django.db.models import Max, Model
from django.utils import timezone

from accounts.models import User
from activity.models import Event, Flag, Follow, Notification
from goals.models import (
    CoSignature,
    ProblemRank,
    ResidentInput,
)
from initiatives.models import (
    Answer,
    Experiment,
    Import,
    InitiativeParty,
    LookBack,
    Note,
    Offer,
    Participant,
    Photo,
    Proposal,
    Question,
    Reaction,
    Resemblance,
    SupportRequest,
    Update,
)
from neighbourhoods.models import Administrator, Membership, Neighbourhood
from neighbourhoods.working_days import (
    AMSTERDAM,
    DAY,
    add_working_days,
    is_working_day,
    working_days_between,
)
from outbox.models import Message
from participation.models import (
    BudgetProposal,
    BudgetRound,
    FocusGroup,
    Grant,
    GroupInvitation,
    GroupMember,
    GroupMessage,
    PanelMember,
    Poll,
    QuestionHour,
    Spending,
)
from partners.models import (
    ActiveIn,
    Affiliation,
    Agreement,
    Assignment,
    ConcernAnswer,
    ConcernPhoto,
    JoinRequest,
    Letter,
    Member,
    MeToo,
    Organisation,
    PassingOn,
    Post,
    Presence,
    Programme,
)

# Where each model says when it was made.
MADE_AT: dict[type[Model], str] = {
    ActiveIn: "since",
    BudgetProposal: "handed_in_at",
    BudgetRound: "opened_at",
    Grant: "granted_at",
    Spending: "at",
    Affiliation: "asked_at",
    Administrator: "started_at",
    Agreement: "made_at",
    Answer: "at",
    ConcernAnswer: "at",
    ConcernPhoto: "made_at",
    CoSignature: "at",
    Assignment: "recorded_at",
    Event: "at",
    Experiment: "at",
    Flag: "at",
    Import: "made_at",
    InitiativeParty: "since",
    LookBack: "at",
    Offer: "at",
    Proposal: "at",
    SupportRequest: "at",
    FocusGroup: "begun_at",
    Follow: "since",
    GroupInvitation: "made_at",
    GroupMember: "since",
    GroupMessage: "at",
    JoinRequest: "asked_at",
    Letter: "at",
    Member: "since",
    Membership: "started_at",
    MeToo: "at",
    Neighbourhood: "opened_at",
    Note: "at",
    Organisation: "made_at",
    PanelMember: "since",
    Participant: "at",
    PassingOn: "asked_at",
    Photo: "made_at",
    Poll: "made_at",
    Post: "posted_at",
    Presence: "added_at",
    ProblemRank: "at",
    Programme: "added_at",
    Question: "at",
    QuestionHour: "begun_at",
    Reaction: "at",
    Resemblance: "at",
    ResidentInput: "at",
    Update: "at",
    User: "joined_at",
}
LONG_AGO = datetime(2000, 1, 1, tzinfo=AMSTERDAM)
READ_WITHIN = timedelta(hours=3)
FRESH = timedelta(days=4)  # messages that are younger wait to be read
MAIL_OF_EACH = 5
MAIL_KEPT = timedelta(days=12)
OFFICE_HOURS = (9, 16)
HOURS_AT_HOME = (8, 21)


class Past:
    """A story told in order. Nothing else may write meanwhile: what is new is known by its key."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        models: list[type[Model]] = [*MADE_AT, Message, Notification]
        self.seen = {model: _last(model) for model in models}
        self.first_message = self.seen[Message]

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Whatever is made inside was made at `moment`, and its mail left then."""
        began = timezone.now()
        yield
        for model, field in MADE_AT.items():
            self._set(model, **{field: moment})
        Question.objects.filter(answered_at__gte=began).update(answered_at=moment)
        self._set(Message, queued_at=moment, sent_at=moment)
        is_read = self.now - moment > FRESH
        self._set(Notification, read_at=moment + READ_WITHIN if is_read else None)

    def keep_some_mail(self, addresses: set[str]) -> None:
        """Of the mail of all this history only what is recent, and for these people; of each of
        them the newest few."""
        mail = Message.objects.filter(pk__gt=self.first_message)
        recent = mail.filter(queued_at__gt=self.now - MAIL_KEPT)
        kept: list[int] = []
        for address in addresses:
            newest = recent.filter(to=address).order_by("-queued_at", "-pk")
            kept += newest.values_list("pk", flat=True)[:MAIL_OF_EACH]
        mail.exclude(pk__in=kept).delete()

    def _set(self, model: type[Model], **fields: datetime | None) -> None:
        if model._base_manager.filter(pk__gt=self.seen[model]).update(**fields):
            self.seen[model] = _last(model)


def _last(model: type[Model]) -> int:
    return model._base_manager.aggregate(last=Max("pk"))["last"] or 0


def moment(day: date, what: str, *, office: bool, not_before: datetime, now: datetime) -> datetime:
    """On `day`, or for an officer the first working day from it; after what came before.

    `what` decides the time of the day, so that it is another one each time and the same each run.
    """
    while office and not is_working_day(day):
        day += DAY
    first, last = OFFICE_HOURS if office else HOURS_AT_HOME
    hour, minute = divmod(crc32(what.encode()) % (60 * (last - first)), 60)
    wished = datetime.combine(day, time(first + hour, minute), tzinfo=AMSTERDAM)
    return min(max(wished, not_before + timedelta(minutes=20)), now)


def sent_day(today: date, due_in: int, term: int) -> date:
    """The day on which to send, to be due in so many working days (late when negative)."""
    due = _working_day_from(today, due_in)
    day = due
    while working_days_between(day, due) < term:
        day -= DAY
    return day


def _working_day_from(today: date, days: int) -> date:
    """So many working days after today, or before; with 0 today, or else the next one."""
    if days > 0:
        return add_working_days(today, days)
    day = today
    if days == 0:
        return day if is_working_day(day) else add_working_days(day, 1)
    while days:
        day -= DAY
        days += is_working_day(day)
    return day


def have_been_here(people: list[User], *, since: datetime, now: datetime) -> None:
    """Their addresses were proved: those of whom they are not are forgotten after a day."""
    known = User.objects.filter(pk__in=[person.pk for person in people], last_login=None)
    EmailAddress.objects.filter(user__in=known).update(verified=True)
    known.update(joined_at=since, last_login=now)
