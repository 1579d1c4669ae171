"""What the page of a meeting shows."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Max, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from partners.models import Agreement, Organisation
from partners.selections.agreements import Line, lines

from ..models import (
    AgendaItem,
    AttendedBy,
    Barrier,
    Invited,
    Meeting,
    MeetingAgreement,
    MinutesVersion,
)
from ..states.meetings import Comes, ItemAnswer, Reply

MOST = 200


class Numbers(NamedTuple):
    """How many come and wait; `mine` is the state of who asks, and `ahead` how many wait before
    them."""

    going: int = 0
    waiting: int = 0
    mine: str = ""
    ahead: int = 0

    @property
    def is_mine(self) -> bool:
        return self.mine in {Comes.GOING, Comes.WAITING}

    @property
    def waits(self) -> bool:
        return self.mine == Comes.WAITING


class Item(NamedTuple):
    """One agenda item; `answer` is what is said to it, `is_discussed` what kind of answer that
    is."""

    pk: int
    version: int
    title: str
    text: str
    minutes: int | None
    is_public: bool
    is_own: bool
    is_answered: bool
    is_discussed: bool
    is_late: bool
    reason: str
    possible: str
    outcome: str
    due_at: datetime


class Partner(NamedTuple):
    """An organisation that was invited; what it answered, or nothing."""

    name: str
    url: str
    comes: bool
    is_silent: bool
    words: str


class Were(NamedTuple):
    """Who were there."""

    residents: int
    others: int
    organisations: list[Organisation]


def numbers_of(meeting: Meeting, user: User | AnonymousUser) -> Numbers:
    """One query."""
    rows = meeting.registrations
    numbers = {
        "going": Count("pk", filter=Q(state=Comes.GOING)),
        "waiting": Count("pk", filter=Q(state=Comes.WAITING)),
    }
    if not user.is_authenticated:
        return Numbers(**rows.aggregate(**numbers))
    mine = Q(person_id=user.pk)
    turn = rows.filter(mine).values("turn")[:1]
    before = Q(state=Comes.WAITING, turn__lt=Subquery(turn))
    found = rows.aggregate(
        mine=Coalesce(Max("state", filter=mine), Value("")),
        ahead=Count("pk", filter=before),
        **numbers,
    )
    return Numbers(**found)


def places_words(meeting: Meeting, numbers: Numbers) -> str:
    """How many places are left."""
    if meeting.places is None:
        return ""
    left = meeting.places - numbers.going
    if left <= 0:
        return _("Alle plekken zijn bezet. U kunt op de wachtlijst.")
    words = ngettext("Er is nog %(number)s plek.", "Er zijn nog %(number)s plekken.", left)
    return words % {"number": left}


def items_of(meeting: Meeting, user: User | AnonymousUser, *, now: datetime) -> list[Item]:
    """In the order of the agenda; one's own also when it is hidden."""
    seen = AgendaItem.objects.visible_to(user).filter(meeting=meeting).in_order()
    return [_item(one, user, now) for one in seen[:MOST]]


def minutes_of(items: Sequence[Item]) -> int:
    """What is given to all items together."""
    return sum(one.minutes or 0 for one in items if one.is_public)


def too_long(meeting: Meeting, items: Sequence[Item]) -> int:
    """How many minutes the agenda is longer than the meeting; 0 when it fits."""
    length = int((meeting.ends_at - meeting.begins_at).total_seconds()) // 60
    return max(0, minutes_of(items) - length)


def partners_of(meeting: Meeting) -> list[Partner]:
    """Who come first, then who said nothing yet, then who do not come."""
    rows = Invited.objects.filter(meeting=meeting).select_related("organisation__neighbourhood")
    order = {Reply.COMING: 0, "": 1, Reply.NOT_COMING: 2}
    found = sorted(rows[:MOST], key=lambda one: (order[one.reply], one.organisation.name.lower()))
    return [
        Partner(
            one.organisation.name,
            one.organisation.get_absolute_url() if one.organisation.is_listed else "",
            one.reply == Reply.COMING,
            not one.reply,
            one.words,
        )
        for one in found
    ]


