"""The agenda of a neighbourhood: meetings, activities of organisations, quarterly reviews and the
day on which a year's goals are chosen, in one list."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TimeField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, TruncDate, TruncTime
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.dates import in_words
from goals.models import QuarterlyReview, YearPlan
from initiatives.models import Initiative, Slot
from neighbourhoods.models import Neighbourhood
from neighbourhoods.working_days import AMSTERDAM
from partners.models import Post

from ..models import Meeting, Process, Registration
from ..states.meetings import MeetingState
from .mine import reviews_of, slots_of

MEETING, ACTIVITY, REVIEW, YEAR, HELP = "meeting", "activity", "review", "year", "help"
ICONS = {
    MEETING: "users", ACTIVITY: "calendar", REVIEW: "history", YEAR: "target-arrow",
    HELP: "hand-stop",
}  # fmt: skip
SHOWN = 20  # of one initiative or process
ENOUGH = 5  # from here on a share says something


class Line(NamedTuple):
    """One day in the agenda; `mark` is a few words: that it is full, say, or does not go on."""

    kind: str
    icon: str
    title: str
    url: str
    day: date
    hours: str
    place: str
    who: str
    mark: str
    is_cancelled: bool
    is_mine: bool

    @property
    def month(self) -> str:
        return capfirst(in_words(self.day, "F Y"))


class Share(NamedTuple):
    """How many of the meetings that were held were with residents (O96)."""

    with_residents: int
    number: int


Rows = QuerySet[Any, tuple[Any, ...]]
COLUMNS = (
    "what", "pk", "on", "hour", "until", "called", "where", "who", "nth", "of_year", "stands",
    "left", "mine",
)  # fmt: skip


NOTHING: dict[str, Any] = {  # PostgreSQL must know of what kind a nothing is
    "until": Cast(Value(None), TimeField()),
    "called": Value("", CharField()),
    "who": Value("", CharField()),
    "nth": Cast(Value(None), IntegerField()),
    "of_year": Cast(Value(None), IntegerField()),
    "stands": Value("", CharField()),
    "left": Cast(Value(None), IntegerField()),
    "mine": Value(False, BooleanField()),
}


def coming(place: Neighbourhood, user: User | AnonymousUser, *, now: datetime) -> Rows:
    """The first one first; also what does not go on."""
    today = timezone.localdate(now)
    meetings = Meeting.objects.public().in_neighbourhood(place).filter(ends_at__gt=now)
    rows = _all(
        place,
        meetings,
        Post.objects.shown().filter(day__gte=today),
        QuarterlyReview.objects.open().filter(meets_on__gte=today),
        YearPlan.objects.preparing().filter(meets_on__gte=today),
        user,
    )
    return rows.order_by("on", "hour", "what", "pk")


def over(place: Neighbourhood, *, now: datetime) -> Rows:
    """The last one first, without what did not go on."""
    today = timezone.localdate(now)
    rows = _all(
        place,
        Meeting.objects.public().in_neighbourhood(place).over(now),
        Post.objects.shown().filter(day__lt=today),
        QuarterlyReview.objects.filter(meets_on__lt=today),
        YearPlan.objects.filter(meets_on__lt=today),
        AnonymousUser(),
    )
    return rows.order_by("-on", "-hour", "what", "-pk")


def mine(user: User, *, now: datetime) -> list[Line]:
    """For which somebody registered and that are still to come; one query."""
    registered = Registration.objects.standing().filter(person=user).values("meeting")
    meetings = Meeting.objects.public().filter(ends_at__gt=now, pk__in=registered)
    rows = _meetings(meetings, user).order_by("on", "hour", "pk")
    return lines(rows[:100])


def helping(user: User, *, now: datetime) -> list[Line]:
    """When somebody comes to help; one query."""
    return [_slot_line(one) for one in slots_of(user, since=now)]


def reviews_for(user: User, *, now: datetime) -> list[Line]:
    """The quarterly reviews of where somebody takes part; one query."""
    return [_review_line(one) for one in reviews_of(user, since=timezone.localdate(now))]


def called_by(user: User, *, now: datetime) -> list[Line]:
    """What somebody called and is still to come; one query."""
    meetings = Meeting.objects.public().filter(ends_at__gt=now, called_by=user)
    return lines(_meetings(meetings, AnonymousUser()).order_by("on", "hour", "pk")[:100])


def of_initiative(initiative: Initiative) -> list[Line]:
    """What it called, the last first; one query."""
    meetings = Meeting.objects.public().filter(initiative=initiative)
    return lines(_meetings(meetings, AnonymousUser()).order_by("-on", "-hour", "-pk")[:SHOWN])


def of_process(process: Process) -> list[Line]:
    """What belongs to it, the last first; one query."""
    meetings = Meeting.objects.public().filter(process=process)
    return lines(_meetings(meetings, AnonymousUser()).order_by("-on", "-hour", "-pk")[:SHOWN])


def share_of(place: Neighbourhood, *, now: datetime) -> Share | None:
    """None while too few were held to say something. Where it is known how many residents were
    there, that counts; else that they were invited. One query."""
    held = Meeting.objects.public().in_neighbourhood(place).over(now).filter(part_of=None)
    were = Q(attendance__residents__gt=0) | Q(attendance=None, invites_residents=True)
    found = held.order_by().aggregate(number=Count("pk"), residents=Count("pk", filter=were))
    share = Share(found["residents"], found["number"])
    return share if share.number >= ENOUGH else None


def lines(rows: Iterable[tuple[Any, ...]], slug: str = "") -> list[Line]:
    """`slug` is that of the neighbourhood, where it can be of a year."""
    return [_line(slug, *row) for row in rows]


def _all(
    place: Neighbourhood,
    meetings: QuerySet[Meeting],
    posts: QuerySet[Post],
    reviews: QuerySet[QuarterlyReview],
    plans: QuerySet[YearPlan],
    user: User | AnonymousUser,
) -> Rows:
    """A review or a year that a meeting hosts stands there as that meeting."""
    hosts = Meeting.objects.public().planned().in_neighbourhood(place)
    reviews = reviews.filter(plan__neighbourhood=place).exclude(
        pk__in=hosts.exclude(review=None).values("review")
    )
    plans = plans.filter(neighbourhood=place).exclude(
        pk__in=hosts.exclude(plan=None).values("plan")
    )
    return _meetings(meetings.filter(part_of=None), user).union(
        _told(
            posts.filter(neighbourhood=place), ACTIVITY, on=F("day"), hour=F("begins"),
            until=F("ends"), called=F("title"), where=F("place"), who=F("organisation__name"),
        ),
        _told(
            reviews, REVIEW, on=F("meets_on"), hour=F("meets_at"), where=F("meets_where"),
            nth=F("quarter"), of_year=F("plan__year"),
        ),
        _told(
            plans, YEAR, on=F("meets_on"), hour=F("meets_at"), where=F("meets_where"),
            of_year=F("year"),
        ),
        all=True,
    )  # fmt: skip


def _meetings(meetings: QuerySet[Meeting], user: User | AnonymousUser) -> Rows:
    going = Registration.objects.going().filter(meeting=OuterRef("pk")).order_by()
    number = Subquery(going.values("meeting").annotate(n=Count("pk")).values("n"))
    own = Registration.objects.standing().filter(meeting=OuterRef("pk"), person_id=user.pk)
    return _told(
        meetings,
        MEETING,
        on=TruncDate("begins_at", tzinfo=AMSTERDAM),
        hour=TruncTime("begins_at", tzinfo=AMSTERDAM),
        until=TruncTime("ends_at", tzinfo=AMSTERDAM),
        called=F("title"),
        where=F("place"),
        who=Coalesce("host__name", Value(""), output_field=CharField()),
        stands=F("state"),
        left=ExpressionWrapper(F("places") - Coalesce(number, 0), IntegerField()),
        mine=Exists(own) if user.is_authenticated else NOTHING["mine"],
    )


def _told(rows: QuerySet[Any], kind: str, **columns: Any) -> Rows:
    """Nothing in the columns that a kind has not."""
    told = {"what": Value(kind, CharField())} | NOTHING | columns
    found: Rows = rows.order_by().annotate(**told).values_list(*COLUMNS)
    return found


def _line(
    slug: str,
    kind: str,
    pk: int,
    on: date,
    hour: time | None,
    until: time | None,
    called: str,
    where: str,
    who: str,
    nth: int | None,
    of_year: int | None,
    stands: str,
    left: int | None,
    mine: bool,
) -> Line:
    is_cancelled = stands == MeetingState.CANCELLED
    return Line(
        kind=kind,
        icon=ICONS[kind],
        title=_title(kind, called, nth, of_year),
        url=_url(kind, pk, slug, of_year),
        day=on,
        hours=_hours(hour, until),
        place=where,
        who=who,
        mark=_mark(is_cancelled, left),
        is_cancelled=is_cancelled,
        is_mine=bool(mine),
    )


def _slot_line(slot: Slot) -> Line:
    begins, ends = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    return Line(
        kind=HELP,
        icon=ICONS[HELP],
        title=slot.request.initiative.title,
        url=slot.get_absolute_url(),
        day=begins.date(),
        hours=_hours(begins.time(), ends.time()),
        place=slot.place,
        who="",
        mark=_("Gaat niet door") if slot.called_off_at else "",
        is_cancelled=slot.called_off_at is not None,
        is_mine=False,
    )


def _review_line(review: QuarterlyReview) -> Line:
    assert review.meets_on
    return Line(
        kind=REVIEW,
        icon=ICONS[REVIEW],
        title=str(review),
        url=review.get_absolute_url(),
        day=review.meets_on,
        hours=_hours(review.meets_at, None),
        place=review.meets_where,
        who="",
        mark="",
        is_cancelled=False,
        is_mine=False,
    )


def _title(kind: str, called: str, nth: int | None, of_year: int | None) -> str:
    if kind == REVIEW:
        return str(QuarterlyReview(quarter=nth or 0, plan=YearPlan(year=of_year or 0)))
    if kind == YEAR:
        return _("Samen de doelen van %(year)s kiezen") % {"year": of_year}
    return called


def _url(kind: str, pk: int, slug: str, of_year: int | None) -> str:
    if kind == YEAR:
        return reverse("goals:year", args=[slug, of_year])
    names = {
        MEETING: "participation:meeting",
        ACTIVITY: "partners:post",
        REVIEW: "goals:review",
    }
    return reverse(names[kind], args=[pk])


def _hours(hour: time | None, until: time | None) -> str:
    if hour is None:
        return ""
    return f"{hour:%H:%M}–{until:%H:%M}" if until else f"{hour:%H:%M}"


def _mark(is_cancelled: bool, left: int | None) -> str:
    if is_cancelled:
        return _("Gaat niet door")
    if left is None:
        return ""
    if left <= 0:
        return _("Vol, met een wachtlijst")
    return ngettext("nog %(number)s plek", "nog %(number)s plekken", left) % {"number": left}
