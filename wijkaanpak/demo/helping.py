"""What teams asked, what was offered and promised, and whether it was kept."""

from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from accounts.models import User
from initiatives.actions import asking, joining_forces, offers, requests, slots
from initiatives.models import Initiative, SupportRequest
from initiatives.models.asking import askable
from initiatives.states import AskedOf, PartyRole, ProposalKind
from initiatives.states import Help as Kind
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.working_days import AMSTERDAM
from partners.actions import agreements
from partners.models import Agreement, Member, Organisation, Party

from .cast import Cast
from .content import Help, Wijk
from .history import LONG_AGO, Past, moment

STILL_HELPS = 5  # days from today an answer of whom a team asked helps
ANSWERED = 4  # days after it was asked
SAID = 2  # days after its date somebody says how it went


def tell_help(wijk: Wijk, neighbourhood: Neighbourhood, cast: Cast, past: Past) -> None:
    for told in sorted(wijk.helps, key=lambda one: -one.asked):
        initiative = _named(told.idea, neighbourhood)
        key = uuid5(NAMESPACE_URL, f"demo/{neighbourhood.slug}/{told.text}")
        asked = _day(told, told.asked, past)
        with past.at(asked):
            request = _ask(told, initiative, key=key, now=asked)
            _say_when(told, request, cast, past)
        if told.talk:
            _talk(told, request, past)
        if told.person:
            _ask_person(told, request, cast, past)
        if not (told.promise or told.words):
            continue
        answered = _day(told, told.asked - ANSWERED, past)
        with past.at(answered):
            agreement = _answer(told, request, cast, past, now=answered)
        if agreement:
            _go_on(told, agreement, neighbourhood, past)
    for one, other in wijk.together:
        _act_together(_named(one, neighbourhood), _named(other, neighbourhood), past)


def _ask(told: Help, initiative: Initiative, *, key: UUID, now: datetime) -> SupportRequest:
    of = {"gemeente": AskedOf.MUNICIPALITY, "buurt": AskedOf.NEIGHBOURS}
    asked_of = of.get(told.of, AskedOf.ORGANISATION)
    named = Organisation.objects.filter(name=told.of, neighbourhood=initiative.neighbourhood)
    return requests.ask(
        initiative,
        Kind(told.kind),
        told.text,
        asked_of=asked_of,
        organisation=named.get() if asked_of == AskedOf.ORGANISATION else None,
        wanted_on=None,
        key=key,
        by=_contact(initiative.team),
        now=now,
    )


def _say_when(told: Help, request: SupportRequest, cast: Cast, past: Past) -> None:
    """In the past at which the request was made, for days that are still to come."""
    for one in told.slots:
        day = timezone.localdate(past.now) + timedelta(days=one.days)
        starts = datetime.combine(day, time.fromisoformat(one.begins), tzinfo=AMSTERDAM)
        slot = slots.add(
            request,
            slots.When(starts, starts + timedelta(hours=one.hours), one.place, one.places),
            key=uuid5(request.key, str(one.days)),
            by=request.by,
            now=request.at,
        )
        for key in one.who:
            slots.sign_up(slot, by=cast.known[key], now=request.at)


def _talk(told: Help, request: SupportRequest, past: Past) -> None:
    assert request.organisation
    by = request.officer or _contact(request.organisation)
    said = _day(told, told.asked - 1, past)
    with past.at(said):
        requests.talk(request, told.talk, seen=0, by=by, now=said)


def _ask_person(told: Help, request: SupportRequest, cast: Cast, past: Past) -> None:
    now, today = _day(told, told.asked - 1, past), timezone.localdate(past.now)
    with past.at(now):
        asset = askable(request, now).filter(person=cast.known[told.person]).earliest("pk")
        message = asking.Message(
            text=told.ask,
            due_on=today + timedelta(days=told.due),
            words=told.personal,
            until=today + timedelta(days=min(told.due, STILL_HELPS)),
        )
        by = _contact(request.initiative.team)
        asking.ask(request, asset, message, key=uuid5(request.key, "person"), by=by, now=now)


def _answer(
    told: Help, request: SupportRequest, cast: Cast, past: Past, *, now: datetime
) -> Agreement | None:
    due_on = timezone.localdate(past.now) + timedelta(days=told.due)
    key = uuid5(request.key, "answer")
    if request.organisation is None:
        maker = Party(person=cast.known[told.by])
        return _offer(told, request, maker, cast.known[told.by], past, now=now)
    by = request.officer or _contact(request.organisation)
    if not told.promise:
        requests.say_no(request, reason=told.words, possible=told.possible, seen=0, by=by, now=now)
        return None
    return requests.say_yes(request, told.promise, due_on=due_on, seen=0, key=key, by=by, now=now)


def _offer(
    told: Help, request: SupportRequest, maker: Party, by: User, past: Past, *, now: datetime
) -> Agreement | None:
    made = offers.make(
        request.initiative,
        maker=maker,
        text=told.promise,
        due_on=timezone.localdate(past.now) + timedelta(days=told.due),
        words=told.words,
        request=request,
        role=PartyRole(told.role) if told.role else None,
        key=uuid5(request.key, "offer"),
        by=by,
    )
    if told.then == "waits":
        return None
    team = _contact(request.initiative.team)
    return offers.accept(made, words="", by=team, now=now).agreement


def _go_on(told: Help, agreement: Agreement, place: Neighbourhood, past: Past) -> None:
    maker = agreement.officer or agreement.maker_person
    if maker is None:
        assert agreement.maker
        maker = _contact(agreement.maker)
    said = past.now - timedelta(days=max(1, SAID - told.due if told.due < 0 else 1))
    if told.first:
        coordinator = Membership.objects.coordinators().filter(neighbourhood=place).earliest("pk")
        with past.at(said):
            agreements.put_first(agreement, first=True, by=coordinator.person)
    if told.then in {"claimed", "kept"}:
        with past.at(said):
            agreement = agreements.claim(agreement, seen=0, by=maker, now=said)
        if told.then == "kept":
            assert agreement.receiver
            with past.at(said):
                agreements.confirm(agreement, seen=1, by=_contact(agreement.receiver), now=said)
    elif told.then == "broken":
        with past.at(said):
            agreements.break_off(
                agreement, words=told.words, possible=told.possible, seen=0, by=maker, now=said
            )
    elif told.then == "renewed":
        with past.at(said):
            agreements.renew(
                agreement,
                timezone.localdate(past.now) + timedelta(days=30),
                words=told.words,
                key=uuid5(agreement.key, "renewed"),
                seen=0,
                by=maker,
                now=said,
            )


def _act_together(one: Initiative, other: Initiative, past: Past) -> None:
    when = past.now - timedelta(days=9)
    with past.at(when):
        proposal = joining_forces.propose(
            one,
            other,
            ProposalKind.TOGETHER,
            words="Zullen we elkaar helpen?",
            key=uuid5(NAMESPACE_URL, f"demo/{one.pk}/{other.pk}"),
            by=_contact(one.team),
        )
        joining_forces.accept(proposal, words="Ja, graag!", by=_contact(other.team))


def _named(title: str, neighbourhood: Neighbourhood) -> Initiative:
    return Initiative.objects.get(title=title, neighbourhood=neighbourhood)


def _contact(organisation: Organisation) -> User:
    members = Member.objects.filter(organisation=organisation).select_related("person")
    return members.order_by("-is_contact", "pk")[0].person


def _day(told: Help, days: int, past: Past) -> datetime:
    day = timezone.localdate(past.now) - timedelta(days=max(0, days))
    return moment(day, told.text, office=False, not_before=LONG_AGO, now=past.now)