def own_invited(meeting: Meeting, organisations: frozenset[int], *, works: bool) -> list[Invited]:
    """The invitations that somebody answers; one query."""
    mine = Q(organisation__in=organisations)
    if works:
        mine |= Q(organisation__kind="municipality")
    rows = Invited.objects.filter(mine, meeting=meeting).select_related("organisation", "meeting")
    return list(rows.order_by(Lower("organisation__name"), "pk"))


def agreements_of(meeting: Meeting, *, now: datetime) -> list[Line]:
    """What was promised there; one that was renewed goes on in another row, which leads here by
    the same address."""
    linked = MeetingAgreement.objects.filter(meeting=meeting).values("agreement")
    found = Agreement.objects.public().filter(
        Q(pk__in=linked) | Q(about_url=meeting.get_absolute_url()),
        neighbourhood=meeting.neighbourhood_id,
    )
    return lines(list(found.for_list()[:MOST]), now=now)


def versions_of(meeting: Meeting) -> QuerySet[MinutesVersion]:
    """The minutes as they were saved, the last one first, with who did."""
    rows = MinutesVersion.objects.filter(meeting=meeting).select_related("by")
    return rows.order_by("-number")


def were_there(meeting: Meeting) -> Were | None:
    """None while nobody wrote it down; one query, and none then."""
    attendance = getattr(meeting, "attendance", None)
    if attendance is None:
        return None
    rows = AttendedBy.objects.filter(attendance=attendance).select_related("organisation")
    found = rows.order_by(Lower("organisation__name"))[:MOST]
    return Were(attendance.residents, attendance.others, [one.organisation for one in found])


def barriers_of(meeting: Meeting) -> list[Barrier]:
    """What was arranged, without who asked."""
    found = Barrier.objects.filter(meeting=meeting).exclude(answered_at=None)
    return list(found.only("bars", "answer", "meeting").order_by("answered_at", "pk")[:MOST])


def parts_of(meeting: Meeting) -> list[Meeting]:
    """The programme of a day, in order."""
    rows = Meeting.objects.public().filter(part_of=meeting)
    return list(rows.order_by("begins_at", "pk")[:MOST])


def parties_at(meeting: Meeting) -> list[Organisation]:
    """Who can promise something in it: the host, who were invited or there, and the municipality
    and teams of the neighbourhood; by name."""
    place = meeting.neighbourhood
    invited = Invited.objects.filter(meeting=meeting).values("organisation")
    there = AttendedBy.objects.filter(attendance__meeting=meeting).values("organisation")
    near = Organisation.objects.public().active_in(place).values("pk")
    mine = Q(pk__in=invited) | Q(pk__in=there) | Q(pk__in=near) | Q(pk=meeting.host_id)
    return list(
        Organisation.objects.filter(mine, hidden_reason="").order_by(Lower("name"), "pk")[:MOST]
    )


def to_invite(meeting: Meeting) -> list[Organisation]:
    """Organisations here that were not asked yet, by name."""
    known = Invited.objects.filter(meeting=meeting).values("organisation")
    near = Organisation.objects.public().active_in(meeting.neighbourhood)
    others = near.exclude(pk__in=known).exclude(pk=meeting.host_id or 0)
    return list(others.order_by(F("kind"), Lower("name"), "pk")[:MOST])


def _item(item: AgendaItem, user: User | AnonymousUser, now: datetime) -> Item:
    return Item(
        pk=item.pk,
        version=item.version,
        title=item.title,
        text=item.text,
        minutes=item.minutes,
        is_public=item.is_public,
        is_own=user.is_authenticated and item.person_id == user.pk,
        is_answered=item.is_answered,
        is_discussed=item.answer == ItemAnswer.DISCUSS,
        is_late=item.is_late(now),
        reason=item.reason,
        possible=item.possible,
        outcome=item.outcome,
        due_at=item.due_at,
    )
