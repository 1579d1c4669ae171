"""What a team asks, and the answer it gets (rules R2, R3). Callers have checked who may."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.officers import officer_for
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.working_days import due_at
from partners.actions import agreements
from partners.actions.organisations import municipality_organisation, side_of
from partners.models import Agreement, Organisation, Party

from .. import emails, verbs
from ..models import Initiative, InitiativeAgreement, SupportRequest
from ..states import AlreadyAnswered, AskedOf, Help, HelpState, NotPossible
from . import slots


@transaction.atomic
def ask(
    initiative: Initiative,
    kind: Help,
    text: str,
    *,
    asked_of: AskedOf,
    organisation: Organisation | None,
    wanted_on: date | None,
    key: UUID,
    by: User,
    now: datetime,
) -> SupportRequest:
    """The team asks; the municipality or an organisation owes an answer before a date.

    The same `key` is the same request. Raises NotPossible for a question to oneself, or to an
    organisation that was not named.
    """
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    known = SupportRequest.objects.filter(key=key).first()
    if known:
        return known
    place = initiative.neighbourhood
    officer = None
    if asked_of == AskedOf.MUNICIPALITY:
        organisation = municipality_organisation(place.municipality)
        officer = initiative.review.officer or officer_for(place, today=timezone.localdate(now))
    elif asked_of == AskedOf.NEIGHBOURS:
        organisation = None
    if asked_of == AskedOf.ORGANISATION and organisation in {None, initiative.team}:
        raise NotPossible("asked of nobody else")
    days = term(place.municipality, AnswerTo.REQUEST)
    request = SupportRequest.objects.create(
        initiative=initiative,
        kind=kind,
        text=text,
        asked_of=asked_of,
        organisation=organisation,
        officer=officer,
        wanted_on=wanted_on,
        due_at=due_at(now, days) if organisation else None,
        key=key,
        by=by,
        at=now,
    )
    event = _record(verbs.REQUESTED.name, request, by, Side.TEAM, words=text)
    if organisation:
        emails.requested(event, request)
    return request


@transaction.atomic
def talk(
    request: SupportRequest, words: str, *, seen: int, by: User, now: datetime
) -> SupportRequest:
    """Who was asked says in public what they talk about with the team; the date does not move (R2).

    The same words again find it done. Raises AlreadyAnswered.
    """
    current = _rows().get(pk=request.pk)
    if current.state == HelpState.IN_CONVERSATION and current.talk == words:
        return current
    request = _locked(current, seen)
    assert request.organisation, "the neighbours owe no answer"
    request.talk = words
    _answer(request, HelpState.IN_CONVERSATION, by, now)
    event = _record(
        verbs.REQUEST_TALKED.name, request, by, side_of(request.organisation), words=words
    )
    emails.request_answered(event, request)
    return request


@transaction.atomic
def say_yes(
    request: SupportRequest,
    text: str,
    *,
    due_on: date,
    seen: int,
    key: UUID,
    by: User,
    now: datetime,
) -> Agreement:
    """Who was asked promises `text` before a date: an agreement, which both sides can read.

    Raises AlreadyAnswered when a colleague was first, or the team took it back.
    """
    given = Agreement.objects.filter(key=key).first()
    if given:
        return given
    request = _locked(request, seen)
    assert request.organisation, "the neighbours answer with an offer"
    initiative = request.initiative
    agreement = promise(
        initiative,
        text,
        due_on=due_on,
        maker=Party(request.organisation),
        officer=(request.officer or by) if request.asked_of == AskedOf.MUNICIPALITY else None,
        key=key,
        by=by,
    )
    request.agreement = agreement
    _answer(request, HelpState.AGREED, by, now)
    event = _record(
        verbs.REQUEST_AGREED.name, request, by, side_of(request.organisation), words=text
    )
    emails.request_answered(event, request)
    return agreement


def promise(
    initiative: Initiative,
    text: str,
    *,
    due_on: date,
    maker: Party,
    officer: User | None,
    key: UUID,
    by: User,
) -> Agreement:
    """An agreement of somebody with the team, in the caller's transaction."""
    agreement = agreements.agree(
        text,
        maker=maker,
        receiver=Party(initiative.team),
        due_on=due_on,
        neighbourhood=initiative.neighbourhood,
        key=key,
        by=by,
        officer=officer,
        about_url=initiative.short_url,
        is_public=initiative.is_public,
    )
    InitiativeAgreement.objects.get_or_create(initiative=initiative, agreement=agreement)
    return agreement


def promised_by_person(
    request: SupportRequest, text: str, *, due_on: date, key: UUID, by: User, now: datetime
) -> Agreement:
    """A person promises what the team asked of them, in the caller's transaction, which has locked
    the request. It answers the neighbours, but for hands at moments that are still to come; who
    else was asked still owes an answer."""
    agreement = promise(
        request.initiative,
        text,
        due_on=due_on,
        maker=Party(person=by),
        officer=None,
        key=key,
        by=by,
    )
    comes = request.slots.to_come(now).exists()
    if request.asked_of == AskedOf.NEIGHBOURS and not comes:
        request.agreement = agreement
        _answer(request, HelpState.AGREED, by, now)
    _record(verbs.REQUEST_AGREED.name, request, by, Side.RESIDENT, words=text)
    return agreement


