"""What parties did for the goals of a year: through the same actions, and each of it once."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from accounts.models import User
from goals.actions import contributing
from goals.actions.contributing import Done
from goals.models import Contribution, Goal
from goals.states import Refused
from initiatives.models import Initiative
from neighbourhoods.working_days import AMSTERDAM
from partners.models import Member, Organisation
from partners.states import Approach, Kind

from .history import Past

AFTER_WORK = time(16, 30)


class Did(NamedTuple):
    """`ago` is how many days before now."""

    what: str
    ago: int
    hours: str = ""
    euros: int | None = None
    materials: str = ""
    approach: Approach | None = None
    without: bool = False


DID = {
    Kind.HOUSING: [
        Did("De lampen in drie portieken vervangen", 6, "4", approach=Approach.PREVENT),
        Did("Met bewoners door de galerijen gelopen", 34, "6", approach=Approach.MEET),
        Did("Bankjes betaald voor het plein", 61, euros=1200),
        Did("Huisregels met de flat afgesproken", 118, "5", approach=Approach.LIMIT),
    ],
    Kind.WELFARE: [
        Did("Een middag spelen op het plein", 3, "8", approach=Approach.PREVENT),
        Did("Koffie op straat, elke woensdag", 25, "12", approach=Approach.MEET),
        Did("Een groep vrouwen op weg geholpen met fietsles", 80, "10", approach=Approach.GUIDE),
    ],
    Kind.SCHOOL: [
        Did("Het schoolplein na vier uur open gehouden", 10, "6", approach=Approach.PREVENT),
        Did("De aula geleend voor het buurtoverleg", 47, materials="De aula, een avond"),
    ],
    Kind.POLICE: [
        Did("Te voet door de wijk, drie avonden", 9, "9", approach=Approach.MEET),
        Did("Twee scooters van de stoep gehaald", 41, "2", approach=Approach.ENFORCE),
    ],
    Kind.RESIDENTS_COMPANY: [
        Did("Het plein geveegd met acht bewoners", 5, "16", approach=Approach.PREVENT),
        Did("Een ruzie over geluid samen opgelost", 29, "3", without=True),
    ],
    Kind.SELF_ORGANISATION: [
        Did("Samen gegeten met zestig buren", 12, "24", approach=Approach.PREVENT),
        Did("Op zaterdagavond bij de jongeren gaan staan", 37, "10", without=True),
        Did("De kinderen naar de zwemles gebracht", 70, "14"),
    ],
    Kind.RESIDENTS_TEAM: [
        Did("De bakken op het veld opgeknapt", 8, "7,5", materials="Hout en verf"),
        Did("Zwerfafval geraapt langs het water", 52, "6", without=True),
    ],
}


def write_down(goals: Iterable[Goal], past: Past) -> None:
    """Of goals in force, by who is active where they are; what falls in a quarter that was closed
    already is left out."""
    for number, goal in enumerate(goals):
        place = goal.plan.neighbourhood
        initiatives = Initiative.objects.public().in_neighbourhood(place).order_by("pk")
        teams = Organisation.objects.filter(
            pk__in=list(initiatives.values_list("team", flat=True)[number * 2 : number * 2 + 2])
        )
        active = Organisation.objects.with_page().active_in(place)
        for organisation in [*active.filter(kind__in=DID).order_by("pk"), *teams.order_by("pk")]:
            by = _who(organisation)
            # Not everybody does everything for every goal.
            for place_in_list, did in enumerate(DID[Kind(organisation.kind)]):
                if by and (organisation.pk + place_in_list) % 3 == number % 3:
                    _write(did, goal, organisation, by, past)


def _write(did: Did, goal: Goal, organisation: Organisation, by: User, past: Past) -> None:
    day = timezone.localdate(past.now) - timedelta(days=did.ago)
    at = min(datetime.combine(day, AFTER_WORK, tzinfo=AMSTERDAM), past.now)
    key = uuid5(NAMESPACE_URL, f"demo/{goal.pk}/{organisation.pk}/{did.what}")
    if Contribution.objects.filter(key=key).exists():
        return
    done = Done(
        what=did.what,
        day=day,
        hours_spent=Decimal(did.hours.replace(",", ".")) if did.hours else None,
        euros=did.euros,
        materials=did.materials,
        approach=did.approach,
        without=did.without,
    )
    with past.at(at), suppress(Refused):
        contributing.log(goal, done, organisation=organisation, key=key, by=by, now=at)


def _who(organisation: Organisation) -> User | None:
    """Its contact, or whoever came first."""
    members = Member.objects.filter(organisation=organisation).still_here()
    found = members.select_related("person").order_by("-is_contact", "pk").first()
    return found.person if found else None
