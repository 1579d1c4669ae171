"""Concerns as pages show them, and who gets a new one."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.dates import in_words
from core.statements import Asked, listed, named
from neighbourhoods.models import Area, Membership, Neighbourhood
from neighbourhoods.selections.officers import officer_for

from ..models import Concern, ConcernAnswer, ConcernPhoto, ConcernRoute, Member, Organisation
from ..states import OPEN_CONCERN, ConcernState, Visibility

NEAR = 3
TOP = 3


class Holder(NamedTuple):
    """Who answers: somebody by name, for the municipality or for an organisation."""

    organisation: Organisation | None
    owner: User | None


class Card(NamedTuple):
    """What a list shows of one concern; `badge` is the kind of the badge with its state."""

    pk: int
    title: str
    url: str
    where: str
    text: str
    icon: str
    before: ConcernPhoto | None
    after: ConcernPhoto | None
    state: str
    badge: str
    says: str
    number: int
    number_words: str
    is_hidden: bool


class Line(NamedTuple):
    """One line of the component `tasks`."""

    url: str
    title: str
    icon: str
    about: str
    due: str


def cards(concerns: Iterable[Concern]) -> list[Card]:
    """Of concerns that were fetched with `for_cards`; asks for their photos only."""
    shown = list(concerns)
    before: dict[int, ConcernPhoto] = {}
    after: dict[int, ConcernPhoto] = {}
    for photo in ConcernPhoto.objects.of([one.pk for one in shown]):
        if photo.concern_id:
            (after if photo.is_after else before)[photo.concern_id] = photo
    return [_card(one, before.get(one.pk), after.get(one.pk)) for one in shown]


def _card(concern: Concern, before: ConcernPhoto | None, after: ConcernPhoto | None) -> Card:
    number: int = getattr(concern, "number", 1)
    return Card(
        pk=concern.pk,
        title=str(concern.get_kind_display()),
        url=concern.get_absolute_url(),
        where=concern.where,
        text=concern.text,
        icon=concern.icon,
        before=before,
        after=after if concern.state == ConcernState.ARRANGED else None,
        state=state_words(concern),
        badge=badge(concern),
        says=due_words(concern),
        number=number,
        number_words=number_words(number),
        is_hidden=not concern.is_public,
    )


def number_words(number: int) -> str:
    return ngettext(
        "%(number)d bewoner heeft hier last van", "%(number)d bewoners hebben hier last van", number
    ) % {"number": number}


def badge(concern: Concern) -> str:
    if concern.is_late:
        return "late"
    return {ConcernState.ARRANGED: "positive", ConcernState.CANNOT: "warning"}.get(
        ConcernState(concern.state), "info"
    )


def state_words(concern: Concern) -> str:
    """Late as plainly as solved (rule R9)."""
    words = _("Antwoord is te laat") if concern.is_late else str(concern.get_state_display())
    return words[:1].upper() + words[1:]


def due_words(concern: Concern) -> str:
    """Who answers, and before when; nothing of what is answered."""
    if not concern.is_open:
        return ""
    said = {"who": holder_words(concern), "day": in_words(timezone.localdate(concern.due_at))}
    if concern.is_late:
        return _("%(who)s had op %(day)s moeten antwoorden.") % said
    return _("%(who)s antwoordt uiterlijk %(day)s.") % said


def holder_words(concern: Concern) -> str:
    """By name, and for whom; asks the database nothing of what `for_cards` fetched."""
    owner = concern.owner.public_name if concern.owner else ""
    if concern.organisation:
        name = concern.organisation.name
        return f"{owner} ({name})" if owner else name
    return _("%(who)s (gemeente)") % {"who": owner} if owner else _("De gemeente")


def near(neighbourhood: Neighbourhood, kind: str, buurt: Area | None) -> list[Card]:
    """ "Is it this one?": still open, the newest first."""
    found = Concern.objects.public().in_neighbourhood(neighbourhood).open().about(kind, buurt)
    return cards(found.for_cards().newest_first()[:NEAR])


def top(neighbourhood: Neighbourhood) -> list[Card]:
    """What bothers most residents and is not solved."""
    found = Concern.objects.public().in_neighbourhood(neighbourhood).open()
    return cards(found.most_shared().for_cards()[:TOP])


class Waiting(NamedTuple):
    """How many wait for an answer of somebody, their organisation or their municipality."""

    number: int
    late: int


WAITING = """
    SELECT COUNT(*), COUNT(CASE WHEN concern.due_at < %(now)s THEN 1 END)
    FROM partners_concern AS concern
    JOIN neighbourhoods_neighbourhood AS place ON place.id = concern.neighbourhood_id
    WHERE concern.state IN ({open}) AND concern.visibility = '{public}' AND place.is_public
        AND (
            place.id IN ({places})
            OR concern.organisation_id IN (
                SELECT organisation_id FROM partners_member WHERE person_id = %(person)s
            )
        )
