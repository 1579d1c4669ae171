"""What was promised last year, and what became of it: told through the same actions."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from accounts.models import User
from initiatives.models import Initiative
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.working_days import AMSTERDAM, DAY
from partners.actions import agreements
from partners.actions.organisations import municipality_organisation
from partners.models import Agreement, Member, Organisation, Party
from partners.states import PROFESSIONAL

from .history import Past

BEFORE = timedelta(days=45)  # its date it was agreed
KEPT, BROKEN, RENEWED, CLAIMED = "kept", "broken", "renewed", "claimed"


class Told(NamedTuple):
    """`by` is the municipality, or the first or second of its partners; `on` the month and day."""

    text: str
    by: int
    on: tuple[int, int]
    then: str
    words: str = ""
    possible: str = ""


TOWN_HALL, FIRST, SECOND = 0, 1, 2
PROMISES = (
    Told("De stoeptegels bij de school liggen weer recht", TOWN_HALL, (3, 14), KEPT),
    Told("Tien zakken compost voor de plantenbakken", FIRST, (4, 4), KEPT),
    Told("Een sleutel van de zaal, voor elke dinsdag", SECOND, (5, 12), KEPT),
    Told(
        "Twee bankjes langs de vaart", TOWN_HALL, (6, 20), RENEWED,
        "De bankjes waren bij de leverancier op. Ze staan er een half jaar later.",
    ),
    Told(
        "Een waterkraan op het veldje", TOWN_HALL, (9, 1), BROKEN,
        "De waterleiding ligt hier te diep. Een aftakking kost meer dan er geld voor is.",
        "Wij zetten twee regentonnen neer, en de buren mogen water halen bij de school.",
    ),
    Told("De lampen in de portieken doen het weer", FIRST, (10, 17), KEPT),
    Told("Een avond over inbraak voorkomen", SECOND, (11, 20), CLAIMED),
)  # fmt: skip


def tell_promises(neighbourhood: Neighbourhood, past: Past) -> None:
    """By the municipality and its partners, to teams that were there already."""
    officer = Membership.objects.officers().filter(neighbourhood=neighbourhood).earliest("pk")
    makers = [municipality_organisation(neighbourhood.municipality), *_partners(neighbourhood)]
    here = Initiative.objects.public().filter(neighbourhood=neighbourhood)
    year = timezone.localdate(past.now).year - 1
    for told in PROMISES:
        due = date(year, *told.on)
        were_there = here.filter(sent_at__lt=_noon(due - BEFORE)).select_related("team")
        initiative = were_there.order_by("-sent_at", "-pk").first()
        if initiative and told.by < len(makers):
            by = _contact(makers[told.by]) if told.by else officer.person
            _tell(told, makers[told.by], initiative, due, by, past)


def _tell(
    told: Told, maker: Organisation, initiative: Initiative, due: date, by: User, past: Past
) -> None:
    team, place = initiative.team, initiative.neighbourhood
    with past.at(_noon(due - BEFORE)):
        made = agreements.agree(
            told.text,
            maker=Party(maker),
            receiver=Party(team),
            due_on=due,
            neighbourhood=place,
            key=_key(place, told),
            by=by,
            officer=None if told.by else by,
            about_url=initiative.get_absolute_url(),
        )
    said = _noon(due - DAY)
    if told.then == BROKEN:
        with past.at(said):
            agreements.break_off(
                made, words=told.words, possible=told.possible, seen=0, by=by, now=said
            )
        return
    if told.then == RENEWED:
        with past.at(said):
            key = uuid5(made.key, "renewed")
            later = due + timedelta(days=182)
            made = agreements.renew(made, later, words=told.words, key=key, seen=0, by=by, now=said)
        said = _noon(later - DAY)
    _keep(told, made, team, said, by, past)


def _keep(
    told: Told, made: Agreement, team: Organisation, said: datetime, by: User, past: Past
) -> None:
    with past.at(said):
        made = agreements.claim(made, seen=0, by=by, now=said)
    if told.then != CLAIMED:
        with past.at(said + DAY):
            agreements.confirm(made, seen=1, by=_contact(team), now=said + DAY)


def _partners(place: Neighbourhood) -> Sequence[Organisation]:
    active = Organisation.objects.public().active_in(place).filter(kind__in=PROFESSIONAL)
    with_people = active.filter(members__isnull=False).distinct()
    return list(with_people.order_by("pk")[:2])


def _contact(organisation: Organisation) -> User:
    members = Member.objects.filter(organisation=organisation).select_related("person")
    return members.order_by("-is_contact", "pk")[0].person


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=AMSTERDAM)


def _key(place: Neighbourhood, told: Told) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{place.slug}/{told.text}")
