"""What the municipality and professional organisations owe an answer to before a date (rule R2):
how often it came in time, and what is late now and with whom.

With whom is an organisation, or who answers for the municipality by function; never a resident,
and nobody by name.
"""

from collections.abc import Collection
from datetime import date, datetime
from functools import reduce
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.models import Obstacle, Review, SupportRequest
from initiatives.states import HELP_OPEN, OBSTACLE_OPEN, OPEN, HelpState, Status, Visibility
from neighbourhoods.working_days import AMSTERDAM
from participation.models import AgendaItem, Meeting
from partners.models import Agreement, Concern
from partners.states import OPEN_CONCERN, PROFESSIONAL, ConcernKind, Kind

REVIEW, REQUEST, CONCERN, OBSTACLE, ITEM, PROMISE = (
    "review", "request", "concern", "obstacle", "item", "promise",
)  # fmt: skip
ICONS = {
    REVIEW: "bulb", REQUEST: "help-circle", CONCERN: "trash", OBSTACLE: "hand-stop",
    ITEM: "users", PROMISE: "heart-handshake",
}  # fmt: skip
Places = Collection[int]
Rows = QuerySet[Any, tuple[Any, ...]]
NOTHING = Value("", CharField())


class Stuck(NamedTuple):
    """One thing that is late: since when, and with whom it is."""

    what: str
    title: str
    url: str
    icon: str
    place: int
    since: date
    who: str


class Asked(NamedTuple):
    """One kind of question. `rows` are what was asked; the others say where it stands in a row:
    the neighbourhood, whether it is open, when it was answered, the title, under what its
    page stands, the organisation that was asked, who holds it, and what sort it is."""

    kind: str
    rows: QuerySet[Any]
    place: str
    is_open: Q
    at: str
    title: str
    under: str = ""
    organisation: str = ""
    held_by: str = "officer"
    sort: str = ""


def asked_in(places: Places) -> list[Asked]:
    """All that everybody reads and that somebody owes an answer to, in these neighbourhoods."""
    ours = {"initiative__neighbourhood__in": places, "initiative__visibility": Visibility.PUBLIC}
    here = Q(neighbourhood__in=places)
    requests = SupportRequest.objects.standing().filter(organisation__kind__in=PROFESSIONAL, **ours)
    owed = Q(organisation=None) | Q(organisation__kind__in=PROFESSIONAL)
    meetings = Meeting.objects.public().filter(here)
    return [
        Asked(
            REVIEW,
            Review.objects.standing().filter(**ours).exclude(status=Status.NOT_ASKED),
            "initiative__neighbourhood",
            Q(status__in=OPEN),
            "answers__at",
            "initiative__title",
            under="initiative",
        ),
        Asked(
            REQUEST,
            requests.exclude(state=HelpState.WITHDRAWN),
            "initiative__neighbourhood",
            Q(state__in=HELP_OPEN),
            "answered_at",
            "text",
            under="initiative",
            organisation="organisation",
        ),
        Asked(
            CONCERN,
            Concern.objects.public().filter(owed & here),
            "neighbourhood",
            Q(state__in=OPEN_CONCERN),
            "answers__at",
            "place",
            organisation="organisation",
            held_by="owner",
            sort="kind",
        ),
        Asked(
            OBSTACLE,
            Obstacle.objects.public().filter(here),
            "neighbourhood",
            Q(state__in=OBSTACLE_OPEN),
            "answers__at",
            "title",
        ),
        Asked(
            ITEM,
            AgendaItem.objects.shown().filter(meeting__in=meetings.values("pk")),
            "meeting__neighbourhood",
            Q(answered_at=None),
            "answered_at",
            "title",
            under="meeting",
        ),
    ]


def answered(places: Places, begin: datetime, end: datetime, *, now: datetime) -> list[Rows]:
    """Per kind, for a union: the neighbourhood, how many were answered, how many of these after
    their date, and how many are late and not there yet, of those whose date was in that time."""
    return [
        one.rows.filter(due_at__gte=begin, due_at__lt=end)
        .order_by()
        .values(one.place)
        .annotate(
            given=_number(~one.is_open & Q(**{f"{one.at}__isnull": False})),
            after=_number(~one.is_open & Q(**{f"{one.at}__gt": F("due_at")})),
            waits=_number(one.is_open & Q(due_at__lt=now)),
        )
        .values_list(one.place, "given", "after", "waits")
        for one in asked_in(places)
    ]