@transaction.atomic
def say_no(
    request: SupportRequest, *, reason: str, possible: str, seen: int, by: User, now: datetime
) -> SupportRequest:
    """With why, and with what is possible (rule R3); the database refuses it without.

    Raises AlreadyAnswered.
    """
    request = _locked(request, seen)
    assert request.organisation, "the neighbours owe no answer"
    request.reason, request.possible = reason, possible
    _answer(request, HelpState.DECLINED, by, now)
    event = _record(
        verbs.REQUEST_DECLINED.name, request, by, side_of(request.organisation), words=reason
    )
    emails.request_answered(event, request)
    return request


@transaction.atomic
def finish(request: SupportRequest, words: str, *, by: User, now: datetime) -> SupportRequest:
    """The hands came: the team closes it, and thanks who signed up. A second press finds it done.

    Raises NotPossible for what asked for no moments, or while one is still to come.
    """
    request = _rows().get(pk=request.pk)
    if not request.is_open:
        return request
    moments = request.slots.standing()
    if not moments.exists() or moments.filter(ends_at__gt=now).exists():
        raise NotPossible("its moments are not over")
    _answer(request, HelpState.DONE, by, now)
    event = _record(verbs.REQUEST_DONE.name, request, by, Side.TEAM, words=words)
    emails.hands_came(event, request, words)
    return request


@transaction.atomic
def withdraw(
    request: SupportRequest, *, words: str = "", by: User, now: datetime
) -> SupportRequest:
    """The team needs it no longer, or has it; nothing happens to what was answered.

    Who would come to help hears that it need not be, in the `words` of the team if it has any.
    """
    request = _rows().get(pk=request.pk)
    if request.is_open:
        slots.call_off_coming(request, words or not_needed(), by=by, now=now)
        _answer(request, HelpState.WITHDRAWN, by, now)
        event = _record(verbs.REQUEST_WITHDRAWN.name, request, by, Side.TEAM, public=False)
        emails.request_answered(event, request)
    return request


def not_needed() -> str:
    """In the language of history, as the words stand for everybody."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Het team heeft deze hulp niet meer nodig.")


def to_remind(now: datetime) -> list[SupportRequest]:
    """Open and due within two weeks, or past; `remind` looks at each again."""
    soon = SupportRequest.objects.due_before(now + timedelta(days=14))
    return list(soon.order_by("due_at", "pk"))


@transaction.atomic
def remind(request: SupportRequest, *, now: datetime) -> Event | None:
    """Who owes the answer, before the date and on it; when it is late the coordinator too."""
    request = _rows().get(pk=request.pk)
    if not request.is_open or request.due_at is None:
        return None
    event = activity.record_due(
        verbs.REQUEST_DUE,
        request.initiative,
        key=f"request:{request.pk}",
        due_at=request.due_at,
        neighbourhood=request.initiative.neighbourhood,
        now=now,
    )
    if event:
        emails.request_due(event, request)
    return event


def requests_held(officer: User, neighbourhood: Neighbourhood | None) -> int:
    held = SupportRequest.objects.held_by(officer)
    return (held.filter(initiative__neighbourhood=neighbourhood) if neighbourhood else held).count()


@transaction.atomic
def hand_over(
    officer: User, successor: User, neighbourhood: Neighbourhood, *, words: str = ""
) -> int:
    """The date of the answer stays (rule R10)."""
    held = SupportRequest.objects.filter(
        officer=officer, initiative__neighbourhood=neighbourhood
    ).open()
    keys = list(held.values_list("pk", flat=True))
    return SupportRequest.objects.filter(pk__in=keys).update(officer=successor)


def _rows() -> QuerySet[SupportRequest]:
    rows = SupportRequest.objects.select_for_update(of=("self",))
    return rows.select_related("initiative__neighbourhood", "organisation", "officer")


def _locked(request: SupportRequest, seen: int) -> SupportRequest:
    request = _rows().get(pk=request.pk)
    if not request.is_open or request.version != seen:
        raise AlreadyAnswered(f"version {request.version}, seen {seen}")
    return request


def _answer(request: SupportRequest, state: HelpState, by: User, now: datetime) -> None:
    """The only line of code that sets `state`."""
    request.state, request.answered_by, request.answered_at = state, by, now
    request.version += 1
    request.save()


def _record(
    verb: str,
    request: SupportRequest,
    by: User,
    side: Side,
    *,
    words: str = "",
    public: bool = True,
) -> Event:
    return activity.record(
        verb,
        request.initiative,
        by=by,
        side=side,
        neighbourhood=request.initiative.neighbourhood,
        public=public,
        words=words,
        url=request.get_absolute_url(),
    )
