"""Every resident puts something on any agenda; it gets there, and gets an answer (O123).

Callers have checked who may.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.officers import officer_for
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.working_days import due_at
from partners.actions.judging import judge
from partners.states import Visibility

from .. import emails, verbs
from ..models import AgendaItem, Meeting
from ..states.meetings import MOST_ITEMS, ItemAnswer, Over, Overtaken, TooMany
from .meetings import locked, record


class Slot(NamedTuple):
    """Where an item stands on the agenda, and for how many minutes."""

    place: int
    minutes: int | None


@transaction.atomic
def put(
    meeting: Meeting, title: str, text: str, *, key: UUID, by: User, now: datetime
) -> AgendaItem:
    """It stands there at once, and gets an answer before a date: the term, or the meeting.

    The same `key` is the same item. Raises Over when the meeting has begun, TooMany.
    """
    meeting = locked(meeting)
    if known := AgendaItem.objects.filter(key=key).first():
        return known
    if not meeting.is_open(now):
        raise Over
    if meeting.items.filter(person=by).count() >= MOST_ITEMS:
        raise TooMany
    place = meeting.neighbourhood
    last: int | None = meeting.items.aggregate(last=Max("place"))["last"]
    item = AgendaItem.objects.create(
        meeting=meeting,
        person=by,
        title=title,
        text=text,
        place=(last or 0) + 1,
        officer=officer_for(place, today=timezone.localdate(now)),
        due_at=min(due_at(now, term(place.municipality, AnswerTo.AGENDA_ITEM)), meeting.begins_at),
        at=now,
        key=key,
    )
    event = _record(verbs.meetings.ITEM_PUT.name, item, by, Side.RESIDENT, public=True)
    emails.agenda.put(event, item)
    return item


@transaction.atomic
def answer(
    item: AgendaItem,
    answer: ItemAnswer,
    *,
    reason: str,
    possible: str,
    seen: int,
    by: User,
    now: datetime,
) -> AgendaItem:
    """In public, with why, and where it is dealt with otherwise with what is possible (rule R3).

    Raises Overtaken when somebody answered it meanwhile.
    """
    item = _locked(item)
    if item.is_answered and (item.answer, item.reason) == (answer, reason):
        return item
    if item.version != seen or item.is_answered:
        raise Overtaken
    item.answer, item.reason, item.possible = answer, reason, possible
    item.answered_by, item.answered_at = by, now
    item.version += 1
    item.save()
    event = _record(verbs.meetings.ITEM_ANSWERED.name, item, by)
    activity.read_about(item.meeting, verbs.meetings.FOR_OFFICER, by=by, now=now)
    emails.agenda.answered(event, item)
    return item


@transaction.atomic
def tell_outcome(item: AgendaItem, words: str, *, seen: int, by: User) -> AgendaItem:
    """What came of it in the meeting; who put it there hears so. Raises Overtaken."""
    item = _locked(item)
    if item.outcome == words:
        return item
    if item.version != seen:
        raise Overtaken
    item.outcome = words
    item.version += 1
    item.save(update_fields=["outcome", "version"])
    event = _record(verbs.meetings.ITEM_OUTCOME.name, item, by)
    emails.agenda.outcome(event, item)
    return item


@transaction.atomic
def arrange(meeting: Meeting, slots: Mapping[int, Slot]) -> None:
    """In which order, and how long each; by key of the item. What came in meanwhile stays where it
    is."""
    meeting = locked(meeting)
    items = {item.pk: item for item in meeting.items.select_for_update()}
    changed = [items[key] for key in slots if key in items]
    for item in changed:
        item.place, item.minutes = slots[item.pk]
    AgendaItem.objects.bulk_update(changed, ["place", "minutes"])


def to_remind(now: datetime) -> list[AgendaItem]:
    """Without an answer and due within two weeks, or late; `remind` looks at each again."""
    return list(AgendaItem.objects.due_before(now + timedelta(days=14)).order_by("due_at", "pk"))


@transaction.atomic
def remind(item: AgendaItem, *, now: datetime) -> Event | None:
    """Who owes the answer, before the date and on it; when it is late the coordinator too."""
    item = _locked(item)
    if item.is_answered or not item.is_public or item.meeting.is_cancelled:
        return None
    event = activity.record_due(
        verbs.meetings.ITEM_DUE,
        item.meeting,
        key=f"item-{item.pk}",
        due_at=item.due_at,
        neighbourhood=item.meeting.neighbourhood,
        now=now,
    )
    if event:
        emails.agenda.due(event, item)
    return event


@transaction.atomic
def hand_over(
    officer: User, successor: User, neighbourhood: Neighbourhood, *, words: str = ""
) -> int:
    """The date of the answer stays (rule R10), and who put it there hears who it is now."""
    held = AgendaItem.objects.held_by(officer).filter(meeting__neighbourhood=neighbourhood)
    return sum(_hand_over(item, officer, successor, words) for item in list(held.order_by("pk")))


def _hand_over(item: AgendaItem, officer: User, successor: User, words: str) -> int:
    item = _locked(item)
    if item.officer_id != officer.pk or item.is_answered:
        return 0
    item.officer = successor
    item.save(update_fields=["officer"])
    verb = verbs.meetings.ITEM_HANDED_OVER.name
    event = _record(verb, item, successor, Side.MUNICIPALITY, words=words)
    emails.agenda.handed_over(event, item)
    return 1


def hide(item: AgendaItem, reason: str, *, by: User) -> AgendaItem:
    """By the house rules, with a reason for who wrote it; with that its flags are decided."""
    return _judge(item, Visibility.HIDDEN, reason, by=by)


def show(item: AgendaItem, *, by: User) -> AgendaItem:
    return _judge(item, Visibility.PUBLIC, "", by=by)


def _judge(item: AgendaItem, to: Visibility, reason: str, *, by: User) -> AgendaItem:
    def tell(judged: AgendaItem) -> None:
        shown = judged.is_public
        verb = verbs.meetings.WORDS_SHOWN if shown else verbs.meetings.WORDS_HIDDEN
        event = _record(verb.name, judged, by, Side.MUNICIPALITY, words=reason)
        emails.agenda.judged(event, judged)

    return judge(item, to, reason, by=by, locked=_locked, tell=tell)


def _locked(item: AgendaItem) -> AgendaItem:
    rows = AgendaItem.objects.select_for_update(of=("self",))
    return rows.select_related(
        "meeting__neighbourhood__municipality", "meeting__host", "person", "officer"
    ).get(pk=item.pk)


def _record(
    verb: str,
    item: AgendaItem,
    by: User,
    side: Side | None = None,
    *,
    words: str = "",
    public: bool = False,
) -> Event:
    """About the meeting, without a word of the item: so that hiding that hides all."""
    anchor = f"#punt-{item.pk}"
    return record(verb, item.meeting, by=by, words=words, anchor=anchor, public=public, side=side)