def _number(which: Q) -> Count:
    """A join with all answers, each question once: a subquery for each took PostgreSQL seconds."""
    return Count("pk", filter=which, distinct=True)


def stuck(places: Places, *, now: datetime) -> Rows:
    """What has no answer after its date, and what was promised and is late; the oldest first."""
    late = [
        _columns(
            one.rows.filter(one.is_open, due_at__lt=now),
            one,
            TruncDate("due_at", tzinfo=AMSTERDAM),
        )
        for one in asked_in(places)
    ]
    promises = (
        Agreement.objects.public()
        .late(timezone.localdate(now))
        .filter(neighbourhood__in=places, maker__kind__in=PROFESSIONAL)
    )
    promise = Asked(PROMISE, promises, "neighbourhood", Q(), "", "text", organisation="maker")
    rows = reduce(lambda some, more: some.union(more, all=True), late)
    found = rows.union(_columns(promises, promise, F("due_on")), all=True)
    return found.order_by("due_day", "kind_of", "key_of")


def lines(rows: Rows | list[tuple[Any, ...]]) -> list[Stuck]:
    return [_line(*row) for row in rows]


COLUMNS = ("kind_of", "key_of", "under", "called", "sort", "spot", "due_day", "party", "is_held")


def _columns(rows: QuerySet[Any], one: Asked, due: Any) -> Rows:
    columns: dict[str, Any] = {
        "kind_of": Value(one.kind, CharField()),
        "key_of": F("pk"),
        "under": F(one.under) if one.under else Cast(Value(None), IntegerField()),
        "called": F(one.title),
        "sort": F(one.sort) if one.sort else NOTHING,
        "spot": F(one.place),
        "due_day": due,
        "party": _party(one.organisation) if one.organisation else NOTHING,
        "is_held": ExpressionWrapper(Q(**{f"{one.held_by}__isnull": False}), BooleanField()),
    }
    found: Rows = rows.order_by().annotate(**columns).values_list(*COLUMNS)
    return found


def _party(organisation: str) -> Case:
    """Its name; nothing for the municipality, for which somebody answers by function."""
    town_hall = When(**{f"{organisation}__kind": Kind.MUNICIPALITY}, then=NOTHING)
    return Case(town_hall, default=Coalesce(F(f"{organisation}__name"), NOTHING))


def _line(
    kind: str,
    key: int,
    under: int | None,
    called: str,
    sort: str,
    place: int,
    due: date,
    party: str,
    is_held: bool,
) -> Stuck:
    words = {
        REVIEW: _("Antwoord op een initiatief"),
        REQUEST: _("Antwoord op een vraag"),
        CONCERN: _("Antwoord op een ergernis"),
        OBSTACLE: _("Antwoord op een belemmering"),
        ITEM: _("Antwoord op een agendapunt"),
        PROMISE: _("Afspraak"),
    }
    title = f"{ConcernKind(sort).label}, {called}" if kind == CONCERN else called
    return Stuck(
        words[kind], title, _url(kind, key, under), ICONS[kind], place, due, _who(party, is_held)
    )


def _url(kind: str, key: int, under: int | None) -> str:
    match kind:
        case "review":
            return reverse("initiatives:short", args=[under])
        case "request":
            return reverse("initiatives:request", args=[under, key])
        case "item":
            return reverse("participation:meeting", args=[under]) + f"#punt-{key}"
    names = {
        CONCERN: "partners:concern",
        OBSTACLE: "initiatives:obstacle",
        PROMISE: "partners:agreement",
    }
    return reverse(names[kind], args=[key])


def _who(party: str, is_held: bool) -> str:
    if party:
        return party
    return _("de contactambtenaar") if is_held else _("de gemeente, nog bij niemand")
