"""What bothers residents, and what is already there: told through the same actions."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from accounts.models import Draft, User
from neighbourhoods.models import Area, Membership, Neighbourhood
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from partners.actions import assets, concerns
from partners.models import Concern, Organisation
from partners.selections.concerns import Holder, contact_of
from partners.states import ConcernState

from .cast import Cast, picture_of
from .content import There, Told, Wijk
from .history import LONG_AGO, Past, moment, sent_day


def tell_concerns(wijk: Wijk, neighbourhood: Neighbourhood, cast: Cast, past: Past) -> None:
    chief = Membership.objects.coordinators().get(neighbourhood=neighbourhood).person
    for kind, name in wijk.routes:
        holder = Holder(_organisation(name, neighbourhood), None)
        concerns.set_route(neighbourhood, kind, None, holder, by=chief)
    days = term(neighbourhood.municipality, AnswerTo.CONCERN)
    today = timezone.localdate(past.now)
    for told in wijk.concerns:
        if told.due_in is not None:
            day = sent_day(today, told.due_in, days)
        else:
            assert told.sent is not None, told.place
            day = today - timedelta(days=told.sent)
        _tell_concern(
            told,
            moment(day, told.text, office=False, not_before=LONG_AGO, now=past.now),
            neighbourhood,
            cast,
            past,
        )


def _tell_concern(
    told: Told, sent: datetime, neighbourhood: Neighbourhood, cast: Cast, past: Past
) -> None:
    key = uuid5(NAMESPACE_URL, f"demo/{neighbourhood.slug}/{told.text}")
    reporter = cast.known[told.by]
    with past.at(sent):
        if told.picture:
            draft = Draft.objects.create(key=key, form=f"concern:{told.place}", person=reporter)
            concerns.keep_photo(picture_of(told.picture), draft)
        report = concerns.Report(told.kind, told.place, told.text, _buurt(told.buurt), told.group)
        concern = concerns.report(
            report, neighbourhood=neighbourhood, key=key, by=reporter, now=sent
        )
        for person in cast.crowd[: told.me_too]:
            concerns.say_me_too(concern, by=person)
    if told.to:
        with past.at(_later(sent, 1, told, past)):
            _send_on(concern, told, neighbourhood)
    if told.answer:
        answered = _later(sent, told.after, told, past)
        with past.at(answered):
            _answer(concern, told, key)
        if told.not_good:
            again = min(answered + timedelta(days=1), past.now)
            concern.refresh_from_db()
            with past.at(again):
                concerns.say_not_satisfied(
                    concern, told.not_good, seen=concern.version, by=reporter, now=again
                )
    _remind(concern, past)


def _send_on(concern: Concern, told: Told, neighbourhood: Neighbourhood) -> None:
    organisation = _organisation(told.to, neighbourhood)
    holder = Holder(organisation, contact_of(organisation))
    by = concern.owner
    assert by, "every neighbourhood of the demo has an officer"
    concerns.send_on(concern, holder, reason=told.because, seen=concern.version, by=by)


def _answer(concern: Concern, told: Told, key: UUID) -> None:
    concern.refresh_from_db()
    assert concern.owner, "every neighbourhood of the demo has an officer"
    concerns.answer(
        concern,
        ConcernState(told.answer),
        reason=told.reason,
        possible=told.possible,
        photo=picture_of(told.picture_after) if told.picture_after else None,
        seen=concern.version,
        key=uuid5(key, "answer"),
        by=concern.owner,
    )


def _remind(concern: Concern, past: Past) -> None:
    """What the clock would have sent when its date had passed."""
    concern.refresh_from_db()
    late = concern.due_at + timedelta(hours=9)
    if concern.is_open and late <= past.now:
        with past.at(late):
            concerns.remind(concern, now=late)


def tell_assets(wijk: Wijk, neighbourhood: Neighbourhood, cast: Cast, past: Past) -> None:
    for there in wijk.assets:
        put = past.now - timedelta(days=there.put)
        key = uuid5(NAMESPACE_URL, f"demo/{neighbourhood.slug}/{there.title}")
        by = cast.known[there.by]
        with past.at(put):
            assets.put(
                _description(there, neighbourhood, by, past),
                neighbourhood=neighbourhood,
                key=key,
                by=by,
                now=put,
            )


def _description(
    there: There, neighbourhood: Neighbourhood, by: User, past: Past
) -> assets.Description:
    today = timezone.localdate(past.now)
    is_mine, is_here = there.whose == "mine", there.whose == "here"
    return assets.Description(
        kind=there.kind,
        title=there.title,
        words=there.words,
        hours=there.hours,
        place=there.place,
        buurt=_buurt(there.buurt),
        person=by if is_mine else None,
        organisation=None if is_mine or is_here else _organisation(there.whose, neighbourhood),
        asked_at_most=there.asked,
        condition=there.condition,
        kept_by=there.kept_by,
        heir=there.heir,
        check_on=None if there.looks is None else today + timedelta(days=there.looks),
    )


def _organisation(name: str, neighbourhood: Neighbourhood) -> Organisation:
    return Organisation.objects.get(name=name, neighbourhood=neighbourhood)


def _buurt(code: str) -> Area | None:
    return Area.objects.get(code=code) if code else None


def _later(sent: datetime, days: int, told: Told, past: Past) -> datetime:
    """On a working day of who answers."""
    day = timezone.localdate(sent) + timedelta(days=days)
    return moment(day, told.place, office=True, not_before=sent, now=past.now)