"""


def waiting_for(user: User, works_in: Collection[int], now: datetime) -> Waiting:
    """What `answerable_by` says, of who works in these neighbourhoods, counted in one statement;
    written out, for it stands on the page that officers open all day."""
    asked: dict[str, Asked] = {
        "person": user.pk,
        "now": connection.ops.adapt_datetimefield_value(now),
    }
    statement = WAITING.format(
        open=listed(OPEN_CONCERN),
        public=Visibility.PUBLIC,
        places=named("place", works_in, asked) or "NULL",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return Waiting(*cursor.fetchone())


def lines(concerns: Iterable[Concern]) -> list[Line]:
    """Of concerns that were fetched with `for_cards`."""
    return [
        Line(
            url=concern.get_absolute_url(),
            title=str(concern),
            icon=concern.icon,
            about=f"{concern.neighbourhood.name}, {holder_words(concern)}",
            due=_due(concern),
        )
        for concern in concerns
    ]


def _due(concern: Concern) -> str:
    day = timezone.localdate(concern.due_at)
    if concern.is_late:
        return _("Had %(day)s gemoeten") % {"day": in_words(day, "j F")}
    return _("Uiterlijk %(day)s") % {"day": in_words(day, "l j F")}


def words_for_group(concern: Concern, answer: ConcernAnswer | None, url: str) -> str:
    """A short text that the admin of an app group copies into it."""
    said = {
        "title": concern,
        "state": state_words(concern).lower(),
        "words": answer.reason if answer else due_words(concern),
        "url": url,
    }
    return _("Onze melding “%(title)s”: %(state)s. %(words)s Lees verder: %(url)s") % said


def holder_for(
    neighbourhood: Neighbourhood, kind: str, buurt: Area | None, *, today: date
) -> Holder:
    """As the coordinator set it, the buurt before the whole; else an officer who is here.

    A route to who left, or to an organisation without anybody, is passed over.
    """
    routes = ConcernRoute.objects.filter(neighbourhood=neighbourhood, kind=kind).select_related(
        "organisation", "officer"
    )
    here = [one for one in routes if one.buurt_id in {None, buurt.pk if buurt else None}]
    for route in sorted(here, key=lambda one: one.buurt_id is None):
        if route.organisation:
            if contact := contact_of(route.organisation):
                return Holder(route.organisation, contact)
        elif route.officer and works_here(route.officer, neighbourhood):
            return Holder(None, route.officer)
    return Holder(None, officer_for(neighbourhood, today=today))


def contact_of(organisation: Organisation, keep: User | None = None) -> User | None:
    """`keep` while they are a member, else who is spoken to first; None without anybody."""
    members = Member.objects.filter(organisation=organisation, person__erased_at=None)
    people = [one.person for one in members.select_related("person").order_by("-is_contact", "pk")]
    return keep if keep in people else next(iter(people), None)


def works_here(person: User, neighbourhood: Neighbourhood) -> bool:
    office = Membership.objects.of_office().filter(neighbourhood=neighbourhood)
    return person.is_active and office.filter(person=person).exists()
