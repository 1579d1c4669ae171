"""What bothers residents: reported, routed, answered, and not before they are satisfied done.

Callers have checked who may.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.models import Draft, User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from core import making
from neighbourhoods.models import Area, Neighbourhood
from neighbourhoods.selections.officers import officer_for
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.working_days import due_at
from outbox.actions import nudge

from .. import emails, verbs
from ..models import Concern, ConcernAnswer, ConcernPhoto, ConcernRoute, Member, MeToo
from ..selections.concerns import Holder, contact_of, holder_for, works_here
from ..states import (
    NEXT_OF_CONCERN,
    ConcernState,
    Overtaken,
    TooMany,
    Visibility,
)
from .forwarding import forward
from .judging import judge
from .organisations import side_of

MOST, WITHIN = 10, timedelta(hours=1)  # of one person
KIND = Concern._meta.model_name or ""


@dataclass(frozen=True)
class Report:
    """What a resident sends: texts that the form has checked."""

    kind: str
    place: str
    text: str
    buurt: Area | None = None
    group: str = ""


@transaction.atomic
def report(
    report: Report, *, neighbourhood: Neighbourhood, key: UUID, by: User, now: datetime
) -> Concern:
    """It is public, and has somebody by name who answers before a date (rule R2).

    A `key` that was sent before gives what it made. Raises TooMany.
    """
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    if sent := Concern.objects.filter(key=key).first():
        return sent
    if Concern.objects.filter(reporter=by, reported_at__gt=now - WITHIN).count() >= MOST:
        raise TooMany
    holder = holder_for(neighbourhood, report.kind, report.buurt, today=timezone.localdate(now))
    concern = Concern.objects.create(
        neighbourhood=neighbourhood,
        **vars(report),
        reporter=by,
        organisation=holder.organisation,
        owner=holder.owner,
        state=_held(holder),
        due_at=_date_of_answer(neighbourhood, now),
        reported_at=now,
        key=key,
    )
    Draft.objects.select_for_update().filter(key=key).first()
    ConcernPhoto.objects.filter(draft__key=key).update(concern=concern, draft=None)
    Draft.objects.filter(key=key).delete()
    forward(concern)
    event = _record(verbs.CONCERN_REPORTED.name, concern, by, Side.RESIDENT, public=False)
    emails.concern_reported(event, concern)
    return concern


@transaction.atomic
def say_me_too(concern: Concern, *, by: User) -> None:
    """Who is bothered as well hears what becomes of it; who reported it is counted already."""
    if concern.reporter_id == by.pk:
        return
    _row, is_new = MeToo.objects.get_or_create(concern=concern, person=by)
    if is_new:
        _record(verbs.CONCERN_SHARED.name, concern, by, Side.RESIDENT, public=False)


@transaction.atomic
def take_back_me_too(concern: Concern, *, by: User) -> None:
    if MeToo.objects.filter(concern=concern, person=by).delete()[0]:
        _record(verbs.CONCERN_NOT_SHARED.name, concern, by, Side.RESIDENT, public=False)


def answer(
    concern: Concern,
    outcome: ConcernState,
    *,
    reason: str,
    possible: str,
    photo: File[Any] | None,
    seen: int,
    key: UUID,
    by: User,
) -> ConcernAnswer:
    """It is arranged, with a photo of how it is now; or it cannot be, with why and what can (R3).

    `seen` is the version that who answers had in front of them. Raises Overtaken.
    """
    after = ConcernPhoto() if photo else None
    if after and photo:
        after.keep(photo)
    try:
        return _answer(
            concern,
            outcome,
            reason=reason,
            possible=possible,
            after=after,
            seen=seen,
            key=key,
            by=by,
        )
    finally:
        if after and after._state.adding:
            after.delete_files()


@transaction.atomic
def _answer(
    concern: Concern,
    outcome: ConcernState,
    *,
    reason: str,
    possible: str,
    after: ConcernPhoto | None,
    seen: int,
    key: UUID,
    by: User,
) -> ConcernAnswer:
    concern = _locked(concern)
    if given := ConcernAnswer.objects.filter(key=key, concern=concern).first():
        return given
    _move(concern, outcome, seen=seen)
    given = ConcernAnswer.objects.create(
        concern=concern,
        by=by,
        organisation=concern.organisation,
        outcome=outcome,
        reason=reason,
        possible=possible,
        key=key,
    )
    if after:
        after.concern, after.answer = concern, given
        after.save()
        _wake()
    arranged = outcome == ConcernState.ARRANGED
    verb = verbs.CONCERN_ARRANGED if arranged else verbs.CONCERN_CANNOT
    event = _record(verb.name, concern, by, _side(concern, by), words=reason)
    activity.read_about(concern, verbs.CONCERN_FOR_OWNER, by=by, now=timezone.now())
    emails.concern_answered(event, concern, given)
    return given


@transaction.atomic
def send_on(concern: Concern, holder: Holder, *, reason: str, seen: int, by: User) -> Concern:
    """Another answers it, with why; the date that residents were promised stays.

    Raises Overtaken.
    """
    concern = _locked(concern)
    if (concern.organisation, concern.owner) == holder:
        return concern
    side = _side(concern, by)
    concern.organisation, concern.owner = holder
    _move(concern, _held(holder), seen=seen)
    event = _record(verbs.CONCERN_SENT_ON.name, concern, by, side, words=reason)
    emails.concern_passed_on(event, concern)
    return concern


@transaction.atomic
def say_not_satisfied(concern: Concern, why: str, *, seen: int, by: User, now: datetime) -> Concern:
    """It is open again, with the same person where they are still here, and a new date.

    The second who says so finds it open. Raises Overtaken when it was answered anew meanwhile.
    """
    concern = _locked(concern)
    if concern.is_open:
        return concern
    holder = _same_or_next(concern, now)
    concern.organisation, concern.owner = holder
    concern.due_at = _date_of_answer(concern.neighbourhood, now)
    _move(concern, _held(holder), seen=seen)
    event = _record(verbs.CONCERN_NOT_SATISFIED.name, concern, by, Side.RESIDENT, words=why)
    emails.concern_not_satisfied(event, concern)
    return concern


def to_remind(now: datetime) -> list[Concern]:
    """Open ones that are due within two weeks, or were; `remind` looks at each again."""
    return list(Concern.objects.due_before(now + timedelta(days=14)).order_by("due_at", "pk"))


@transaction.atomic
def remind(concern: Concern, *, now: datetime) -> Event | None:
    """Whoever holds it, before the date and on it; then the coordinator too."""
    concern = _locked(concern)
    if not concern.is_open or not concern.is_public:
        return None
    event = activity.record_due(
        verbs.CONCERN_DUE,
        concern,
        key=str(concern.pk),
        due_at=concern.due_at,
        neighbourhood=concern.neighbourhood,
        now=now,
    )
    if event:
        emails.concern_due(event, concern, is_late=now > concern.due_at)
    return event


@transaction.atomic
def hand_over(
    officer: User, successor: User, neighbourhood: Neighbourhood, *, words: str = ""
) -> int:
    """All that an officer holds here goes to another, and who is bothered hears who that is."""
    held = Concern.objects.held_by(officer).in_neighbourhood(neighbourhood).order_by("pk")
    return sum(_hand_over(concern, officer, successor, words) for concern in list(held))


def _hand_over(concern: Concern, officer: User, successor: User, words: str) -> int:
    """Who gave it away themselves in between, gave it away."""
    concern = _locked(concern)
    if concern.owner_id != officer.pk or concern.organisation_id or not concern.is_open:
        return 0
    concern.owner = successor
    concern.save(update_fields=["owner"])
    verb = verbs.CONCERN_HANDED_OVER.name
    event = _record(verb, concern, successor, Side.MUNICIPALITY, words=words)
    emails.concern_handed_over(event, concern)
    return 1


@transaction.atomic
def set_route(
    neighbourhood: Neighbourhood, kind: str, buurt: Area | None, holder: Holder, *, by: User
) -> None:
    """Who gets concerns of a kind from now on; nobody by name is the officer of always."""
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    routes = ConcernRoute.objects.filter(neighbourhood=neighbourhood, kind=kind, buurt=buurt)
    routes.delete()
    if holder.organisation or holder.owner:
        ConcernRoute.objects.create(
            neighbourhood=neighbourhood,
            kind=kind,
            buurt=buurt,
            organisation=holder.organisation,
            officer=None if holder.organisation else holder.owner,
        )
    activity.record(
        verbs.CONCERN_ROUTED.name,
        neighbourhood,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=neighbourhood,
        public=False,
    )


def hand_over_routes(
    officer: User, successor: User, neighbourhood: Neighbourhood, *, words: str = ""
) -> int:
    """What is reported from now on goes to the successor as well."""
    routes = ConcernRoute.objects.filter(neighbourhood=neighbourhood, officer=officer)
    return routes.update(officer=successor)


def hide(concern: Concern, reason: str, *, by: User) -> Concern:
    """By the house rules, with a reason for who reported it; with that its flags are decided."""
    return _judge(concern, Visibility.HIDDEN, verbs.CONCERN_HIDDEN.name, reason, by=by)


def show(concern: Concern, *, by: User) -> Concern:
    return _judge(concern, Visibility.PUBLIC, verbs.CONCERN_SHOWN.name, by=by)


def _judge(concern: Concern, to: Visibility, verb: str, reason: str = "", *, by: User) -> Concern:
    def tell(concern: Concern) -> None:
        event = _record(verb, concern, by, Side.MUNICIPALITY, words=reason, public=False)
        emails.concern_judged(event, concern)

    return judge(concern, to, reason, by=by, locked=_locked, tell=tell)


def keep_photo(file: File[Any], draft: Draft) -> None:
    """Of what is being reported; a new one replaces the old."""
    photo = ConcernPhoto(draft=draft)
    photo.keep(file)
    gone = [photo]
    with transaction.atomic():
        # Unless it was sent or thrown away at this very moment.
        if Draft.objects.select_for_update().filter(pk=draft.pk).first():
            gone = _take_away(draft)
            photo.save()
            _wake()
    _discard(gone)


def make_photo(now: datetime) -> bool:
    """Make the first photo ready that waits; False if none does."""
    return making.make_one(ConcernPhoto, now)


def _wake() -> None:
    nudge("partners.tasks.make_photos")


def drop_photo(draft: Draft) -> None:
    with transaction.atomic():
        photos = _take_away(draft)
    _discard(photos)


def _take_away(draft: Draft) -> list[ConcernPhoto]:
    """Delete the rows, one at a time for a draft; their files go once that is certain."""
    Draft.objects.select_for_update().filter(pk=draft.pk).first()
    photos = list(ConcernPhoto.objects.filter(draft=draft))
    ConcernPhoto.objects.filter(pk__in=[photo.pk for photo in photos]).delete()
    return photos


def _discard(photos: list[ConcernPhoto]) -> None:
    for photo in photos:
        photo.delete_files()


def _same_or_next(concern: Concern, now: datetime) -> Holder:
    """Who answered it last time, or who has taken their place."""
    if concern.organisation and (contact := contact_of(concern.organisation, concern.owner)):
        return Holder(concern.organisation, contact)
    place, today = concern.neighbourhood, timezone.localdate(now)
    if concern.owner and not concern.organisation and works_here(concern.owner, place):
        return Holder(None, concern.owner)
    return Holder(None, officer_for(place, today=today))


def _held(holder: Holder) -> ConcernState:
    return ConcernState.ASSIGNED if holder.owner else ConcernState.REPORTED


def _date_of_answer(neighbourhood: Neighbourhood, now: datetime) -> datetime:
    return due_at(now, term(neighbourhood.municipality, AnswerTo.CONCERN))


def _side(concern: Concern, by: User) -> Side:
    """For whom somebody speaks: an organisation that has it, or else the municipality."""
    mine = Member.objects.filter(organisation=concern.organisation_id, person=by)
    if concern.organisation and mine.exists():
        return side_of(concern.organisation)
    return Side.MUNICIPALITY


def _move(concern: Concern, to: ConcernState, *, seen: int) -> None:
    """Check and change a locked concern: the only lines that set `state`, but for `report`."""
    if concern.version != seen or to not in NEXT_OF_CONCERN[ConcernState(concern.state)]:
        raise Overtaken(f"{concern.state} → {to}, {concern.version}, seen {seen}")
    concern.state, concern.version = to, concern.version + 1
    concern.save()


def _locked(concern: Concern) -> Concern:
    rows = Concern.objects.select_for_update(of=("self",))
    return rows.select_related(
        "neighbourhood__municipality", "buurt", "organisation", "owner", "reporter"
    ).get(pk=concern.pk)


def _record(
    verb: str, concern: Concern, by: User, side: Side, *, words: str = "", public: bool = True
) -> Event:
    return activity.record(
        verb,
        concern,
        by=by,
        side=side,
        neighbourhood=concern.neighbourhood,
        public=public,
        words=words,
    )
