"""The organisations of a neighbourhood, through the same actions as everybody's."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from accounts.models import User
from neighbourhoods.models import Membership, Neighbourhood
from partners.actions import (
    affiliations,
    assignments,
    join_requests,
    letters,
    members,
    organisations,
    people,
    programmes,
)
from partners.actions.assignments import Terms
from partners.actions.organisations import Texts
from partners.actions.programmes import Offered
from partners.models import Member, Organisation
from partners.states import Approach, DayPart, Group, Kind

from .content import Partner, Wijk
from .history import Past

SAID = timedelta(days=1)  # after it was added it told who it is
ASKED = timedelta(days=2)  # what still waits for an answer is this old
ANSWERED = timedelta(days=20)


def tell_partners(
    wijk: Wijk,
    neighbourhood: Neighbourhood,
    known: Mapping[str, User],
    past: Past,
    *,
    opened: datetime,
) -> None:
    """Who they are, what they run, and what they form together."""
    made = {}
    for partner in wijk.partners:
        by = known[partner.members[0]]
        with past.at(opened):
            made[partner.name] = _add(partner, neighbourhood, known, by=by, now=opened)
        with past.at(opened + SAID):
            _say(partner, made[partner.name], known, by=by)
        _run(partner, made[partner.name], past, by=by)
    for partner in wijk.partners:
        organisation, by = made[partner.name], known[partner.members[0]]
        for part in partner.parts:
            with past.at(opened + SAID * 30):
                _join(organisation, made[part], by=by, now=opened + SAID * 30)
        _assign(partner, organisation, past, by=by)
        _wait(partner, organisation, known, past, by=by)


def give_pages(wijk: Wijk, neighbourhood: Neighbourhood, past: Past) -> None:
    """Residents' teams that chose to be listed, by the title of their initiative."""
    teams = Organisation.objects.filter(kind=Kind.RESIDENTS_TEAM, neighbourhood=neighbourhood)
    for title in wijk.team_pages:
        team = teams.select_related("neighbourhood", "municipality").get(name=title)
        with past.at(past.now - ANSWERED):
            organisations.list_team(team, by=team.members.get(is_contact=True).person)


def _add(
    partner: Partner,
    neighbourhood: Neighbourhood,
    known: Mapping[str, User],
    *,
    by: User,
    now: datetime,
) -> Organisation:
    made = organisations.add(
        Kind(partner.kind),
        partner.name,
        neighbourhood=neighbourhood,
        key=_key(neighbourhood, partner.name),
        by=by,
        now=now,
    )
    for key in partner.members[1:]:
        members.let_in(made, known[key], now=now)
    return made


def _say(
    partner: Partner, organisation: Organisation, known: Mapping[str, User], *, by: User
) -> None:
    words = frozenset(partner.reaches)
    texts = Texts(partner.name, words=words, **partner.texts)  # type: ignore[arg-type]  # its texts
    key = _key(organisation.name, "texts")
    organisations.edit(organisation, texts, seen=None, key=key, by=by)
    for who, role, hours in partner.people:
        mine = Member.objects.get(organisation=organisation, person=known[who])
        people.tell(mine, role=role, hours=hours)


def _run(partner: Partner, organisation: Organisation, past: Past, *, by: User) -> None:
    assert organisation.neighbourhood, "all of the demo are at home somewhere"
    for runs in partner.programmes:
        offered = Offered(
            title=runs.title,
            about=runs.about,
            neighbourhood=organisation.neighbourhood,
            group=Group(runs.group),
            parts=[DayPart(part) for part in runs.parts],
            approach=Approach(runs.approach),
        )
        with past.at(past.now - timedelta(days=runs.added)):
            programmes.add(organisation, offered, key=_key(organisation.name, runs.title), by=by)


def _join(coalition: Organisation, part: Organisation, *, by: User, now: datetime) -> None:
    asked = affiliations.ask(coalition, part, by_coalition=True, by=by, now=now)
    speaker = part.members.select_related("person").get(is_contact=True).person
    affiliations.accept(asked, by=speaker, now=now)


def _assign(partner: Partner, organisation: Organisation, past: Past, *, by: User) -> None:
    task = partner.assignment
    if task is None:
        return
    officer = (
        Membership.objects.officers()
        .filter(neighbourhood=organisation.neighbourhood)
        .earliest("pk")
    )
    begins = past.now - timedelta(days=task.began)
    terms = Terms(
        task.title,
        task.scope,
        timezone.localdate(begins),
        timezone.localdate(past.now + timedelta(days=task.ends_in)),
    )
    key = _key(organisation.name, task.title)
    with past.at(begins - ASKED):
        made = assignments.propose(
            organisation, terms, key=key, by=officer.person, now=begins - ASKED
        )
        assignments.confirm(made, by=by, now=begins - ASKED)


def _wait(
    partner: Partner,
    organisation: Organisation,
    known: Mapping[str, User],
    past: Past,
    *,
    by: User,
) -> None:
    """Who asks to join, and letters, of which some were answered."""
    for who, words in partner.asks:
        with past.at(past.now - ASKED):
            join_requests.ask(
                organisation,
                words,
                key=_key(organisation.name, who),
                by=known[who],
                now=past.now - ASKED,
            )
    for who, text, answer in partner.letters:
        when = past.now - (ANSWERED if answer else ASKED)
        with past.at(when):
            letter = letters.send(
                organisation, text, key=_key(organisation.name, text), by=known[who], now=when
            )
            if answer:
                letters.answer(letter, answer, by=by, now=when)


def _key(*what: object) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{'/'.join(map(str, what))}")
