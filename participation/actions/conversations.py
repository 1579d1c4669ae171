"""What somebody told is written down, and leads to something. Callers have checked who may."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.verbs import Verb
from goals.actions import problems, years
from goals.models import Problem, ResidentInput, YearPlan
from goals.states import Heard
from initiatives.models import Initiative
from neighbourhoods.models import Area, Neighbourhood
from partners.actions import assets
from partners.models import Asset, Concern
from partners.states import TooMany

from ..models import CameOfIt, Conversation, LogNote, Meeting, OwnQuestion
from ..selections.conversations import not_taken
from ..verbs import conversations as verbs

KEEP_NAME = timedelta(days=90)
MOST, WITHIN = 60, timedelta(hours=1)  # of one person: a busy afternoon at school


@dataclass(frozen=True)
class Told:
    """What somebody told, and where; texts that the form has checked."""

    spot: str
    day: date
    people: int = 1
    buurt: Area | None = None
    walk: Meeting | None = None
    called: str = ""
    good: str = ""
    talent: str = ""
    idea: str = ""
    worry: str = ""


@transaction.atomic
def record(
    neighbourhood: Neighbourhood, told: Told, *, key: UUID, by: User, now: datetime
) -> Conversation:
    """A `key` that was sent before gives what it made. Raises TooMany."""
    User.objects.select_for_update().get(pk=by.pk)
    if known := Conversation.objects.filter(key=key, recorded_by=by).first():
        return known
    mine = Conversation.objects.filter(recorded_by=by, recorded_at__gt=now - WITHIN)
    if mine.count() >= MOST:
        raise TooMany
    made = Conversation.objects.create(
        neighbourhood=neighbourhood, **vars(told), recorded_by=by, recorded_at=now, key=key
    )
    _note(verbs.CONVERSATION_RECORDED, made, by)
    return made


@transaction.atomic
def drop(conversation: Conversation, *, by: User) -> None:
    """All of it goes; what came of it stays where it is. Of who pressed twice it is gone."""
    _note(verbs.CONVERSATION_DROPPED, conversation, by)
    Conversation.objects.filter(pk=conversation.pk).delete()


@transaction.atomic
def put_at_what_is_there(
    conversation: Conversation,
    description: assets.Description,
    *,
    key: UUID,
    by: User,
    now: datetime,
) -> Asset:
    """What somebody can or has, without their name. Raises TooMany."""
    asset = assets.put(
        description, neighbourhood=conversation.neighbourhood, key=key, by=by, now=now
    )
    _led(conversation, by, now, asset=asset)
    return asset


@transaction.atomic
def say_what_matters(
    conversation: Conversation, plan: YearPlan, words: str, *, key: UUID, by: User, now: datetime
) -> Problem:
    """For the year that is prepared. Raises TooMany, and goals' Refused: `closed`."""
    problem = problems.add(plan, words, key=key, by=by, now=now)
    _led(conversation, by, now, problem=problem)
    return problem


@transaction.atomic
def came_of_it(
    conversation: Conversation, thing: Initiative | Concern, *, by: User, now: datetime
) -> None:
    """An initiative or concern that was made meanwhile. Pressing twice is pressing once."""
    if isinstance(thing, Initiative):
        _led(conversation, by, now, initiative=thing)
    else:
        _led(conversation, by, now, concern=thing)


@transaction.atomic
def take_along(plan: YearPlan, *, key: UUID, by: User, now: datetime) -> ResidentInput | None:
    """The conversations that did not count yet are residents' part in this year (rule R5).

    None when there are none. Raises goals' Refused: `closed`.
    """
    plan = years.locked(plan)
    if known := ResidentInput.objects.filter(key=key, plan=plan).first():
        return known
    found = list(not_taken(plan.neighbourhood, now).select_for_update(of=("self",)))
    if not found:
        return None
    heard = years.hear(
        plan,
        years.Input(
            kind=Heard.TALK,
            day=max(one.day for one in found),
            residents=sum(one.people for one in found),
        ),
        key=key,
        by=by,
    )
    Conversation.objects.filter(pk__in=[one.pk for one in found]).update(plan=plan)
    activity.record(
        verbs.CONVERSATIONS_TAKEN.name,
        plan,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=plan.neighbourhood,
        public=True,
    )
    return heard


@transaction.atomic
def add_question(
    neighbourhood: Neighbourhood, about: str, words: str, *, key: UUID, by: User
) -> OwnQuestion:
    """A `key` that was sent before gives what it made."""
    made, is_new = OwnQuestion.objects.get_or_create(
        key=key,
        defaults={
            "neighbourhood": neighbourhood, "about": about, "words": words, "added_by": by
        },
    )  # fmt: skip
    if is_new:
        _of_place(verbs.QUESTION_ADDED, neighbourhood, by)
    return made


@transaction.atomic
def drop_question(question: OwnQuestion, *, by: User) -> None:
    if OwnQuestion.objects.filter(pk=question.pk).delete()[0]:
        _of_place(verbs.QUESTION_DROPPED, question.neighbourhood, by)


def keep_note(
    words: str, day: date, initiative: Initiative | None, *, key: UUID, by: User
) -> LogNote:
    """For oneself alone, so it is no event. A `key` that was sent before gives what it made."""
    made, _is_new = LogNote.objects.get_or_create(
        key=key, person=by, defaults={"words": words, "day": day, "initiative": initiative}
    )
    return made


def drop_note(note: LogNote) -> None:
    LogNote.objects.filter(pk=note.pk).delete()


def forget_names(now: datetime) -> int:
    """First names go some months after the conversation; returns how many."""
    old = Conversation.objects.filter(recorded_at__lt=now - KEEP_NAME).exclude(called="")
    return old.update(called="")


def _led(
    conversation: Conversation,
    by: User,
    now: datetime,
    **thing: Asset | Initiative | Concern | Problem,
) -> None:
    _made, is_new = CameOfIt.objects.get_or_create(
        conversation=conversation, **thing, defaults={"at": now}
    )
    if is_new:
        _note(verbs.CONVERSATION_LED, conversation, by)


def _note(verb: Verb, conversation: Conversation, by: User) -> None:
    activity.record(
        verb.name,
        conversation,
        by=by,
        side=Side.RESIDENT,
        neighbourhood=conversation.neighbourhood,
        public=False,
    )


def _of_place(verb: Verb, neighbourhood: Neighbourhood, by: User) -> None:
    activity.record(
        verb.name,
        neighbourhood,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=neighbourhood,
        public=False,
    )
